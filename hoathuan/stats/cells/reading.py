"""Numbers of the nation and of the table of provinces: cells, deltas and edge days, in one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from hoathuan.core.windows import Window
from hoathuan.stats.kinds import Indicator, Kind
from hoathuan.units.models import ZoneSpan

from .events import dims_of, live

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Piece:
    """Whole years, whole months or days, from the first day of the first to the last day of the last.

    sign: -1 where these days are too many in the other pieces.
    """

    grain: str  # y, m, d
    start: date
    end: date
    sign: int = 1


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


def near_pieces(start: date, end: date) -> Iterator[Piece]:
    """Cut a window at the months' ends nearest to it: at most sixteen days at each edge are left, added or taken off.

    Every day of the window has one more piece that adds it than takes it off, every other day as many.
    """
    first, beyond = _nearest(start), _nearest(end + DAY)
    if first >= beyond:
        yield Piece("d", start, end)
        return
    yield from pieces(first, beyond - DAY)
    if start < first:
        yield Piece("d", start, first - DAY)
    if first < start:
        yield Piece("d", first, start - DAY, -1)
    if beyond <= end:
        yield Piece("d", beyond, end)
    if end + DAY < beyond:
        yield Piece("d", end + DAY, beyond - DAY, -1)


def _nearest(day: date) -> date:
    """The first day of a month that is nearest to the day."""
    return _month(day) if day.day <= 16 else _next(_month, day)


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
    fixed: date | None,
    dims: Sequence[str],
    where: Mapping[str, tuple[str, ...]],
) -> dict[tuple[Any, ...], int]:
    """As `counting.cube`, for the nation: (province or None, value of each dimension …) → count."""
    start = date.min if item.kind is Kind.STOCK else window.start
    sources = (
        _by_province(item, start, window.last_day, then, fixed)
        if by_province
        else _nation(item, start, window.last_day)
    )
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


def _nation(item: Indicator, start: date, end: date) -> list[str]:
    cells = [
        _cells(item, f"n{part.grain}", part, "NULL::bigint AS place", "zone = 0")
        for part in pieces(start, end)
    ]
    return [*cells, _deltas(item, Piece("d", start, end), "NULL::bigint AS place", "")]


_NOW = "(SELECT id AS zone_id, now_province_id AS province_id FROM units_zone)"


def _by_province(item: Indicator, start: date, end: date, then: bool, fixed: date | None) -> list[str]:
    """A stock, and every number as now, sees the provinces of one day; a flow as then those of each event's day."""
    if not then:
        return _segment(item, start, end, _NOW)
    if fixed or item.kind is Kind.STOCK:
        return _segment(item, start, end, _on(fixed or end))
    cuts = [start, *(day for day in _changes() if start < day <= end)]
    lasts = [*(day - DAY for day in cuts[1:]), end]
    return [
        source
        for first, last in zip(cuts, lasts, strict=True)
        for source in _segment(item, first, last, _on(first))
    ]


def _changes() -> list[date]:
    """The days on which any zone's province changed."""
    days = ZoneSpan.objects.filter(valid__startswith__isnull=False)
    return sorted(set(days.values_list("valid__startswith", flat=True)))


def _on(day: date) -> str:
    """The province of every zone on a day; of a zone that begins later, its first."""
    return (
        "(SELECT DISTINCT ON (zone_id) zone_id, province_id FROM units_zonespan"
        f" WHERE valid @> {_sql(day)} OR lower(valid) > {_sql(day)} ORDER BY zone_id, valid)"
    )


def _segment(item: Indicator, start: date, end: date, provinces: str) -> list[str]:
    """Zones have no cells of days: the edge days are counted from the facts, so their deltas are left out."""
    sources = []
    for part in near_pieces(start, end):
        if part.grain == "d":
            sources += _edge(item, part, provinces)
        else:
            zone = f"JOIN {provinces} z ON z.zone_id = c.zone"
            sources.append(_cells(item, f"z{part.grain}", part, "z.province_id AS place", "true", zone))
            sources.append(_deltas(item, part, "z.province_id AS place", zone))
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


def _edge(item: Indicator, part: Piece, provinces: str) -> list[str]:
    signs = [("first", part.sign), ("gone", -part.sign)]
    return [
        f"SELECT z.province_id AS place, d1, d2, d3, {sign} AS n FROM ({live(item).replace('%', '%%')}) live"
        f" JOIN units_area a ON a.id = live.area JOIN {provinces} z ON z.zone_id = a.zone_id"
        f" WHERE {day} BETWEEN {_sql(part.start)} AND {_sql(part.end)}"
        for day, sign in (signs if item.kind is Kind.STOCK else signs[:1])
    ]


def _sql(day: date) -> str:
    return f"'{day.isoformat()}'::date"
