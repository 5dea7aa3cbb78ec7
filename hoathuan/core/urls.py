"""Pages that belong to the whole system: help, accessibility, personal data, how the page looks."""

from django.conf import settings
from django.urls import path

from .ui import views
from .ui.demo import views as guide

app_name = "core"
prefix = ""

urlpatterns = [
    path("tro-giup/", views.help_page, name="help"),
    path("kha-nang-tiep-can/", views.accessibility_page, name="accessibility"),
    path("du-lieu-ca-nhan/", views.privacy_page, name="privacy"),
    path("hien-thi/", views.display, name="display"),
]

if settings.DEBUG:
    urlpatterns += [
        path("giao-dien/", guide.components, name="guide"),
        path("giao-dien/bieu-mau/", guide.forms_page, name="guide-forms"),
        path("giao-dien/tien-trinh/", guide.job, name="guide-job"),
        path("giao-dien/dien-thoai/", guide.phone_home, name="guide-phone"),
    ]
