from django.urls import URLPattern, path

from . import slips, views
from .mine import pages

app_name = "desk"
prefix = ""
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("cua-toi/viec/", pages.my_work, name="my-work"),
    path("cua-toi/tien/", pages.my_money, name="my-money"),
    path("cua-toi/giay-to/", pages.my_papers, name="my-papers"),
    path("cua-toi/giay-to/qua-trinh.pdf", pages.my_proof, name="my-proof"),
    path("cua-toi/hoi-ai/", pages.whom_to_ask, name="whom-to-ask"),
    path("phieu-kich-hoat/", slips.sheet, name="slips"),
    path("theo-don-vi.xlsx", views.units_sheet, name="units-sheet"),
]
