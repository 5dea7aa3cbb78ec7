"""Handing over a seat: choose it, see what passes, one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts import handover, selectors
from hoathuan.accounts.forms.handing_over import (
    GivenHandOverForm,
    HandOverForm,
    SeatFilter,
    TeamHandOverForm,
)
from hoathuan.accounts.models import Seat
from hoathuan.accounts.rules import HANDERS_OVER
from hoathuan.accounts.services.handing_over import hand_over, may_hand_over
from hoathuan.accounts.services.seats import runs
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate

from . import found


@require_GET
@access(HANDERS_OVER)
def seats(request: HttpRequest) -> HttpResponse:
    """The seats that may be handed over by whoever asks."""
    actor = found.actor_in(request)
    form = SeatFilter(request.GET)
    shown = Seat.objects.filter(selectors.not_over(), may_hand_over(actor))
    if words := form["ten"].value():
        people = selectors.named(selectors.people_in_reach(actor), str(words)[:60])
        shown = shown.filter(person__in=people)
    page = paginate(request, shown.select_related("person", "unit", "body"), order=("-id",))
    context = {"page": page, "form_filter": form, "nav_key": "people"}
    return render(request, "accounts/handover_seats.html", context)


@require_http_methods(["GET", "POST"])
@access(HANDERS_OVER)
def pass_on(request: HttpRequest, pk: str) -> HttpResponse:
    """Who follows, from when; the duties stand there with their numbers before anything happens."""
    actor = found.actor_in(request)
    allowed = Seat.objects.filter(may_hand_over(actor)).select_related("person__user", "unit", "body")
    seat = get_object_or_404(allowed, uuid=pk)
    if not runs(seat):
        messages.warning(
            request,
            _("Vai này đã kết thúc, hoặc người khác vừa bàn giao. Xem lại ai đang giữ trong danh sách."),
        )
        return redirect("accounts:handover-seats")
    waiting = handover.waiting(seat)
    kind = TeamHandOverForm if handover.passer_of(seat) else GivenHandOverForm
    form = kind(request.POST if request.method == "POST" else None, seat=seat, actor=actor, waiting=waiting)
    if form.is_valid() and (new := _done(form, seat, request)):
        words = _("Đã bàn giao cho %(name)s. Nếu người này chưa có tài khoản: in phiếu kích hoạt.")
        messages.success(request, words % {"name": new.person.full_name})
        return redirect("accounts:handover-seats")
    context = {
        "form": form,
        "seat": seat,
        "waiting": waiting,
        "in_team": kind is TeamHandOverForm,
        "back_url": reverse("accounts:handover-seats"),
        "nav_key": "people",
    }
    return render(request, "accounts/handover.html", context)


def _done(form: HandOverForm, seat: Seat, request: HttpRequest) -> Seat | None:
    try:
        return hand_over(
            seat=seat, version=form.cleaned_data["version"], plan=form.plan(), actor=found.actor_in(request)
        )
    except DomainError as refused:
        form.add_error(None, str(refused))
        return None
