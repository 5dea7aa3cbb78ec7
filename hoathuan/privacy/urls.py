"""Addresses of personal data: what is kept, one's own file, numbers, erasures."""

from django.urls import path

from .views import tables

app_name = "privacy"
prefix = "du-lieu-ca-nhan/"

urlpatterns = [
    path("bang/", tables.tables, name="tables"),
    path("thoi-han/<str:key>/", tables.period, name="period"),
]
