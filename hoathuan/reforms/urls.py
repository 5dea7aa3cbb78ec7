"""Addresses of reforms."""

from django.urls import path

from .views import changes, decisions, drafts, lists, running, uploading

app_name = "reforms"
prefix = "sap-xep-don-vi/"

urlpatterns = [
    path("", lists.reforms, name="list"),
    path("moi/", drafts.new, name="new"),
    path("cho-quyet-dinh/", decisions.decisions, name="decisions"),
    path("cho-quyet-dinh/<uuid:unit>/", decisions.decide, name="decide"),
    path("<uuid:pk>/", drafts.detail, name="detail"),
    path("<uuid:pk>/sua/", drafts.amend, name="amend"),
    path("<uuid:pk>/bo/", drafts.discard, name="discard"),
    path("<uuid:pk>/ghi/<slug:verb>/", changes.write, name="write"),
    path("<uuid:pk>/tai-len/", uploading.upload, name="upload"),
    path("<uuid:pk>/thon/<uuid:unit>/", changes.villages, name="villages"),
    path("<uuid:pk>/don-vi-moi/<int:new>/", changes.new_unit, name="new-unit"),
    path("<uuid:pk>/dong/<slug:key>/bo/", changes.take_away, name="take-away"),
    path("<uuid:pk>/xem-truoc/", running.preview, name="preview"),
    path("<uuid:pk>/thuc-hien/", running.apply, name="apply"),
    path("<uuid:pk>/sua-lai/", drafts.correct, name="correct"),
    path("<uuid:pk>/thoi-duyet/", running.take_back, name="take-back"),
]
