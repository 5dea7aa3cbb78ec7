"""Addresses of papers, templates and registers."""

from django.urls import path

from .views import batches, papers, steps, templates

app_name = "documents"
prefix = "van-ban/"

urlpatterns = [
    path("", papers.papers, name="papers"),
    path("moi/<str:kind>/", papers.new, name="new"),
    path("hang-loat/<str:kind>/", batches.new, name="batch-new"),
    path("dot/<uuid:pk>/", batches.batch, name="batch"),
    path("dot/<uuid:pk>/ban-hanh/", batches.issue, name="batch-issue"),
    path("dot/<uuid:pk>/ky-so/", batches.sign, name="batch-sign"),
    path("dot/<uuid:pk>/in/", batches.printed, name="batch-print"),
    path("so/", papers.series, name="series"),
    path("mau/", templates.templates, name="templates"),
    path("mau/<str:kind>/", templates.template, name="template"),
    path("mau/<str:kind>/tep-mau.docx", templates.starting_file, name="starter"),
    path("mau/<str:kind>/xem/", templates.shipped_sample, name="shipped-sample"),
    path("mau/<str:kind>/dung-mau-phan-mem/", templates.back_to_shipped, name="back-to-shipped"),
    path("ban-mau/<uuid:pk>/xem/", templates.sample, name="sample"),
    path("ban-mau/<uuid:pk>/dung/", templates.use, name="use"),
    path("<uuid:pk>/", papers.paper, name="paper"),
    path("<uuid:pk>/xem/", papers.preview, name="preview"),
    path("<uuid:pk>/sua/", steps.amend, name="amend"),
    path("<uuid:pk>/bo/", steps.discard, name="discard"),
    path("<uuid:pk>/ban-hanh/", steps.issue, name="issue"),
    path("<uuid:pk>/ban-ky/", steps.signed, name="signed"),
    path("<uuid:pk>/ky-so/", steps.sign, name="sign"),
    path("<uuid:pk>/huy/", steps.void, name="void"),
]
