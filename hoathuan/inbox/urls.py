"""Addresses of what is due, of notices outside and of the calendar."""

from django.urls import URLPattern, path

from .views import calendar, dues, failures, telling

app_name = "inbox"
prefix = "viec-den-han/"

urlpatterns: list[URLPattern] = [
    path("", dues.dues, name="list"),
    path("nhan-tin/", telling.telling, name="telling"),
    path("nhan-tin/them-may/", telling.device_add, name="device-add"),
    path("nhan-tin/bo-may/", telling.device_remove, name="device-remove"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/<str:secret>.ics", calendar.feed, name="feed"),
    path("chua-gui/", failures.failures, name="failures"),
    path("chua-gui/gui-lai-het/", failures.again_all, name="again-all"),
    path("chua-gui/<uuid:pk>/gui-lai/", failures.again, name="again"),
]
