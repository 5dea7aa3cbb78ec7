"""Addresses of pay."""

from django.urls import URLPattern, URLResolver, include, path

from .views import claims, evidence, money, papers, refunds, settings, steps

app_name = "pay"
prefix = "chi-tra/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", claims.claim_list, name="list"),
    path("lap/", claims.draft, name="draft"),
    path("chung-cu/", evidence.ladder, name="evidence"),
    path("chung-cu/<uuid:pk>/", evidence.case, name="evidence-case"),
    path("chung-cu/<uuid:pk>/de-nghi-lai/", claims.again, name="again"),
    path("chung-cu/<uuid:pk>/bo/<uuid:number>/", evidence.void, name="proof-void"),
    path("de-nghi/<uuid:pk>/", claims.claim, name="claim"),
    path("de-nghi/<uuid:pk>/in/<slug:word>/", papers.printed, name="paper"),
    path("de-nghi/<uuid:pk>/vu-viec/<int:number>/", claims.item, name="item"),
    path("de-nghi/<uuid:pk>/<slug:word>/", steps.step, name="step"),
    path("khoan/<uuid:pk>/", money.line, name="line"),
    path("phai-chi/", money.owed, name="owed"),
    path("dot-chi/<uuid:pk>/", money.batch, name="batch"),
    path("dot-chi/<uuid:pk>/tep/", money.batch_file, name="batch-file"),
    path("lenh-chi/<uuid:pk>/", money.payment, name="payment"),
    path("lenh-chi/<uuid:pk>/da-nhan/", money.receive, name="receive"),
    path("lenh-chi/<uuid:pk>/ky-nhan/", money.sheet, name="sheet"),
    path("lenh-chi/<uuid:pk>/danh-sach.pdf", papers.sheet, name="sheet-pdf"),
    path("lenh-chi/<uuid:pk>/bo/", money.void, name="payment-void"),
    path("lenh-chi/<uuid:pk>/thua/<int:number>/", money.extra, name="extra"),
    path("lenh-chi/<uuid:pk>/chung-tu/<int:number>/ghi-nham/", money.transfer_void, name="transfer-void"),
    path("lenh-chi/<uuid:pk>/da-nhan/<uuid:number>/bo/", money.receipt_void, name="receipt-void"),
    path("chenh-lech/<uuid:pk>/nop-lai/", refunds.give_back, name="give-back"),
    path("chenh-lech/<uuid:pk>/ghi-nham/", refunds.not_given_back, name="not-given-back"),
    path("cham-chi/", money.arrears, name="arrears"),
    path("tong-hop/", money.totals, name="totals"),
    path("goi-hoi/", settings.sample, name="sample"),
    path("quy-dinh/", settings.rule, name="rule"),
    path("quy-dinh/moi/", settings.state, name="rule-new"),
    path("mau-tep/", settings.layouts, name="layouts"),
    path("mau-tep/moi/", settings.layout, name="layout-new"),
    path("ho-tro/", include("hoathuan.pay.supports.urls")),
]
