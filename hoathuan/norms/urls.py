"""Addresses of norms: values, one kind's history, entering, confirming, the working calendar."""

from django.urls import path

from .views import calendar, confirming, entering, reading

app_name = "norms"
prefix = "dinh-muc/"

urlpatterns = [
    path("", reading.norms, name="list"),
    path("danh-sach.xlsx", reading.sheet, name="sheet"),
    path("loai/<str:key>/", reading.history, name="history"),
    path("tham-quyen/", reading.offices, name="offices"),
    path("nhap/", entering.enter, name="enter"),
    path("can-xac-nhan/", confirming.matters, name="matters"),
    path("gia-tri/<uuid:pk>/xac-nhan/", confirming.confirm, name="confirm"),
    path("gia-tri/<uuid:pk>/thay/", confirming.replace, name="replace"),
    path("gia-tri/<uuid:pk>/huy/", confirming.take_back, name="take-back"),
    path("lich/", calendar.year, name="calendar"),
    path("lich/xac-nhan/", calendar.confirm, name="calendar-confirm"),
    path("lich/ngoai-le/", calendar.add, name="exception-add"),
    path("lich/ngoai-le/<uuid:pk>/", calendar.exception, name="exception"),
    path("lich/ngoai-le/<uuid:pk>/huy/", calendar.take_back, name="exception-take-back"),
]
