"""Numbers of the nation and of the table of provinces: cells, deltas and edge days, in one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from hoathuan.core.windows import Window
from hoathuan.stats.kinds import Indicator, Kind

from .events import dims_of, live

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Piece:
    """Whole years, whole months or days, from the first day of the first to the last day of the last."""

    grain: str  # y, m, d
    start: date
    end: date


def pieces(start: date, end: date) -> Iterator[Piece]:
    """Cut a window into whole years, whole months and edge days: every day in exactly one piece."""
    if start > end:
        return
    for grain, first_of in (("y", _year), ("m", _month)):
        inner = start if first_of(start) == start else _next(first_of, start)
        beyond = _next(first_of, end) if end + DAY == _next(first_of, end) else first_of(end)
        if inner < beyond:
            yield from pieces(start, inner - DAY) if inner > start else ()
            yield Piece(grain, inner, beyond - DAY)
            yield from pieces(beyond, end)
            return
    yield Piece("d", start, end)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)


def _month(day: date) -> date:
    return day.replace(day=1)


def _next(first_of: Callable[[date], date], day: date) -> date:
    """The first day of the year or month after this one."""
    return first_of(first_of(day) + timedelta(days=366 if first_of is _year else 31))


def cube(
    item: Indicator,
    window: Window,
    by_province: bool,
    then: bool,
    dims: Sequence[str],
    where: Mapping[str, tuple[str, ...]],
) -> dict[tuple[Any, ...], int]:
    """As `counting.cube`, for the nation: (province or None, value of each dimension …) → count."""
    start = date.min if item.kind is Kind.STOCK else window.start
    parts = list(pieces(start, window.last_day))
    sources = _by_province(item, parts, then) if by_province else _nation(item, start, window.last_day, parts)
    held = dims_of(item)
    columns = ["place" if by_province else "NULL::bigint", *(held[name] for name in dims)]
    filters = [(held[name], list(values)) for name, values in where.items()]
    condition = "".join(f" AND {column} = ANY(%s)" for column, _values in filters)
    sql = (
        f"SELECT {', '.join(columns)}, sum(n)::bigint FROM ({' UNION ALL '.join(sources)}) events WHERE true{condition}"
        f" GROUP BY {', '.join(str(i + 1) for i in range(len(columns)))} HAVING sum(n) <> 0"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [values for _column, values in filters])
        return {(key[0], *key[1:]): int(n) for *key, n in cursor.fetchall()}


def _nation(item: Indicator, start: date, end: date, parts: list[Piece]) -> list[str]:
    cells = [_cells(item, f"n{part.grain}", part, "NULL::bigint AS place", "zone = 0") for part in parts]
    return [*cells, _deltas(item, Piece("d", start, end), "NULL::bigint AS place", "")]


def _by_province(item: Indicator, parts: list[Piece], then: bool) -> list[str]:
    """Zones have no cells of days: the edge days are counted from the facts, so their deltas are left out."""
    province = "z.then_province_id" if then else "z.now_province_id"
    sources = []
    for part in parts:
        if part.grain == "d":
            sources += _edge(item, part, province)
        else:
            zone = "JOIN units_zone z ON z.id = c.zone"
            sources.append(_cells(item, f"z{part.grain}", part, f"{province} AS place", "true", zone))
            sources.append(_deltas(item, part, f"{province} AS place", zone))
    return sources


def _cells(item: Indicator, grain: str, part: Piece, place: str, condition: str, join: str = "") -> str:
    return (
        f"SELECT {place}, d1, d2, d3, n FROM stats_cell c {join} WHERE indicator = '{item.key}'"
        f" AND grain = '{grain}' AND {condition} AND period BETWEEN {_sql(part.start)} AND {_sql(part.end)}"
    )


def _deltas(item: Indicator, part: Piece, place: str, join: str) -> str:
    return (
        f"SELECT {place}, d1, d2, d3, n FROM stats_delta c {join} WHERE indicator = '{item.key}'"
        f" AND day BETWEEN {_sql(part.start)} AND {_sql(part.end)}"
    )


def _edge(item: Indicator, part: Piece, province: str) -> list[str]:
    signed = [("first", 1), ("gone", -1)] if item.kind is Kind.STOCK else [("first", 1)]
    return [
        f"SELECT {province} AS place, d1, d2, d3, {sign} AS n FROM ({live(item).replace('%', '%%')}) live"
        " JOIN units_area a ON a.id = live.area JOIN units_zone z ON z.id = a.zone_id"
        f" WHERE {day} BETWEEN {_sql(part.start)} AND {_sql(part.end)}"
        for day, sign in signed
    ]


def _sql(day: date) -> str:
    return f"'{day.isoformat()}'::date"
