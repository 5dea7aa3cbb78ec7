"""Numbers: one, a breakdown, or a table of rows and columns. One statement per indicator, whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from hoathuan.core.windows import Window
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit
from hoathuan.units.selectors import children_of

from . import registry
from .counting import Cube, cube
from .kinds import Formula, Kind, Measure
from .links import address
from .scope import Scope

Number = int | Decimal | None
RowCounts = dict[int | None, list[tuple[tuple[str, ...], int]]]
"""Row → (values of the dimensions, count)."""


@dataclass(frozen=True)
class Row:
    """A row of a table: a unit, a team, or (neither) what is not yet allocated to any."""

    label: str
    unit: Unit | None = None
    team_id: int | None = None
    team_uuid: UUID | None = None

    @property
    def key(self) -> int | None:
        return self.unit.pk if self.unit else self.team_id


@dataclass(frozen=True)
class Table:
    """Values of measures (columns, by their position) for rows, with totals of their own."""

    measures: Sequence[Measure]
    unit: Unit
    window: Window
    rows: list[Row]
    counts: Counts
    totals: Counts
    then: bool = False
    by_row: bool = True

    def cell(self, row: Row, column: int) -> Number:
        return self.counts.value(self.measures[column], row.key if self.by_row else None)

    def total(self, column: int) -> Number:
        return self.totals.value(self.measures[column])

    def url(self, row: Row, column: int) -> str:
        """Where the records behind a cell stand."""
        unit = row.unit or self.unit
        own = row.key is None and row.unit is None and unit.level == Level.PROVINCE
        return address(self.measures[column], unit, self.window, team=row.team_uuid, own=own, then=self.then)

    def total_url(self, column: int) -> str:
        return address(self.measures[column], self.unit, self.window, then=self.then)


class Counts:
    """The counts behind some measures: one cube per indicator (a distinct count: per measure)."""

    def __init__(self, dims: dict[str, tuple[str, ...]], counts: dict[str, RowCounts]) -> None:
        self._dims, self._counts = dims, counts

    @classmethod
    def of(cls, measures: Iterable[Measure], scope: Scope, window: Window, rows: str) -> Counts:
        dims: dict[str, tuple[str, ...]] = {}
        counts: dict[str, RowCounts] = {}
        for name, group in _by_statement(measures).items():
            dims[name], first = _dims_needed(group), group[0]
            where = {} if dims[name] else {d: first.values_of(d) for d in first.where}
            counts[name] = _by_row(cube(registry.counted(first.key), scope, window, rows, dims[name], where))
        return cls(dims, counts)

    @property
    def keys(self) -> set[int | None]:
        return {key for counts in self._counts.values() for key in counts}

    def value(self, measure: Measure, row: int | None = None) -> Number:
        """The measure's number of one row."""
        item = registry.get(measure.key)
        if isinstance(item, Formula):
            return self._computed(item, measure, row)
        name = _statement(measure)
        found = self._counts[name].get(row, ())
        return sum(n for key, n in found if _fits(measure, self._dims[name], key))

    def summed(self) -> Counts:
        """All rows together, under the key None: right for what counts in one row only."""
        everything: dict[str, RowCounts] = {
            name: {None: [pair for pairs in counts.values() for pair in pairs]}
            for name, counts in self._counts.items()
        }
        return Counts(self._dims, everything)

    def _computed(self, item: Formula, measure: Measure, row: int | None) -> Number:
        def total(parts: Sequence[Measure]) -> Decimal | int:
            return sum((self.value(part.cut(measure.where), row) or 0) for part in parts)

        above = total(item.parts) - total(item.minus)
        if item.denominator is None:
            return above
        below = total([item.denominator])
        return Decimal(above) / Decimal(below) if below else None


def _by_row(counts: Cube) -> RowCounts:
    found: RowCounts = defaultdict(list)
    for (row, *values), n in counts.items():
        found[row].append((tuple(values), n))
    return found


def value(
    measure: Measure,
    unit: Unit,
    window: Window,
    *,
    team_id: int | None = None,
    own: bool = False,
    then: bool = False,
) -> Number:
    """One number. None only for a rate whose denominator is 0."""
    registry.check(measure)
    return Counts.of([measure], Scope(unit, team_id, own, then), window, "self").value(measure)


