from django.urls import path

from .views import court, failing, home, promises, public, reports, signing, texts

app_name = "settlements"
prefix = "thoa-thuan/"

urlpatterns = [
    path("so-ban/<str:code>/", public.compare, name="compare"),
    path("mat-tran/", reports.front_list, name="front-list"),
    path("mat-tran/<uuid:key>/", reports.front, name="front"),
    path("<uuid:pk>/", home.home, name="home"),
    path("<uuid:pk>/soan/", texts.compose, name="compose"),
    path("<uuid:pk>/soan/bo/", texts.drop_draft, name="drop"),
    path("<uuid:pk>/soan/<slug:name>/", texts.group, name="group"),
    path("<uuid:pk>/chot/", texts.record, name="record"),
    path("<uuid:pk>/ban/<int:number>/", texts.version, name="version"),
    path("<uuid:pk>/ban/<int:number>.pdf", texts.version_pdf, name="version-pdf"),
    path("<uuid:pk>/ky/<uuid:line>/", signing.sign, name="sign"),
    path("<uuid:pk>/ban-quet/", signing.scan, name="scan"),
    path("<uuid:pk>/ban-quet/nguoi-ky/", signing.scan_signers, name="scan-signers"),
    path("<uuid:pk>/nghia-vu/", promises.new, name="promise-new"),
    path("<uuid:pk>/nghia-vu/<uuid:key>/", promises.detail, name="promise"),
    path("<uuid:pk>/nghia-vu/<uuid:key>/<slug:word>/", promises.follow, name="follow"),
    path("<uuid:pk>/bao-cao/", reports.new, name="report-new"),
    path("<uuid:pk>/bao-cao/<uuid:key>/", reports.detail, name="report"),
    path("<uuid:pk>/bao-cao/<uuid:key>/chuyen/", reports.pass_on, name="report-pass"),
    path("<uuid:pk>/bao-cao/<uuid:key>/phieu.pdf", reports.slip, name="report-slip"),
    path("<uuid:pk>/toa-an/", court.court, name="court"),
    path("<uuid:pk>/toa-an/don/", court.application, name="application"),
    path("<uuid:pk>/toa-an/ho-so.pdf", court.dossier_pdf, name="dossier"),
    path("<uuid:pk>/toa-an/<slug:word>/", court.step, name="court-step"),
    path("<uuid:pk>/khong-thanh/", failing.notes, name="failures"),
    path("<uuid:pk>/khong-thanh/lap/", failing.new, name="failure-new"),
    path("<uuid:pk>/khong-thanh/<uuid:key>.pdf", failing.note_pdf, name="failure"),
]
