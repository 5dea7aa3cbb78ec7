"""An indicator's facts as dated, signed events in SQL: what cells sum up.

A flow is one event on its day. A stock is +1 on its first day and -1 on the day after its last.
"""

from __future__ import annotations

from django.db import connection

from hoathuan.stats.kinds import Indicator, Kind
from hoathuan.stats.registry import with_cells

DIMS = ("d1", "d2", "d3")


class NotOneTable(ValueError):
    """Facts that are spread over several tables cannot be watched by one table's triggers."""


def table_of(item: Indicator) -> str:
    return str(item.facts.queryset().model._meta.db_table)


def by_table() -> dict[str, list[Indicator]]:
    """The indicators with cells, by the table that holds their facts."""
    found: dict[str, list[Indicator]] = {}
    for item in with_cells():
        found.setdefault(table_of(item), []).append(item)
    return found


def dims_of(item: Indicator) -> dict[str, str]:
    """Which cell column holds which dimension."""
    return dict(zip(item.dimensions, DIMS, strict=False))


def events(item: Indicator, shadow: str = "", sign: int = 1) -> str:
    """SELECT area, day, d1, d2, d3, n: every event of the indicator.

    shadow: a relation that stands in for the fact table (the rows that a statement added or took away).
    """
    ends = item.kind is Kind.STOCK and (item.facts.until or item.facts.end)
    days = f"VALUES (first, {sign}), (gone, {-sign})" if ends else f"VALUES (first, {sign})"
    return (
        f"{_shadowed(item, shadow)}SELECT area, v.day, d1, d2, d3, v.n FROM ({live(item)}) live"
        f" CROSS JOIN LATERAL ({days}) v(day, n) WHERE v.day IS NOT NULL"
    )


def _shadowed(item: Indicator, shadow: str) -> str:
    # a common table expression of the same name hides the table in the compiled query
    return f'WITH "{table_of(item)}" AS (SELECT * FROM {shadow}) ' if shadow else ""


def live(item: Indicator) -> str:
    """SELECT area, first, gone, d1, d2, d3: facts that count on some day; `gone` is the first day without them."""
    facts = item.facts
    stop = (facts.until or facts.end) if item.kind is Kind.STOCK else None
    gone = "NULL::date" if not stop else "stop" if facts.until else "stop + 1"
    counts = f" AND (stop IS NULL OR {gone} > first)" if stop else ""
    columns = [
        facts.area,
        facts.start,
        *([stop] if stop else []),
        *(d.column for d in item.dimensions.values()),
    ]
    names = ["area", "first", *(["stop"] if stop else []), *dims_of(item).values()]
    shown = [f"coalesce({name}::text, '') AS {name}" if name in names else f"'' AS {name}" for name in DIMS]
    return (
        f"SELECT area, first, {gone} AS gone, {', '.join(shown)}"
        f" FROM ({_compiled(item, columns)}) AS facts ({', '.join(names)}) WHERE first IS NOT NULL{counts}"
    )


def _compiled(item: Indicator, columns: list[str]) -> str:
    query = item.facts.queryset().order_by().values_list(*columns).query
    sql, params = query.sql_with_params()
    if [alias for alias in query.alias_map if query.alias_refcount[alias]] != [table_of(item)]:
        raise NotOneTable(f"{item.key}: cells=True needs facts of one table, these join others: {sql}")
    return str(connection.ops.compose_sql(sql, params))  # type: ignore[attr-defined]
