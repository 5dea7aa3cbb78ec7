"""Addresses of personal data: what is kept, one's own file, numbers, erasures."""

from django.urls import path

from .views import numbers, tables

app_name = "privacy"
prefix = "du-lieu-ca-nhan/"

urlpatterns = [
    path("bang/", tables.tables, name="tables"),
    path("thoi-han/<str:key>/", tables.period, name="period"),
    path("giay-to/", numbers.people, name="numbers"),
    path("giay-to/<uuid:pk>/", numbers.person, name="numbers-person"),
    path("giay-to/<uuid:pk>/xem/", numbers.open_numbers, name="numbers-open"),
    path("giay-to/<uuid:pk>/can-cuoc/", numbers.identity, name="identity"),
    path("giay-to/<uuid:pk>/ngan-hang/", numbers.bank, name="bank"),
    path("giay-to/<uuid:pk>/xoa/<str:what>/", numbers.forget, name="numbers-forget"),
]
