"""Pages that show how far a piece of work is."""

from django.urls import path

from . import views

app_name = "jobs"
prefix = "tien-trinh/"

urlpatterns = [
    path("", views.job_list, name="list"),
    path("tep/<uuid:uuid>/", views.result, name="result"),
    path("tep/<uuid:uuid>/tai-ve/", views.download, name="download"),
    path("<uuid:uuid>/", views.detail, name="detail"),
    path("<uuid:uuid>/thanh/", views.bar, name="bar"),
    path("<uuid:uuid>/chay-lai/", views.again, name="again"),
]
