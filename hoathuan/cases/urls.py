from django.urls import path

from .views import acts, book, detail, entry, escalations, grid, lists, party_data, reading, scoping

app_name = "cases"
prefix = "vu-viec/"

urlpatterns = [
    path("", lists.case_list, name="list"),
    path("tai-ve.xlsx", lists.case_export, name="export"),
    path("ghi/", entry.record, name="record"),
    path("tiep-nhan/", entry.receive, name="receive"),
    path("nhap-so/", grid.grid, name="grid"),
    path("so/", book.books, name="books"),
    path("so/mau-phan-hai/", book.layout, name="book-layout"),
    path("so/<uuid:team>/<int:year>/", book.check, name="book"),
    path("so/<uuid:team>/<int:year>/so.pdf", book.book_pdf, name="book-pdf"),
    path("nguoi/", party_data.search, name="party-search"),
    path("<uuid:pk>/nguoi/<int:number>/", party_data.give, name="party-give"),
    path("<uuid:pk>/", detail.detail, name="detail"),
    path("<uuid:pk>/da-luu/", entry.saved, name="saved"),
    path("<uuid:pk>/mo-doc/", reading.ask, name="open"),
    path("<uuid:pk>/nguoi-doc/", reading.readers, name="readers"),
    path("<uuid:pk>/pham-vi/", scoping.guide, name="scope"),
    path("<uuid:pk>/pham-vi/<slug:word>/", scoping.decide, name="scope-decide"),
    path("<uuid:pk>/dien-bien/", acts.acts, name="acts"),
    path("<uuid:pk>/dien-bien/<slug:word>/", acts.act, name="act"),
    path("<uuid:pk>/moi/<uuid:invited>/", acts.invitation, name="invitation"),
    path("<uuid:pk>/to-khac/<uuid:team>/<slug:word>/", acts.joint, name="joint"),
    path("khan/", escalations.told, name="escalations"),
    path("khan/<uuid:pk>/", escalations.escalation, name="escalation"),
    path("khan/<uuid:pk>/bao-len/", escalations.pass_on, name="escalation-pass"),
    path("khan/<uuid:pk>/tra-loi/", escalations.answer, name="escalation-answer"),
    path("<uuid:pk>/<slug:word>/", detail.step, name="step"),
]
