"""Values with their basis and mark: the list, one kind's history, competent bodies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.accounts.rules import ANY_SEAT
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.spreadsheets import Column, Sheet, workbook_response
from hoathuan.norms import registry, rights, selectors
from hoathuan.norms.choices import Group, Mark, ValueType
from hoathuan.norms.forms import NormFilter, PlaceFilter
from hoathuan.norms.models import LocalCheck, NormValue
from hoathuan.norms.registry import NormKind
from hoathuan.norms.values import Value, value_of
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .finding import kind_or_404, offered, place_chosen


@dataclass(frozen=True)
class Line:
    """A kind as the list shows it; `most`: the country's ceiling that the province's value exceeds."""

    kind: NormKind
    value: Value | None
    most: Value | None = None


@dataclass(frozen=True)
class Shown:
    """What a reader asked for: place, day, filter."""

    form: NormFilter
    province: Unit | None
    day: date
    commune: Unit | None = None

    @property
    def place(self) -> Unit | None:
        """For whom values are shown: a commune's seat sees what was set for its commune alone."""
        return self.commune or self.province

    def lines(self) -> list[Line]:
        found = selectors.values(None, on=self.day, unit=self.place)
        above = selectors.values(None, on=self.day) if self.province else {}
        lines = (_line(kind, found.get(kind.key), above.get(kind.key)) for kind in registry.kinds())
        return [line for line in lines if self._fits(line)]

    def _fits(self, line: Line) -> bool:
        data = self.form.cleaned_data if self.form.is_valid() else {}
        if data.get("nhom") and line.kind.group != data["nhom"]:
            return False
        if line.value is None:
            return not line.kind.past and data.get("dau") != Mark.CONFIRMED
        return not data.get("dau") or line.value.confirmed == (data["dau"] == Mark.CONFIRMED)


def _line(kind: NormKind, value: Value | None, above: Value | None) -> Line:
    over = (
        kind.ceiling
        and value is not None
        and value.unit is not None
        and above is not None
        and (value.amount or 0) > (above.amount or 0)
    )
    return Line(kind, value, above if over else None)


def _asked(request: HttpRequest) -> Shown:
    actor = actor_in(request)
    form = NormFilter(request.GET or None, provinces=offered(actor))
    chosen = form.cleaned_data.get("ngay") if form.is_valid() else None
    return Shown(form, place_chosen(actor, form), chosen or today(), selectors.commune_of_seat(actor))


@require_GET
@access(ANY_SEAT)
def norms(request: HttpRequest) -> HttpResponse:
    """All kinds with what holds on a day, group by group."""
    asked, actor = _asked(request), actor_in(request)
    lines = asked.lines()
    groups = [(group.label, [line for line in lines if line.kind.group == group]) for group in Group]
    context = {
        "form": asked.form,
        "asked": asked,
        "groups": [(label, rows) for label, rows in groups if rows],
        "count": len(lines),
        "writes": bool(rights.places(actor)),
        "query": request.GET.urlencode(),
        "nav_key": "norms",
    }
    return render(request, "norms/list.html", context)


@require_GET
@access(ANY_SEAT)
def sheet(request: HttpRequest) -> HttpResponseBase:
    """The same list as a workbook."""
    asked = _asked(request)
    columns = [Column(str(label)) for label in (
        _("Loại"), _("Giá trị"), _("Áp dụng"), _("Của"), _("Căn cứ"), _("Xác nhận"), _("Ghi chú"),
    )]  # fmt: skip
    rows = [_cells(line) for line in asked.lines()]
    name = _("dinh-muc-%(day)s") % {"day": asked.day.isoformat()}
    return workbook_response(name, [Sheet(_("Định mức"), columns, rows)])


def _cells(line: Line) -> list[Any]:
    value = line.value
    if value is None:
        return [str(line.kind.label), _("chưa có"), "", "", "", "", ""]
    mark = Mark.CONFIRMED.label if value.confirmed else Mark.UNCONFIRMED.label
    return [
        str(line.kind.label), value.text, value.days, value.whose, str(value.document), str(mark), value.note,
    ]  # fmt: skip


@require_GET
@access(ANY_SEAT)
def history(request: HttpRequest, key: str) -> HttpResponse:
    """Every value of one kind, the newest first, with who wrote, confirmed and took back."""
    kind, actor = kind_or_404(key), actor_in(request)
    form = PlaceFilter(request.GET or None, provinces=offered(actor))
    province = place_chosen(actor, form)
    commune = selectors.commune_of_seat(actor)
    rows = selectors.history(key, province, commune)
    checks = {check.value_id: check for check in LocalCheck.objects.filter(province=province, value__in=rows)}
    places = rights.places(actor)
    context = {
        "kind": kind,
        "form": form,
        "province": province,
        "value": selectors.values([key], unit=commune or province).get(key),
        "lines": [
            (value_of(row, kind, checked=checks.get(row.pk)), row, row.unit in places or _own(actor, row))
            for row in rows
        ],
        "writes": bool(places) and rights.keeps_kind(actor, kind),
        "nav_key": "norms",
    }
    return render(request, "norms/history.html", context)


def _own(actor: Actor, row: NormValue) -> bool:
    """A value of one commune, for who writes for its province."""
    return row.unit is not None and row.unit.level == Level.COMMUNE and rights.writes(actor, row.unit)


@require_GET
@access(ANY_SEAT)
def offices(request: HttpRequest) -> HttpResponse:
    """Who is competent for what, on a day: before and after the district level ended it is not the same."""
    actor = actor_in(request)
    form = PlaceFilter(request.GET or None, provinces=offered(actor))
    day = (form.cleaned_data.get("ngay") if form.is_valid() else None) or today()
    kinds = [kind for kind in registry.kinds() if kind.type == ValueType.OFFICE]
    found = selectors.values([kind.key for kind in kinds], on=day, unit=place_chosen(actor, form))
    context = {
        "form": form,
        "day": day,
        "lines": [(kind, found.get(kind.key)) for kind in kinds if kind.key in found or not kind.past],
        "nav_key": "norms",
    }
    return render(request, "norms/offices.html", context)
