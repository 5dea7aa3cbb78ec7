"""Counting the rows themselves: exact at any moment, quick for a commune and a province (covering indexes)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from hoathuan.core.windows import Window

from .cells import reading
from .kinds import Indicator, Kind, RowFacts
from .scope import Scope
from .standing import standing

Where = Mapping[str, tuple[str, ...]]
Cube = dict[tuple[Any, ...], int]
"""(row, value of each dimension …) → count; the row is a key of a unit or team, None where there is none."""


def cube(
    item: Indicator,
    scope: Scope,
    window: Window,
    rows: str = "self",
    dims: Sequence[str] = (),
    where: Where | None = None,
) -> Cube:
    """Every count of an indicator for all rows and dimension values, in one statement."""
    if item.cells and scope.is_nation() and rows in ("self", "children"):
        return reading.cube(item, window, rows != "self", scope.then, scope.fixed, dims, where or {})
    row = scope.row_column(item.facts, rows)
    facts = facts_of(item, scope, window, where or {}, row)
    columns = [*([row] if row else []), *(item.dimensions[name].column for name in dims)]
    return {
        (key[0] if row else None, *(_text(value) for value in key[1 if row else 0 :])): count
        for *key, count in _counted(item, facts, columns)
    }


def facts_of(
    item: Indicator, scope: Scope, window: Window, where: Where, row: str | None = None
) -> QuerySet[Any]:
    """The facts that a number counts."""
    facts = standing(item, scope, window, row).filter(in_window(item, window))
    for name, values in where.items():
        facts = facts.filter(_one_of(item.dimensions[name].column, values))
    return facts.order_by()


def subjects_of(item: Indicator, facts: QuerySet[Any]) -> QuerySet[Any]:
    """What a distinct count counts: the subjects with enough of these facts."""
    subject = str(item.facts.subject)
    enough = facts.values(subject).annotate(times=Count("*")).filter(times__gte=item.facts.at_least)
    return item.facts.listed().filter(pk__in=enough.values(subject))


def in_window(item: Indicator, window: Window) -> Q:
    facts, day = item.facts, window.last_day
    if item.kind is not Kind.STOCK:
        return Q(**{f"{facts.start}__gte": window.start, f"{facts.start}__lte": day})
    return Q(**{f"{facts.start}__lte": day}) & _not_over(facts, day)


def _not_over(facts: RowFacts, day: Any) -> Q:
    if facts.until:
        return Q(**{f"{facts.until}__isnull": True}) | Q(**{f"{facts.until}__gt": day})
    if facts.end:
        return Q(**{f"{facts.end}__isnull": True}) | Q(**{f"{facts.end}__gte": day})
    return Q()


def _one_of(column: str, values: Sequence[str]) -> Q:
    unknown = Q(**{f"{column}__isnull": True}) if "" in values else Q()
    return Q(**{f"{column}__in": list(values)}) | unknown


def _counted(item: Indicator, facts: QuerySet[Any], columns: list[str]) -> list[tuple[Any, ...]]:
    if item.kind is not Kind.DISTINCT:
        return (
            list(facts.values_list(*columns).annotate(counted_here=Count("*")))
            if columns
            else [(facts.count(),)]
        )
    subject = str(item.facts.subject)
    per_subject = facts.values_list(*columns, subject).annotate(times=Count("*"))
    per_subject = per_subject.filter(times__gte=item.facts.at_least)
    return _grouped(per_subject, len(columns))


def _grouped(per_subject: QuerySet[Any], columns: int) -> list[tuple[Any, ...]]:
    """Count subjects by the first columns: a grouping of a grouping, which the ORM has no words for."""
    inner, params = per_subject.query.sql_with_params()
    names = [f"c{index}" for index in range(columns)]
    group = f" GROUP BY {', '.join(names)}" if names else ""
    sql = (
        f"SELECT {''.join(f'{name}, ' for name in names)}count(*)"  # noqa: S608  names of ours, values are bound
        f" FROM ({inner}) AS per_subject ({', '.join([*names, 'subject', 'times'])}){group}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _text(value: Any) -> str:
    return "" if value is None else str(value)
