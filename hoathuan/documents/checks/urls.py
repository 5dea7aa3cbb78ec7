"""The public address of check codes: short, since it stands in a square code and is read out."""

from django.urls import path

from . import views

app_name = "checks"
prefix = "kiem-tra/"

urlpatterns = [
    path("", views.ask, name="ask"),
    path("<str:code>/", views.check, name="check"),
]
