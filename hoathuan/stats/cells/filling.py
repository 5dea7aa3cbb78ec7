"""Cells from facts: for one indicator that is new or changed, or for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from hoathuan.stats.kinds import Indicator
from hoathuan.stats.models import Cell, Delta
from hoathuan.stats.registry import with_cells

from .events import events

LOCK = 7_205_134_001
"""The advisory lock of whoever moves sums between deltas and cells."""

GRAINS = (
    "(VALUES ('zm', zone, date_trunc('month', day::timestamp)::date),"
    " ('zy', zone, date_trunc('year', day::timestamp)::date),"
    " ('nd', 0, day),"
    " ('nm', 0, date_trunc('month', day::timestamp)::date),"
    " ('ny', 0, date_trunc('year', day::timestamp)::date)) g(grain, zone, period)"
)
"""One day of a zone in every grain that holds it."""


def recounted(item: Indicator) -> str:
    """SELECT grain, zone, period, d1, d2, d3, n: the cells as the facts make them.

    The facts are summed once, to a zone's months and the nation's days; the other grains are made of months.
    """
    month, year = _first("month", "day"), _first("year", "month")
    grains = [
        "SELECT 'zm' AS grain, zone, month AS period, d1, d2, d3, n FROM counted WHERE of_zone = 0",
        f"SELECT 'zy', zone, {year}, d1, d2, d3, n FROM counted WHERE of_zone = 0",
        "SELECT 'nm', 0, month, d1, d2, d3, n FROM counted WHERE of_zone = 0",
        f"SELECT 'ny', 0, {year}, d1, d2, d3, n FROM counted WHERE of_zone = 0",
        "SELECT 'nd', 0, day, d1, d2, d3, n FROM counted WHERE of_zone = 1",
    ]
    return (
        f"WITH counted AS MATERIALIZED (SELECT zone, month, day, d1, d2, d3, sum(n) AS n, grouping(zone) AS of_zone"
        f" FROM (SELECT a.zone_id AS zone, {month} AS month, e.day, e.d1, e.d2, e.d3, e.n FROM ({events(item)}) e"
        " JOIN units_area a ON a.id = e.area) placed"
        " GROUP BY GROUPING SETS ((zone, month, d1, d2, d3), (day, d1, d2, d3)))"
        f" SELECT grain, zone, period, d1, d2, d3, sum(n)::bigint AS n FROM ({' UNION ALL '.join(grains)}) grains"
        " GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0"
    )


def _first(part: str, day: str) -> str:
    return f"date_trunc('{part}', {day}::timestamp)::date"


def clear(key: str) -> None:
    Delta.objects.filter(indicator=key).delete()
    Cell.objects.filter(indicator=key).delete()


def refill(item: Indicator) -> None:
    """Count one indicator anew. The caller's transaction keeps writers of its facts out, or has one snapshot."""
    clear(item.key)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(
            "INSERT INTO stats_cell (indicator, grain, zone, period, d1, d2, d3, n)"
            f" SELECT '{item.key}', grain, zone, period, d1, d2, d3, n FROM ({recounted(item)}) r"
        )


def rebuild() -> None:
    """Count every indicator anew while others go on writing.

    One snapshot holds the facts and exactly the deltas that belong to them; deltas of later writes stay.
    Readers see the old cells until all are there.
    """
    with _only_mover(), one_snapshot():
        for item in with_cells():
            refill(item)


@contextmanager
def _only_mover() -> Iterator[None]:
    """Held by the session and taken before the snapshot: a fold that ended in between would be missing in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction in which all statements see the facts of one moment."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
