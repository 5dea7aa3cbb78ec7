"""From a number to its records, and the list of all numbers."""

from django.http import Http404, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoathuan.accounts.rules import REGISTRY_READERS
from hoathuan.core import jobs
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.spreadsheets import Column, Sheet, workbook_response
from hoathuan.core.spreadsheets.exports import keep_workbook

from . import overview, wording
from . import records as behind
from .forms import PeriodForm
from .kinds import Formula, Indicator


@access(REGISTRY_READERS)
def index(request):
    """Every indicator with its number for one unit and period."""
    form = PeriodForm(request.GET)
    window = form.window()
    actor = request.actor
    unit = behind.asked_unit(request.GET, actor)
    then = behind.asks_then(request.GET, unit)
    form.offer_units(actor, unit, behind.own_unit(actor, unit), then=then)
    context = {
        "form": form,
        "window": window,
        "unit": unit,
        "place": wording.place_in_time(unit, then=then),
        "groups": overview.groups(unit, window, then=then),
        "nav_key": "stats",
    }
    return render(request, "stats/index.html", context)


@access(REGISTRY_READERS)
def records(request, key):
    form = PeriodForm(request.GET)
    asked = behind.question(key, request.GET, request.actor, form.window())
    item = asked.item
    number = asked.number()
    scope = asked.scope
    form.offer_units(request.actor, scope.unit, behind.own_unit(request.actor, scope.unit), then=scope.then)
    context = {
        "asked": asked,
        "item": item,
        "form": form,
        "number": number,
        "facts": wording.facts_about(asked),
        "nav_key": "stats",
        "crumbs": [(_("Số liệu"), overview.address(asked)), (item.label, "")],
        "parts": behind.formula_parts(asked),
        "breakdowns": behind.breakdowns(asked),
        "by_district": behind.by_district(asked, request.actor),
        "by_row": behind.by_row(asked, request.actor),
        "place": wording.place_in_time(scope.unit, then=scope.then),
    }
    if isinstance(item, Indicator):
        context |= _listed(request, asked, item, number)
    return render(request, "stats/records.html", context)


def _listed(request, asked, item, number):
    """The records that the actor may see, and how many more there are."""
    rows = asked.visible_to(request.actor)
    page = paginate(request, rows, item.list_order)
    shown = rows.order_by().count()
    return {
        "page": page,
        "shown": shown,
        "masked": behind.masked(number, shown),
        "rows": [_row(item, row, request.actor, asked.columns()) for row in page.rows],
        "export_query": request.GET.urlencode(),
    }


def _row(item, row, actor, columns):
    return {
        "url": item.detail(row, actor),
        "cells": [(column.label, column.of(row), column.kind) for column in columns],
    }


@access(REGISTRY_READERS)
def export(request, key):
    """The same records as a workbook, masked in the same way."""
    rows, sheet = _exported(request.actor, key, request.GET)
    return jobs.answer(
        request,
        small=jobs.is_small(rows),
        direct=lambda: workbook_response(f"so-lieu-{key}", [sheet]),
        work=export_records,
        title=_("Tải danh sách đứng sau một con số"),
        key=key,
        query=request.GET.urlencode(),
    )


def export_records(progress, actor, *, key, query):
    """The same as a job, asked anew as the seat."""
    try:
        rows, sheet = _exported(actor, key, QueryDict(query))
    except Http404 as problem:
        raise DomainError(_("Đơn vị này không còn thuộc phạm vi của ông/bà.")) from problem
    progress.report(total=rows.order_by().count())
    return keep_workbook(progress, actor, f"so-lieu-{key}", [sheet])


def _exported(actor, key, query):
    """The records that the actor may see, and the sheet that they make."""
    asked = behind.question(key, query, actor, PeriodForm(query).window())
    item = asked.item
    if isinstance(item, Formula):
        raise Http404
    rows = asked.visible_to(actor).order_by(*item.list_order)
    number = asked.number()
    left = behind.masked(number, rows.order_by().count())
    columns = asked.columns()
    sheet = Sheet(
        name=_("Danh sách"),
        title=[behind.label_of(asked.measure), *wording.heading_of(asked)],
        columns=[Column(column.label, 22, column.kind) for column in columns],
        rows=([column.of(row) for column in columns] for row in rows.iterator(chunk_size=2000)),
        notes=[wording.total_line(number, left)],
    )
    return rows, sheet
