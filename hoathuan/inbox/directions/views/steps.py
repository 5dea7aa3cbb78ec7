"""The steps of one letter: send it, withdraw it, remind the late ones."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.core.access import access
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.inbox.directions import forms, rights
from hoathuan.inbox.directions.addressing import units_of
from hoathuan.inbox.directions.choices import Scope
from hoathuan.inbox.directions.models import Direction
from hoathuan.inbox.directions.services import issuing

from .found import own_letter, shown, tried


@get_or_post
@access(rights.WRITERS)
def issue(request: HttpRequest, pk: str) -> HttpResponse:
    """To how many it goes is said before it goes."""
    one, actor = own_letter(request, pk), actor_in(request)
    if request.method == "POST":
        tried(request, lambda: issuing.issue(direction=one, actor=actor), _sent)
        return redirect("directions:letter", one.uuid)
    return shown(request, "issue", letter=one, number=_goes_to(one, actor), form=forms.SendForm())


def _goes_to(one: Direction, actor: Actor) -> int:
    whole = units_of(actor, one.scope).count() if one.scope != Scope.CHOSEN else 0
    return whole + one.recipients.count()


def _sent(made: Direction) -> str:
    number = made.recipients.count()
    words = ngettext("Đã gửi đến %(n)s nơi nhận.", "Đã gửi đến %(n)s nơi nhận.", number)
    return words % {"n": number}


@get_or_post
@access(rights.WRITERS)
def withdraw(request: HttpRequest, pk: str) -> HttpResponse:
    one, actor = own_letter(request, pk), actor_in(request)
    form = forms.ReasonForm(request.POST or None)
    call = lambda data: issuing.withdraw(direction=one, reason=data["reason"], actor=actor)  # noqa: E731
    if done(request, form, call, _("Đã thu hồi. Mọi nơi nhận được báo.")):
        return redirect("directions:letter", one.uuid)
    return shown(request, "form", letter=one, form=form, title=_("Thu hồi văn bản"), submit=_("Thu hồi văn bản"),
                 danger=True)  # fmt: skip


@require_POST
@access(rights.WRITERS)
def remind(request: HttpRequest, pk: str) -> HttpResponse:
    one, actor = own_letter(request, pk), actor_in(request)
    tried(request, lambda: issuing.remind(direction=one, actor=actor), _reminded)
    return redirect("directions:letter", one.uuid)


def _reminded(number: Any) -> str:
    words = ngettext("Đã nhắc %(n)s nơi quá hạn.", "Đã nhắc %(n)s nơi quá hạn.", number)
    return words % {"n": number}
