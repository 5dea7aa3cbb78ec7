"""Accounts that were opened or recovered: shown to those of the place, confirmed by whoever met the person."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts import notices, proving, selectors
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.forms.recovery import ConfirmForm
from hoathuan.accounts.models import Recovery, Seat
from hoathuan.accounts.rules import VOUCHERS
from hoathuan.accounts.services.recovery import confirm, seats_of, why_not
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate

from . import found


@dataclass(frozen=True)
class Line:
    """One account of the list, with whether this reader may confirm its holder."""

    recovery: Recovery
    seats: list[Seat]
    waiting: bool
    offered: bool


@require_GET
@access(VOUCHERS)
def recoveries(request: HttpRequest) -> HttpResponse:
    """Those that wait first of all; `?xem=het` also those that are over."""
    actor = found.actor_in(request)
    everything = request.GET.get("xem") == "het"
    shown = selectors.recoveries_shown_to(actor)
    if not everything:
        shown = selectors.waiting_to_be_confirmed(shown)
    page = paginate(request, shown, order=("-id",))
    context = {"page": page, "lines": _lines(page.rows, actor), "everything": everything, "nav_key": "people"}
    return render(request, "accounts/recoveries.html", context)


def _lines(rows: list[Recovery], actor: Actor) -> list[Line]:
    held = seats_of(rows)
    trusted, giver = proving.trusted(actor), proving.giver_of(actor)
    lines = []
    for row in rows:
        seats = held[row.user_id]
        waiting = row.confirmed_at is None and row.user.unproven_since == row.at
        lines.append(Line(row, seats, waiting, waiting and trusted and not why_not(row, seats, actor, giver)))
    return lines


@require_http_methods(["GET", "POST"])
@access(VOUCHERS)
def confirm_person(request: HttpRequest, pk: str) -> HttpResponse:
    """The one question: have you met this person, and seen them sign in?"""
    actor = found.actor_in(request)
    one = get_object_or_404(selectors.recoveries_shown_to(actor), uuid=pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            confirm(recovery=one, actor=actor)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            words = _("Đã xác nhận %(name)s. Nội dung vụ việc được mở lại cho người này.")
            messages.success(request, words % {"name": one.user.person.full_name})
            return redirect("accounts:recoveries")
    context = {
        "form": form,
        "title": _("Xác nhận %(name)s") % {"name": one.user.person.full_name},
        "lead": notices.about(one),
        "back_url": reverse("accounts:recoveries"),
        "submit": _("Xác nhận đúng người"),
        "nav_key": "people",
    }
    return render(request, "accounts/form.html", context)
