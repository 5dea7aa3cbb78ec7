"""Steps of an import."""

from django.urls import path

from . import views

app_name = "imports"
prefix = "nhap-tep/"

urlpatterns = [
    path("", views.home, name="home"),
    path("phien/<uuid:uuid>/", views.session, name="session"),
    path("phien/<uuid:uuid>/ghep-cot/", views.match_columns, name="columns"),
    path("phien/<uuid:uuid>/loi/", views.problems, name="problems"),
    path("phien/<uuid:uuid>/xac-nhan/", views.confirm, name="confirm"),
    path("phien/<uuid:uuid>/xong/", views.done, name="done"),
    path("phien/<uuid:uuid>/can-sua.xlsx", views.rows_to_mend, name="rows-to-mend"),
    path("phien/<uuid:uuid>/bo/", views.abandon, name="abandon"),
    path("<slug:kind>/", views.upload, name="upload"),
    path("<slug:kind>/mau.xlsx", views.blank_list, name="blank"),
]
