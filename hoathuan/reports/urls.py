from django.urls import path

from . import views

app_name = "reports"
prefix = "bao-cao/"
urlpatterns = [
    path("", views.forms_list, name="list"),
    path("<slug:code>/", views.form, name="form"),
    path("<slug:code>/xlsx/", views.workbook, name="xlsx"),
    path("<slug:code>/in/", views.printed, name="pdf"),
    path("<slug:code>/o/", views.cell, name="cell"),
]
