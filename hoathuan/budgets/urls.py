"""Addresses of money: a year, its estimate, allocations, the ledger, all communes together."""

from django.urls import path

from .views import estimates, keeping, reading, rolling

app_name = "budgets"
prefix = "kinh-phi/"

urlpatterns = [
    path("", reading.home, name="home"),
    path("tong-hop/", rolling.page, name="rollup"),
    path("tong-hop.xlsx", rolling.sheet, name="rollup-sheet"),
    path("<uuid:pk>/", reading.holder, name="holder"),
    path("<uuid:pk>/so/", reading.ledger, name="ledger"),
    path("<uuid:pk>/so.xlsx", reading.ledger_sheet, name="ledger-sheet"),
    path("<uuid:pk>/giao/", keeping.allocate, name="allocate"),
    path("<uuid:pk>/chi/", keeping.spend, name="spend"),
    path("<uuid:pk>/chi-vuot/", keeping.overspend, name="overspend"),
    path("<uuid:pk>/chuyen-nam/", keeping.carry, name="carry"),
    path("<uuid:pk>/tinh-du-toan/", estimates.make, name="make"),
    path("but-toan/<uuid:pk>/rut-lai/", keeping.take_back, name="take-back"),
    path("phan-bo/<uuid:pk>/", keeping.apportion, name="apportion"),
    path("du-toan/<uuid:pk>/", estimates.page, name="estimate"),
    path("du-toan/<uuid:pk>/them-dong/", estimates.add_row, name="row-add"),
    path("du-toan/<uuid:pk>/gui/", estimates.submit, name="submit"),
    path("du-toan/<uuid:pk>/y-kien/", estimates.answer, name="answer"),
    path("du-toan/<uuid:pk>/dieu-chinh/", estimates.adjust, name="adjust"),
    path("du-toan/<uuid:pk>/du-toan.pdf", estimates.pdf, name="estimate-pdf"),
    path("du-toan/<uuid:pk>/du-toan.xlsx", estimates.sheet, name="estimate-sheet"),
    path("dong/<int:pk>/", estimates.row, name="row"),
    path("dong/<int:pk>/bo/", estimates.remove_row, name="row-remove"),
]
