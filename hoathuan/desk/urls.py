from django.urls import URLPattern, path

from . import views

app_name = "desk"
prefix = ""
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("viec-can-lam/", views.all_to_do, name="to-do"),
    path("theo-don-vi.xlsx", views.units_sheet, name="units-sheet"),
]
