"""The project's addresses plus the style guide, which only development serves."""

from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as project
from hoathuan.core.ui.demo import views as guide

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [
    path("giao-dien/", guide.components),
    path("giao-dien/bieu-mau/", guide.forms_page),
    path("giao-dien/tien-trinh/", guide.job),
    path("giao-dien/dien-thoai/", guide.phone_home),
    *project,
]
