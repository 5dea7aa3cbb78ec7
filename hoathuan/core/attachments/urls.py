"""One address for every attached file; who may read it is asked of its owner."""

from django.urls import path

from . import views

app_name = "attachments"
prefix = "tep/"

urlpatterns = [path("<uuid:pk>/", views.file, name="file")]
