"""All communes of a province, or all provinces, on one page: sums by SQL, one question for the whole table.

As now: each unit of today with what the units that it goes on with had; what no commune goes on with (a split that
nobody has shared out) is "Chưa phân bổ". As then: each unit that had the money. A province's own offices and its bodies
stand in the province's own row, so that rows always add up to the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .rules import remaining

SORTS = {
    "ten": lambda row: row.sort,
    "du-toan": lambda row: row.estimated,
    "giao": lambda row: row.allocated,
    "giu": lambda row: row.committed,
    "chi": lambda row: row.spent,
    "con": lambda row: row.remaining,
    "ty-le": lambda row: row.share if row.share is not None else -1,
}

_NOW = "CASE WHEN b.area_id IS NULL THEN b.now_province_id ELSE b.now_commune_id END"
_THEN = "b.unit_id"
_NATION = "b.now_province_id"

_SQL = """
WITH found AS (SELECT b.id, {place} AS place FROM budgets_budget b WHERE b.year = %(year)s AND {scope}),
money AS (
    SELECT f.place, sum(x.allocated) AS allocated, sum(x.committed) AS committed, sum(x.spent) AS spent,
           sum(x.allowed) AS allowed
    FROM found f JOIN budgets_balance x ON x.budget_id = f.id
    WHERE (%(line)s = '' OR x.line = %(line)s) AND (%(source)s = '' OR x.source = %(source)s)
    GROUP BY f.place
),
asked AS (
    SELECT f.place, sum(l.amount) AS estimated
    FROM found f JOIN budgets_estimate e ON e.budget_id = f.id AND e.current AND e.state IN ('submitted', 'seen')
    JOIN budgets_estimateline l ON l.estimate_id = e.id
    WHERE (%(line)s = '' OR l.line = %(line)s) AND (%(source)s = '' OR l.source = %(source)s)
    GROUP BY f.place
),
states AS (
    SELECT f.place, count(*) AS drawn, count(*) FILTER (WHERE e.state IN ('submitted', 'seen')) AS sent
    FROM found f JOIN budgets_estimate e ON e.budget_id = f.id AND e.current GROUP BY f.place
),
places AS (
    SELECT u.id AS place FROM units_unit u WHERE u.id = ANY(%(units)s)
    UNION SELECT place FROM found
)
SELECT u.uuid, u.name, u.sort, p.place, coalesce(a.estimated, 0), coalesce(m.allocated, 0), coalesce(m.committed, 0),
       coalesce(m.spent, 0), coalesce(m.allowed, 0), coalesce(s.drawn, 0), coalesce(s.sent, 0), upper(u.valid)
FROM places p LEFT JOIN units_unit u ON u.id = p.place
LEFT JOIN money m ON m.place IS NOT DISTINCT FROM p.place
LEFT JOIN asked a ON a.place IS NOT DISTINCT FROM p.place
LEFT JOIN states s ON s.place IS NOT DISTINCT FROM p.place
"""


@dataclass(frozen=True)
class Row:
    """A unit's year in đồng. `drawn`, `sent`: how many estimates were begun, and sent to the unit above."""

    uuid: UUID | None
    name: str
    sort: str
    estimated: int
    allocated: int
    committed: int
    spent: int
    allowed: int
    drawn: int = 0
    sent: int = 0
    own: bool = False

    @property
    def remaining(self) -> int:
        return remaining(self.allocated, self.committed, self.spent)

    @property
    def share(self) -> float | None:
        """What was spent of what was allocated; None where nothing was."""
        return self.spent / self.allocated if self.allocated else None

    @property
    def state(self) -> str:
        """How far the unit's estimate is, as a sign: none, begun, sent."""
        return "idle" if not self.drawn else ("done" if self.sent else "go")


@dataclass(frozen=True)
class Rollup:
    """The table, and its last row: the sum of all others, whichever of them a page shows."""

    rows: list[Row]
    total: Row


def of_province(province: Unit, year: int, *, line: str = "", source: str = "", then: bool = False) -> Rollup:
    """The communes of a province and its own offices."""
    place = _THEN if then else _NOW
    units = [] if then else _communes(province)
    return _roll(place, "b.now_province_id = %(province)s", year, line, source, units, province)


def of_country(year: int, *, line: str = "", source: str = "") -> Rollup:
    """The provinces of today, each with all its communes."""
    units = list(
        Unit.objects.filter(level=Level.PROVINCE, valid__endswith__isnull=True).values_list("pk", flat=True)
    )
    return _roll(_NATION, "true", year, line, source, units, None)


def _communes(province: Unit) -> list[int]:
    under = Unit.objects.filter(
        level=Level.COMMUNE, placements__parent=province, placements__valid__endswith__isnull=True
    )
    return list(under.values_list("pk", flat=True))


def _roll(
    place: str, scope: str, year: int, line: str, source: str, units: Sequence[int], province: Unit | None
) -> Rollup:
    own = province.pk if province else None
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL.format(place=place, scope=scope),
            {"year": year, "line": line, "source": source, "units": list(units), "province": own},
        )
        rows = [_row(found, own) for found in cursor.fetchall()]
    return Rollup(rows, _total(rows))


def _row(found: Any, own: int | None) -> Row:
    uuid, name, sort, place, estimated, allocated, committed, spent, allowed, drawn, sent, end = found
    words = name or _("Chưa phân bổ")
    if place == own and own is not None:
        words = _("Cấp tỉnh (%(unit)s)") % {"unit": name}
    elif end is not None:
        words = _("%(unit)s (cũ)") % {"unit": name}
    mine = place is not None and place == own
    return Row(
        uuid,
        words,
        f"{'~' if place is None else '!' if mine else ''}{sort or ''}",
        int(estimated),
        int(allocated),
        int(committed),
        int(spent),
        int(allowed),
        int(drawn),
        int(sent),
        own=mine,
    )


def _total(rows: Sequence[Row]) -> Row:
    names = ("estimated", "allocated", "committed", "spent", "allowed", "drawn", "sent")
    sums = {name: sum(getattr(row, name) for row in rows) for name in names}
    return Row(None, _("Tổng cộng"), "", **sums)


def ordered(rows: Sequence[Row], asked: str) -> list[Row]:
    """By the heading that was clicked ("-con": falling); by name without one."""
    key = SORTS.get(asked.removeprefix("-"), SORTS["ten"])
    return sorted(rows, key=key, reverse=asked.startswith("-"))
