from django.urls import path

from .views import book, detail, entry, grid, lists, party_data, reading

app_name = "cases"
prefix = "vu-viec/"

urlpatterns = [
    path("", lists.case_list, name="list"),
    path("tai-ve.xlsx", lists.case_export, name="export"),
    path("ghi/", entry.record, name="record"),
    path("tiep-nhan/", entry.receive, name="receive"),
    path("nhap-so/", grid.grid, name="grid"),
    path("so/", book.books, name="books"),
    path("so/<uuid:team>/<int:year>/", book.check, name="book"),
    path("so/<uuid:team>/<int:year>/so.pdf", book.book_pdf, name="book-pdf"),
    path("nguoi/", party_data.search, name="party-search"),
    path("<uuid:pk>/nguoi/<int:number>/", party_data.give, name="party-give"),
    path("<uuid:pk>/", detail.detail, name="detail"),
    path("<uuid:pk>/da-luu/", entry.saved, name="saved"),
    path("<uuid:pk>/mo-doc/", reading.ask, name="open"),
    path("<uuid:pk>/nguoi-doc/", reading.readers, name="readers"),
    path("<uuid:pk>/<slug:word>/", detail.step, name="step"),
]
