"""Addresses of personal data: what is kept, one's own file, numbers, erasures."""

from django.urls import path

from .views import erasures, numbers, own, tables

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
    path("cua-toi/", own.own, name="own"),
    path("cua-toi/tien-trinh/", own.bar, name="own-bar"),
    path("cua-toi/<uuid:pk>/", own.download, name="own-file"),
    path("het-han/", erasures.due, name="due"),
    path("nguoi/", erasures.people, name="people"),
    path("nguoi/<uuid:pk>/xoa/", erasures.person, name="erase-person"),
    path("lan-xoa/<uuid:pk>/", erasures.erasure, name="erasure"),
    path("lan-xoa/<uuid:pk>/lam-tiep/", erasures.resume, name="erasure-resume"),
]
