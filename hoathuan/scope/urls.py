"""Addresses of the guided scope check, and of writing its questions."""

from django.urls import path

from .views import editing, reading, walk

app_name = "scope"
prefix = "pham-vi/"

urlpatterns = [
    path("", walk.check, name="check"),
    path("bo-cau-hoi/", reading.version, name="version"),
    path("bo-cau-hoi/<int:number>/", reading.version, name="version-numbered"),
    path("bo-cau-hoi/<int:number>/rut/", editing.take_back, name="take-back"),
    path("soan/moi/", editing.start, name="start"),
    path("soan/", editing.draft, name="draft"),
    path("soan/di-thu/", editing.attempt, name="attempt"),
    path("soan/ap-dung/", editing.put, name="put"),
    path("soan/bo/", editing.discard, name="discard"),
    path("soan/cau-moi/", editing.question, name="question-new"),
    path("soan/cau/<uuid:pk>/", editing.question, name="question"),
    path("soan/ket-luan-moi/", editing.outcome, name="outcome-new"),
    path("soan/ket-luan/<uuid:pk>/", editing.outcome, name="outcome"),
    path("soan/xoa/<slug:what>/<uuid:pk>/", editing.remove, name="remove"),
]
