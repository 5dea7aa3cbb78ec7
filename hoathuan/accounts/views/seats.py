"""Seats of a person: add in two steps, end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoathuan.accounts import selectors
from hoathuan.accounts.forms.administration import EndSeatForm, TermForm
from hoathuan.accounts.models import Seat
from hoathuan.accounts.placing import conflicts
from hoathuan.accounts.rules import ADMINISTRATORS
from hoathuan.accounts.services.seats import end_seat, give_seat
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError

from . import found
from .people import form_page, place_page, placing_of, where


@require_http_methods(["GET", "POST"])
@access(ADMINISTRATORS)
def new(request: HttpRequest, pk: str) -> HttpResponse:
    """First the role and the unit, then body and term."""
    person = found.person_in_reach(request, pk)
    back = reverse("accounts:person", args=[person.uuid])
    title = _("Giao vai cho %(name)s") % {"name": person}
    if "don_vi" not in request.GET:
        return place_page(request, title, back)
    unit = found.unit_in_reach(request, request.GET["don_vi"])
    form = TermForm(request.POST or None, unit=unit)
    if form.is_valid():
        try:
            placing = placing_of(request, form.cleaned_data, unit)
            give_seat(person=person, placing=placing, actor=found.actor_in(request))
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã giao vai."))
            held = Seat.objects.filter(selectors.not_over(), person=person)
            if conflicts(held):
                messages.warning(
                    request, _("Người này vừa trình vừa duyệt ở cùng một đơn vị. Xem lại phân công.")
                )
            return redirect(back)
    return form_page(request, form, f"{title}: {where(request, unit)}", back)


@require_http_methods(["GET", "POST"])
@access(ADMINISTRATORS)
def end(request: HttpRequest, pk: str) -> HttpResponse:
    seat = found.seat_in_reach(request, pk)
    back = reverse("accounts:person", args=[seat.person.uuid])
    form = EndSeatForm(request.POST or None, record=seat, initial={"until": today()})
    if form.is_valid():
        try:
            end_seat(seat=seat, actor=found.actor_in(request), **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi ngày kết thúc vai."))
            return redirect(back)
    context = {
        "form": form,
        "title": _("Kết thúc vai"),
        "lead": str(seat),
        "back_url": back,
        "submit": _("Kết thúc vai"),
        "nav_key": "people",
        "danger": True,
    }
    return render(request, "accounts/form.html", context)
