from django.urls import URLPattern, path

from . import slips, views

app_name = "desk"
prefix = ""
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("phieu-kich-hoat/", slips.sheet, name="slips"),
    path("theo-don-vi.xlsx", views.units_sheet, name="units-sheet"),
]
