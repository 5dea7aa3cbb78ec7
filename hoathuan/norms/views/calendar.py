"""The working calendar: days off of a year, exceptions with their document, what moved by them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts.actor import actor_in
from hoathuan.accounts.rules import ANY_SEAT
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.norms import rights, selectors, services
from hoathuan.norms.days import years
from hoathuan.norms.days.reading import exceptions_of, made_of
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.forms import ExceptionForm, ReasonForm, SourceForm, YearFilter
from hoathuan.norms.models import CalendarException, CalendarYear

from .entering import BACK, SAVE
from .finding import refuse, writes_for


@dataclass(frozen=True)
class Day:
    """A day that is not as its weekday says."""

    day: date
    works: bool
    name: str
    exception: CalendarException | None = None

    @property
    def weekday(self) -> str:
        names = (
            _("thứ Hai"),
            _("thứ Ba"),
            _("thứ Tư"),
            _("thứ Năm"),
            _("thứ Sáu"),
            _("thứ Bảy"),
            _("Chủ nhật"),
        )
        return names[self.day.weekday()]


@require_GET
@access(ANY_SEAT)
def year(request: HttpRequest) -> HttpResponse:
    """Holidays, exchanged days and exceptions of a year, and how many days are worked."""
    form, actor = YearFilter(request.GET or None), actor_in(request)
    chosen, places = form.year(today()), rights.places(actor)
    found = list(exceptions_of(actor.province_id, chosen))
    line = CalendarYear.objects.filter(year=chosen).first()
    context = {
        "form": form,
        "year": chosen,
        "days": _days(chosen, found, years.named(line) if line else years.of_package(chosen)),
        "worked": _worked(chosen, found),
        "line": line,
        "differs": bool(line and line.confirmed_on and years.differs(line)),
        "writes": bool(places) and rights.KEEPERS(actor),
        "may_confirm": None in places and not (line and line.confirmed_on),
        "former": chosen - 1,
        "following": chosen + 1,
        "province": selectors.place_of(actor),
        "nav_key": "norms",
    }
    return render(request, "norms/calendar.html", context)


def _days(chosen: int, found: list[CalendarException], named: years.Named) -> list[Day]:
    days = {day: Day(day, False, name) for day, name in named.off.items()}
    days |= {day: Day(day, True, years.WORKED) for day in named.worked}
    for one in sorted(found, key=lambda one: one.unit_id is not None):
        days[one.day] = Day(one.day, one.working, one.reason, one)
    return [days[day] for day in sorted(days)]


def _worked(chosen: int, found: list[CalendarException]) -> int:
    ordered = sorted(found, key=lambda one: one.unit_id is not None)
    calendar = made_of({one.day: one.working for one in ordered})
    return calendar.count(date(chosen - 1, 12, 31), date(chosen, 12, 31))


@require_http_methods(["GET", "POST"])
@access(rights.KEEPERS)
def confirm(request: HttpRequest) -> HttpResponse:
    """The year's days off are those that were decreed."""
    if None not in writes_for(request):
        raise Http404
    years_form = YearFilter(request.GET or None)
    chosen = years_form.year(today())
    form = SourceForm(request.POST or None)
    if form.is_valid():
        try:
            services.confirm_year(actor=actor_in(request), year=chosen, source=form.cleaned_data["source"])
        except NormRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã xác nhận lịch nghỉ năm %(year)s.") % {"year": chosen})
            return _to_year(chosen)
    return render(request, "norms/calendar_confirm.html", {"form": form, "year": chosen, "nav_key": "norms"})


def _to_year(chosen: int) -> HttpResponse:
    return redirect(f"{reverse('norms:calendar')}?nam={chosen}")


@require_http_methods(["GET", "POST"])
@access(rights.KEEPERS)
def add(request: HttpRequest) -> HttpResponse:
    """An exception: first which due dates move by it, then it is saved and people are told."""
    form = ExceptionForm(request.POST or None, places=writes_for(request))
    if form.is_bound and BACK not in request.POST and form.is_valid():
        try:
            return _put(request, form)
        except NormRefused as refused:
            refuse(form, refused)
    return render(request, "norms/exception_form.html", {"form": form, "nav_key": "norms"})


def _put(request: HttpRequest, form: ExceptionForm) -> HttpResponse:
    data, saves = form.cleaned_data, SAVE in request.POST
    moved = services.put_exception(
        actor=actor_in(request),
        province=form.province,
        day=data["day"],
        working=data["working"],
        reason=data["reason"],
        document=form.document(),
        only_look=not saves,
    )
    if not saves:
        return _look(request, form, moved)
    words = ngettext(
        "Đã lưu ngoại lệ; %(n)s hạn đã đổi và đã được báo.",
        "Đã lưu ngoại lệ; %(n)s hạn đã đổi và đã được báo.",
        len(moved),
    )
    none = _("Đã lưu ngoại lệ; không hạn nào đang mở bị đổi.")
    messages.success(request, words % {"n": len(moved)} if moved else none)
    return _to_year(data["day"].year)


def _look(request: HttpRequest, form: ExceptionForm, moved: list[Any]) -> HttpResponse:
    carried = [
        (name, text) for name, text in request.POST.items() if name not in {"csrfmiddlewaretoken", BACK, SAVE}
    ]
    data = form.cleaned_data
    context = {
        "moved": moved,
        "carried": carried,
        "data": data,
        "province": form.province,
        "nav_key": "norms",
    }
    return render(request, "norms/exception_look.html", context)


def _exception(request: HttpRequest, pk: UUID) -> CalendarException:
    """The country's, or of the province in which one sits."""
    found = get_object_or_404(CalendarException.objects.select_related("basis", "unit"), uuid=pk)
    actor = actor_in(request)
    if found.unit_id and not actor.nation and found.unit_id != actor.province_id:
        raise Http404
    return found


@require_GET
@access(ANY_SEAT)
def exception(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One exception: who, why, by which document, which due dates it moved."""
    found = _exception(request, pk)
    moved = [
        {**one, "before": date.fromisoformat(one["before"]), "after": date.fromisoformat(one["after"])}
        for one in found.moved
    ]
    actor = actor_in(request)
    keeps = found.unit in rights.places(actor) and rights.KEEPERS(actor)
    context = {
        "found": found,
        "moved": moved,
        "writes_here": keeps,
        "writes": keeps and found.voided_on is None,
        "nav_key": "norms",
    }
    return render(request, "norms/exception.html", context)


@require_http_methods(["GET", "POST"])
@access(rights.KEEPERS)
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The day counts as usual again."""
    places = writes_for(request)
    found = _exception(request, pk)
    if found.unit not in places:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            moved = services.take_back_exception(
                actor=actor_in(request), exception=found, reason=form.cleaned_data["reason"]
            )
        except NormRefused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, _("Đã hủy ngoại lệ; %(n)s hạn đã đổi lại và đã được báo.") % {"n": len(moved)}
            )
            return _to_year(found.day.year)
    return render(
        request, "norms/exception_take_back.html", {"form": form, "found": found, "nav_key": "norms"}
    )
