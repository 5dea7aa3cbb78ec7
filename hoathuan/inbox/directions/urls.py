"""Addresses of guidance letters."""

from django.urls import path

from .views import letters, lists, questions, receiving, steps

app_name = "directions"
prefix = "chi-dao/"

urlpatterns = [
    path("", lists.letters, name="list"),
    path("soan/", letters.new, name="new"),
    path("<uuid:pk>/", letters.letter, name="letter"),
    path("<uuid:pk>/sua/", letters.amend, name="amend"),
    path("<uuid:pk>/bo/", letters.discard, name="discard"),
    path("<uuid:pk>/tep/", letters.attach, name="attach"),
    path("<uuid:pk>/bo-tep/", letters.detach, name="detach"),
    path("<uuid:pk>/gui/", steps.issue, name="issue"),
    path("<uuid:pk>/thu-hoi/", steps.withdraw, name="withdraw"),
    path("<uuid:pk>/nhac/", steps.remind, name="remind"),
    path("<uuid:pk>/bao-cao/", receiving.reply, name="reply"),
    path("<uuid:pk>/da-thuc-hien/", receiving.done, name="done"),
    path("<uuid:pk>/hoi/", questions.ask, name="ask"),
    path("cau-hoi/<uuid:pk>/", questions.answer, name="answer"),
    path("noi-nhan/<uuid:pk>/", receiving.recipient, name="recipient"),
    path("noi-nhan/<uuid:pk>/nhan/", receiving.accept, name="accept"),
]
