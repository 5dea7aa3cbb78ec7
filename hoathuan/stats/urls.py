from django.urls import path

from . import views

app_name = "stats"
prefix = "so-lieu/"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:key>/", views.records, name="records"),
    path("<str:key>/xlsx/", views.export, name="export"),
]
