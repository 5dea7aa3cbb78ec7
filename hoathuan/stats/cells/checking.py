"""Do the sums still say what the facts say? Every key, zone, month and breakdown, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from hoathuan.stats.kinds import Indicator
from hoathuan.stats.registry import with_cells

from .filling import GRAINS, one_snapshot, recounted


@dataclass(frozen=True)
class Difference:
    """A sum that a recount does not confirm. grain and zone as in `Cell`."""

    indicator: str
    grain: str
    zone: int
    period: date
    dims: tuple[str, str, str]
    counted: int
    held: int

    def __str__(self) -> str:
        cut = "/".join(part or "-" for part in self.dims)
        return (
            f"{self.indicator} {self.grain} zone {self.zone} {self.period:%d/%m/%Y} {cut}:"
            f" facts {self.counted}, sums {self.held}"
        )


def verify() -> list[Difference]:
    """Recount all indicators with cells from their facts; an empty list means that every sum is right."""
    with one_snapshot():
        return [found for item in with_cells() for found in _differences(item)]


def _differences(item: Indicator) -> list[Difference]:
    held = (
        "SELECT grain, zone, period, d1, d2, d3, sum(n)::bigint AS n FROM ("
        f"SELECT grain, zone, period, d1, d2, d3, n FROM stats_cell WHERE indicator = '{item.key}' UNION ALL"
        f" SELECT g.grain, g.zone, g.period, d1, d2, d3, n FROM stats_delta CROSS JOIN LATERAL {GRAINS}"
        f" WHERE indicator = '{item.key}') both_ GROUP BY 1, 2, 3, 4, 5, 6"
    )
    sql = (
        "SELECT grain, zone, period, d1, d2, d3, coalesce(facts.n, 0), coalesce(held.n, 0)"
        f" FROM ({recounted(item)}) facts FULL JOIN ({held}) held USING (grain, zone, period, d1, d2, d3)"
        " WHERE coalesce(facts.n, 0) <> coalesce(held.n, 0) ORDER BY 1, 2, 3, 4, 5, 6"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [
            Difference(item.key, row[0], row[1], row[2], (row[3], row[4], row[5]), int(row[6]), int(row[7]))
            for row in cursor.fetchall()
        ]
