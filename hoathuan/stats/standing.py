"""In which units facts stood on the day that matters: today's columns, or the area's span of the event's day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import DateField, F, FilteredRelation, Func, Q, QuerySet, Value
from django.db.models.functions import Greatest

from hoathuan.core.windows import Window
from hoathuan.units.choices import Level
from hoathuan.units.models import AreaSpan

from .kinds import Indicator, Kind
from .scope import Scope

_LEVELS: dict[int, str] = {
    Level.PROVINCE: "province",
    Level.DISTRICT: "district",
    Level.COMMUNE: "commune",
}


def standing(item: Indicator, scope: Scope, window: Window, row: str | None = None) -> QuerySet[Any]:
    """The facts of a scope, of any day; `row` is the column that the caller will group by."""
    rows: QuerySet[Any] = item.facts.queryset()
    if scope.then and (scope.places() or scope.own is not None or (row or "").startswith("stood__")):
        rows = where_it_stood(rows, item, window, fixed=scope.fixed)
    return rows.filter(_condition(item, scope))


def where_it_stood(
    rows: QuerySet[Any], item: Indicator, window: Window, *, fixed: date | None = None
) -> QuerySet[Any]:
    """Join `stood`: the span of a fact's area on the day of the event, of a stock on the last day counted.

    A day before the area's first one (a fact that was entered late) falls to its first span.
    """
    area = item.facts.area_path
    one = fixed or (window.last_day if item.kind is Kind.STOCK else None)
    day = Value(one, output_field=DateField()) if one else F(item.facts.start)
    first = Func(F(f"{area}__valid"), function="lower", output_field=DateField())
    on_day = Q(**{f"{area}__spans__valid__contains": Greatest(day, first, output_field=DateField())})
    stood: QuerySet[Any] = rows.alias(stood=FilteredRelation(f"{area}__spans", condition=on_day))
    return stood


def _condition(item: Indicator, scope: Scope) -> Q:
    facts, condition = item.facts, Q()
    for level, unit in scope.places().items():
        condition &= Q(**{scope.column(facts, level): unit})
        if scope.then:
            condition &= _today(item, level, unit)
    if scope.own is not None:
        condition &= Q(**{f"{scope.column(facts, scope.own)}__isnull": True})
    if scope.team_id is not None:
        condition &= Q(**{facts.team: scope.team_id}) if facts.team else Q(pk__in=[])
    return condition


def _today(item: Indicator, level: int, unit: int) -> Q:
    """Where what ever stood in a unit stands today: it follows from the spans, but only these columns have indexes."""
    areas = AreaSpan.objects.filter(**{_LEVELS[level]: unit}).values_list(
        "area__now_province_id", "area__now_commune_id"
    )
    found = list(areas.distinct())
    provinces, communes = (
        {province for province, _commune in found},
        {commune for _province, commune in found},
    )
    condition = Q()
    if None not in provinces:
        condition &= Q(**{f"{item.facts.province}__in": sorted(provinces)})
    if level == Level.COMMUNE and None not in communes:
        condition &= Q(**{f"{item.facts.commune}__in": sorted(communes)})
    return condition