def values(
    measures: Sequence[Measure], unit: Unit, window: Window, *, team_id: int | None = None, then: bool = False
) -> list[Number]:
    """Several numbers of one place: one statement per indicator."""
    for measure in measures:
        registry.check(measure)
    counts = Counts.of(measures, Scope(unit, team_id, then=then), window, "self")
    return [counts.value(measure) for measure in measures]


def breakdown(
    measure: Measure,
    unit: Unit,
    window: Window,
    dimension: str,
    *,
    team_id: int | None = None,
    then: bool = False,
) -> dict[str, int]:
    """A counted measure by the values of one dimension; values without facts are left out."""
    registry.check(measure.cut({dimension: ()}))
    where = {name: measure.values_of(name) for name in measure.where}
    counts = cube(
        registry.counted(measure.key), Scope(unit, team_id, then=then), window, "self", (dimension,), where
    )
    return {str(key[1]): n for key, n in counts.items() if n}


def table(
    measures: Sequence[Measure], unit: Unit, window: Window, *, rows: str = "children", then: bool = False
) -> Table:
    """Measures by row. rows: "self", "children" (communes of a province, provinces of the country, teams of a
    commune) or "teams" (of a commune)."""
    for measure in measures:
        registry.check(measure)
    scope = Scope(unit, then=then)
    counts = Counts.of(measures, scope, window, rows)
    own_total = rows != "self" and _needs_own_total(measures)
    totals = Counts.of(measures, scope, window, "self") if own_total else counts.summed()
    return Table(
        measures, unit, window, _rows(scope, window, rows, counts.keys), counts, totals, then, rows != "self"
    )


def _needs_own_total(measures: Sequence[Measure]) -> bool:
    """A subject may count in two rows, and once in the total."""
    return any(
        registry.counted(leaf.key).kind is Kind.DISTINCT for m in measures for leaf in registry.leaves(m)
    )


def _rows(scope: Scope, window: Window, rows: str, counted: set[int | None]) -> list[Row]:
    if rows == "self":
        return [Row(scope.unit.name, scope.unit)]
    if rows == "teams" or scope.unit.level == Level.COMMUNE:
        return _team_rows(scope.unit, window, counted)
    on = window.last_day if scope.then else None
    wanted = Level.PROVINCE if scope.unit.level == Level.COUNTRY else Level.COMMUNE
    units = [Row(child.name, child) for child in children_of(scope.unit, on) if child.level == wanted]
    known = {row.key for row in units}
    closed = Unit.objects.filter(pk__in=[key for key in counted if key and key not in known]).order_by("sort")
    units += [Row(child.name, child) for child in closed]
    return [*units, *_unallocated(counted)]


def _team_rows(commune: Unit, window: Window, counted: set[int | None]) -> list[Row]:
    """Teams of the commune that stood within the window, and any other that has a count."""
    teams = registry.team_rows()
    if teams is None:
        return []
    stood = Q(now_commune=commune, started_on__lte=window.last_day) & (
        Q(ended_on=None) | Q(ended_on__gte=window.start)
    )
    found = teams.filter(stood | Q(pk__in=[key for key in counted if key])).order_by("sort", "id")
    rows = [Row(team.name, None, team.pk, team.uuid) for team in found]
    return [*rows, *_unallocated(counted)]


def _unallocated(counted: set[int | None]) -> list[Row]:
    return [Row(_("Chưa phân bổ"))] if None in counted else []


def _statement(measure: Measure) -> str:
    """Measures with the same name are read by one statement."""
    if registry.counted(measure.key).kind is not Kind.DISTINCT:
        return measure.key
    return repr((measure.key, sorted((name, measure.values_of(name)) for name in measure.where)))


def _by_statement(measures: Iterable[Measure]) -> dict[str, list[Measure]]:
    groups: dict[str, list[Measure]] = defaultdict(list)
    for measure in measures:
        for leaf in registry.leaves(measure):
            groups[_statement(leaf)].append(leaf)
    return groups


def _dims_needed(group: list[Measure]) -> tuple[str, ...]:
    """The dimensions to group by; none where all ask the same question: then it is a filter."""
    asked = [{name: measure.values_of(name) for name in measure.where} for measure in group]
    if all(one == asked[0] for one in asked):
        return ()
    return tuple(sorted({name for m in group for name in m.where}))


def _fits(measure: Measure, dims: tuple[str, ...], values: tuple[object, ...]) -> bool:
    here = dict(zip(dims, values, strict=True))
    return all(here[name] in measure.values_of(name) for name in measure.where if name in here)
