"""Numbers: one, a breakdown, or a table of rows and columns. One statement per indicator, whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hoathuan.core.windows import Window
from hoathuan.units.models import Unit

from . import registry
from .counting import Cube, cube
from .kinds import Formula, Kind, Measure
from .links import address
from .rows import Row, rows_of
from .scope import Scope

Number = int | Decimal | None
RowCounts = dict[int | None, list[tuple[tuple[str, ...], int]]]
"""Row → (values of the dimensions, count)."""


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
    level: int | None = None
    fixed: date | None = None

    def cell(self, row: Row, column: int) -> Number:
        return self.counts.value(self.measures[column], row.key if self.by_row else None)

    def total(self, column: int) -> Number:
        return self.totals.value(self.measures[column])

    def url(self, row: Row, column: int) -> str:
        """Where the records behind a cell stand."""
        scope = Scope(
            row.unit or self.unit,
            own=self.level if row.key is None else None,
            then=self.then,
            within=self.unit if row.passing and not self.fixed else None,
            fixed=self.fixed,
        )
        return address(self.measures[column], scope, self.window, row.team_uuid)

    def total_url(self, column: int) -> str:
        return address(self.measures[column], Scope(self.unit, then=self.then, fixed=self.fixed), self.window)


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
    then: bool = False,
) -> Number:
    """One number. None only for a rate whose denominator is 0."""
    return value_in(measure, Scope(unit, team_id, then=then), window)


def value_in(measure: Measure, scope: Scope, window: Window) -> Number:
    """One number of a scope."""
    registry.check(measure)
    return Counts.of([measure], scope, window, "self").value(measure)


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
    return breakdown_in(measure, Scope(unit, team_id, then=then), window, dimension)


def breakdown_in(measure: Measure, scope: Scope, window: Window, dimension: str) -> dict[str, int]:
    """The same of a scope."""
    registry.check(measure.cut({dimension: ()}))
    where = {name: measure.values_of(name) for name in measure.where}
    counts = cube(registry.counted(measure.key), scope, window, "self", (dimension,), where)
    return {str(key[1]): n for key, n in counts.items() if n}


def table(
    measures: Sequence[Measure],
    unit: Unit,
    window: Window,
    *,
    rows: str = "children",
    then: bool = False,
    fixed: date | None = None,
) -> Table:
    """Measures by row. rows: "self", "children" (provinces of the country, communes of a province or district,
    teams of a commune), "communes", "districts" (then only) or "teams".
    fixed: everything by the units of this one day."""
    for measure in measures:
        registry.check(measure)
    scope = Scope(unit, then=then or fixed is not None, fixed=fixed)
    counts = Counts.of(measures, scope, window, rows)
    own_total = rows != "self" and _any_of(measures, Kind.DISTINCT)  # a subject may count in two rows
    totals = Counts.of(measures, scope, window, "self") if own_total else counts.summed()
    stock = fixed is not None or not _any_of(measures, Kind.FLOW, Kind.DISTINCT)
    return Table(
        measures,
        unit,
        window,
        rows_of(scope, window, rows, counts.keys, stock),
        counts,
        totals,
        scope.then,
        rows != "self",
        scope.row_level(rows),
        fixed,
    )


def _any_of(measures: Sequence[Measure], *kinds: Kind) -> bool:
    return any(registry.counted(leaf.key).kind in kinds for m in measures for leaf in registry.leaves(m))


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
