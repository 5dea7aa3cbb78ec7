from django.urls import path

from .views import drafts, home, printing, sending

app_name = "paperforms"
prefix = "phieu/"

urlpatterns = [
    path("", home.home, name="home"),
    path("in/", printing.new, name="print"),
    path("in/<uuid:pk>/", printing.batch, name="batch"),
    path("in/<uuid:pk>/phieu.pdf", printing.batch_pdf, name="batch-pdf"),
    path("gui/", sending.send, name="send"),
    path("gui/<uuid:sending>/", sending.sent, name="sent"),
    path("gui/<uuid:sending>/<uuid:pk>/", sending.place, name="place"),
    path("<uuid:pk>/", drafts.draft, name="draft"),
    path("<uuid:pk>/da-ghi/", drafts.attach, name="attach"),
    path("<uuid:pk>/bo/", drafts.discard, name="discard"),
    path("<uuid:pk>/chuyen/", drafts.assign, name="assign"),
]
