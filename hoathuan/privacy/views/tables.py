"""What is kept about people, why, for how long: read by everybody who signs in, kept by the administrator."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.accounts.rules import ADMINISTRATORS
from hoathuan.core.access import SIGNED_IN, access
from hoathuan.core.errors import DomainError
from hoathuan.privacy import periods, registry
from hoathuan.privacy.choices import Span
from hoathuan.privacy.forms import PeriodForm
from hoathuan.privacy.models import Retention


@dataclass(frozen=True)
class Kept:
    """A table as the page shows it, with the period that holds today."""

    table: registry.Table
    period: Retention | None
    words: str


def period_words(line: Retention | None) -> str:
    """ "5 năm", "lâu dài", "chưa đặt"."""
    if line is None:
        return _("chưa đặt")
    if line.amount is None:
        return _("lâu dài")
    texts = {
        Span.DAY: ngettext("%(n)s ngày", "%(n)s ngày", line.amount),
        Span.MONTH: ngettext("%(n)s tháng", "%(n)s tháng", line.amount),
        Span.YEAR: ngettext("%(n)s năm", "%(n)s năm", line.amount),
    }
    return texts[Span(line.unit)] % {"n": line.amount}


@require_GET
@access(SIGNED_IN)
def tables(request: HttpRequest) -> HttpResponse:
    """Every table with personal data: what, why, who reads it, how long."""
    lines = periods.all_in_force()
    kept = [
        Kept(table, lines.get(table.key), period_words(lines.get(table.key))) for table in registry.tables()
    ]
    events = {one.key: one.event for one in registry.erasers()}
    context = {
        "kept": kept,
        "events": events,
        "keeper": periods.keeps_periods(actor_in(request)),
        "groups": _groups(kept, events),
    }
    return render(request, "privacy/tables.html", context)


def _groups(kept: list[Kept], events: dict[str, Any]) -> list[tuple[str, Any, list[Kept]]]:
    """Tables that share a period stand together: key, from which day it counts, tables."""
    keys = list(dict.fromkeys(one.table.key for one in kept))
    return [(key, events.get(key, ""), [one for one in kept if one.table.key == key]) for key in keys]


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_in(request)
    if not periods.keeps_periods(actor):
        raise Http404
    return actor


def _about(key: str) -> list[registry.Table]:
    found = [table for table in registry.tables() if table.key == key]
    if not found:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@access(ADMINISTRATORS)
def period(request: HttpRequest, key: str) -> HttpResponse:
    """The history of one period, and the form for its next line."""
    actor = _keeper(request)
    about = _about(key)
    line = periods.in_force(key)
    form = PeriodForm(request.POST or None, initial=_initial(line))
    if form.is_valid():
        try:
            periods.set_period(line=form.line(key), confirmed=form.cleaned_data["confirmed"], actor=actor)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi thời hạn. Dòng cũ vẫn còn trong lịch sử."))
            return redirect("privacy:period", key=key)
    context = {
        "tables": about,
        "title": ", ".join(str(table.label) for table in about),
        "line": line,
        "words": period_words(line),
        "history": [(old, period_words(old)) for old in periods.history(key)],
        "form": form,
        "back_url": reverse("privacy:tables"),
    }
    return render(request, "privacy/period.html", context)


def _initial(line: Retention | None) -> dict[str, Any]:
    if line is None:
        return {}
    return {
        name: getattr(line, name) for name in ("amount", "unit", "basis", "source", "binding", "switched_on")
    }
