"""The rows of a table: units of today or of then, teams, and what is not allocated to any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext as _

from hoathuan.core.windows import Window
from hoathuan.units.api import told_apart
from hoathuan.units.choices import Level
from hoathuan.units.models import AreaSpan, Unit, ZoneSpan
from hoathuan.units.selectors import children_of

from . import registry
from .scope import Scope

Extent = tuple[date | None, date | None]
"""The first day and the day after the last; None: open."""
_COLUMNS: dict[int, str] = {
    Level.PROVINCE: "province_id",
    Level.DISTRICT: "district_id",
    Level.COMMUNE: "commune_id",
}


@dataclass(frozen=True)
class Row:
    """A row of a table: a unit, a team, or (neither) what is not yet allocated to any.

    passing: the unit stood under the table's unit for a part of its own time only.
    """

    label: str
    unit: Unit | None = None
    team_id: int | None = None
    team_uuid: UUID | None = None
    passing: bool = False

    @property
    def key(self) -> int | None:
        return self.unit.pk if self.unit else self.team_id


def rows_of(scope: Scope, window: Window, rows: str, counted: set[int | None], stock: bool) -> list[Row]:
    """Every row that belongs there, also without a number, and any other that has one.

    stock: the table shows only what stands on the last day, so only units of that day are listed.
    """
    if rows == "self":
        return [Row(scope.unit.name, scope.unit)]
    level = scope.row_level(rows)
    if level is None:
        found = _team_rows(scope, window, counted)
    elif scope.then:
        found = _rows_then(scope, level, window, counted, stock)
    else:
        found = _rows_now(scope, level, counted)
    return [*found, *([Row(_("Chưa phân bổ"))] if None in counted else [])]


def _rows_now(scope: Scope, level: int, counted: set[int | None]) -> list[Row]:
    if scope.unit.level == Level.COUNTRY and level == Level.COMMUNE:
        here = Unit.objects.filter(level=level, valid__endswith=None).order_by("sort", "id")
    else:
        here = children_of(scope.unit).filter(level=level)
    found = list(here)
    if others := {key for key in counted if key} - {unit.pk for unit in found}:
        found += Unit.objects.filter(pk__in=others)
        found.sort(key=lambda unit: (unit.sort, unit.pk))
    names = told_apart(found)
    return [Row(names[unit.pk], unit) for unit in found]


def _rows_then(scope: Scope, level: int, window: Window, counted: set[int | None], stock: bool) -> list[Row]:
    days = _days_of(scope, window, stock)
    stood = _extents(scope, level, days)
    keys = [*stood, *(key for key in counted if key)]
    units = list(Unit.objects.filter(pk__in=keys).order_by("sort", "valid", "id"))
    names = told_apart(units)
    return [_row_then(unit, names[unit.pk], stood.get(unit.pk), window, stock) for unit in units]


def _days_of(scope: Scope, window: Window, stock: bool) -> DateRange:
    if scope.fixed:
        return DateRange(scope.fixed, scope.fixed, "[]")
    return DateRange(window.last_day if stock else window.start, window.last_day, "[]")


def _row_then(unit: Unit, name: str, extent: Extent | None, window: Window, stock: bool) -> Row:
    own = (unit.valid.lower, unit.valid.upper)
    days = "" if stock else _days(extent or own, window)
    return Row(name + days, unit, passing=extent is not None and extent != own)


def _days(extent: Extent, window: Window) -> str:
    """Says from when or until when the unit stood, where that is a part of the window."""
    first, end = extent
    since = f"{first:%d/%m/%Y}" if first and first > window.start else ""
    until = f"{end - timedelta(days=1):%d/%m/%Y}" if end and end <= window.last_day else ""
    if since and until:
        return _(" (từ %(first)s đến %(last)s)") % {"first": since, "last": until}
    if since:
        return _(" (từ %(first)s)") % {"first": since}
    return _(" (đến %(last)s)") % {"last": until} if until else ""


def _extents(scope: Scope, level: int, days: DateRange) -> dict[int, Extent]:
    """The units of a level that stood in the scope on these days, with all the time that they stood there."""
    column = _COLUMNS[level]
    if level == Level.PROVINCE:
        zones = ZoneSpan.objects.filter(province__isnull=False)
        return _joined(zones.values_list(column, "valid"), days)
    under = {_COLUMNS[key]: unit for key, unit in scope.places().items()}
    spans = AreaSpan.objects.filter(**under, **{f"{column}__isnull": False})
    return _joined(spans.values_list(column, "valid"), days)


def _joined(spans: Iterable[tuple[int, DateRange]], days: DateRange) -> dict[int, Extent]:
    """From the first to the last day of each unit, for those that have a span on these days."""
    found: dict[int, list[DateRange]] = defaultdict(list)
    here = set()
    for unit, valid in spans:
        found[unit].append(valid)
        if (valid.lower is None or valid.lower <= days.upper) and (
            valid.upper is None or valid.upper > days.lower
        ):
            here.add(unit)
    return {unit: (_first(found[unit]), _end(found[unit])) for unit in here}


def _first(ranges: list[DateRange]) -> date | None:
    lower = [valid.lower for valid in ranges]
    return None if None in lower else min(lower)


def _end(ranges: list[DateRange]) -> date | None:
    upper = [valid.upper for valid in ranges]
    return None if None in upper else max(upper)


def _team_rows(scope: Scope, window: Window, counted: set[int | None]) -> list[Row]:
    """Teams of the unit that stood within the window, and any other that has a count."""
    teams = registry.team_rows()
    if teams is None:
        return []
    stood = Q(started_on__lte=window.last_day) & (Q(ended_on=None) | Q(ended_on__gte=window.start))
    here = teams_here(scope, window)
    found = teams.filter((stood & here) | Q(pk__in=[key for key in counted if key])).order_by("sort", "id")
    return [Row(str(team), None, team.pk, team.uuid) for team in found]


def teams_here(scope: Scope, window: Window) -> Q:
    """The teams that stand in a unit of today, or stood in it within the window."""
    columns = {Level.PROVINCE: "now_province", Level.COMMUNE: "now_commune"}
    if not scope.then:
        return Q(**{columns[Level(level)]: unit for level, unit in scope.places().items()})
    under = {_COLUMNS[level]: unit for level, unit in scope.places().items()}
    days = DateRange(window.start, window.last_day, "[]")
    return Q(area__in=AreaSpan.objects.filter(**under, valid__overlap=days).values("area"))
