"""Fill a form: every number is asked of stats, in a handful of statements whatever the form's size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.core.windows import Window
from hoathuan.stats.api import Measure, Row, Table, table
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .definition import Column, FormDefinition, LevelForm, LevelName, RowSpec
from .errors import FormProblem
from .expressions import Number
from .placing import LAST_DAY, Placing, placing

LEVEL_NAMES: dict[int, LevelName] = {
    Level.COUNTRY: "country",
    Level.PROVINCE: "province",
    Level.COMMUNE: "commune",
}


@dataclass(frozen=True)
class Term:
    """A share of a cell. `opening`: a stock on the day before the window; `sign`: added or taken."""

    measure: Measure
    sign: int = 1
    opening: bool = False


@dataclass(frozen=True)
class Source:
    """Where a term's numbers stand: a column of a table of stats."""

    term: Term
    table: Table
    index: int


@dataclass(frozen=True)
class FilledPart:
    """A term with its number in one row; without a row, in the total."""

    source: Source
    row: Row | None
    value: Number

    @property
    def term(self) -> Term:
        return self.source.term

    @property
    def url(self) -> str:
        """The address of the records; made when asked, since a file needs none of its thousands."""
        table, index = self.source.table, self.source.index
        return table.url(self.row, index) if self.row is not None else table.total_url(index)


@dataclass(frozen=True)
class FilledCell:
    """A number of the form; None stays blank, which is not 0. `parts` are what it is made of."""

    column: Column
    value: Number
    parts: tuple[FilledPart, ...] = ()

    @property
    def url(self) -> str:
        """The records behind a number that is counted as it is; of a composed one nothing."""
        return "" if self.composed or not self.parts else self.parts[0].url

    @property
    def composed(self) -> bool:
        return bool(self.parts) and (len(self.parts) > 1 or self.column.under_rule)


@dataclass(frozen=True)
class FilledRow:
    """A row of the form. `key` names it within the form: a unit's or team's uuid, "total", section.number."""

    key: str
    label: str
    spec: RowSpec
    cells: tuple[FilledCell, ...] = ()
    unit: Unit | None = None

    @property
    def values(self) -> dict[str, Number]:
        return {cell.column.key: cell.value for cell in self.cells}


@dataclass(frozen=True)
class FilledForm:
    """A form of one unit and window, as it stood at `made_at`."""

    definition: FormDefinition
    level: LevelForm
    unit: Unit
    window: Window
    rows: list[FilledRow]
    carried: Number = None
    referred: Number = None
    placing: Placing = field(default_factory=Placing)
    made_at: datetime = field(default_factory=timezone.now)

    @property
    def total(self) -> FilledRow | None:
        return next((row for row in self.rows if row.spec.kind == "total"), None)


def level_form(definition: FormDefinition, unit: Unit) -> LevelForm:
    """The form as the unit's level fills it."""
    level = (
        definition.levels.get(LEVEL_NAMES.get(unit.level, "country")) if unit.level in LEVEL_NAMES else None
    )
    if level is None:
        raise FormProblem(_("Biểu này không lập cho %(unit)s.") % {"unit": unit})
    return level


def fill(definition: FormDefinition, unit: Unit, window: Window, asked: str = LAST_DAY) -> FilledForm:
    """Every number of the form. Raises FormProblem for a level that does not fill it.

    asked: by the units of which day (`placing`); usually those of the period's last day.
    """
    level = level_form(definition, unit)
    rows: list[FilledRow] = []
    each = next((spec.of for spec in level.rows if spec.kind == "each"), "")
    by = placing(asked, window, unit)
    counted = _Counted(definition, unit, window, each, by)
    for spec in level.rows:
        rows += _rows(counted, spec)
    carried, referred = _crossing(counted)
    return FilledForm(definition, level, unit, window, rows, carried, referred, by)


def terms_of(definition: FormDefinition, column: Column) -> list[Term]:
    """What a column's number is made of: its measure, and what the counting rule adds and takes."""
    if column.measure is None:
        return []
    measure = definition.measure_of(column.measure)
    terms = [Term(measure)]
    rule = definition.counting
    if column.under_rule and rule:
        terms += [Term(Measure(key, measure.where), 1, opening=True) for key in rule.carried_over]
        terms += [Term(Measure(key, measure.where), -1) for key in rule.referred]
    return terms


class _Counted:
    """The tables behind a form: one for the window, one for the day before it, one for what has no rows."""

    def __init__(
        self, definition: FormDefinition, unit: Unit, window: Window, each: str, by: Placing
    ) -> None:
        self.by = by
        self.definition, self.unit, self.window, self.each = definition, unit, window, each
        self.opening = Window.day(window.start - timedelta(days=1))
        self._rows_by = "teams" if each == "teams" else "children" if each else "self"
        divided = [c for c in definition.columns if not self._only_total(c)]
        whole = [c for c in definition.columns if self._only_total(c)]
        self._tables = self._ask(divided, self._rows_by)
        self._sources = self._found(divided, self._tables)
        self._sources |= self._found(whole, self._ask(whole, "self"))

    def _found(self, columns: Sequence[Column], tables: dict[bool, Table]) -> dict[str, list[Source]]:
        found = {}
        for column in columns:
            terms = [(term, tables[term.opening]) for term in terms_of(self.definition, column)]
            found[column.key] = [Source(t, table, table.measures.index(t.measure)) for t, table in terms]
        return found

    def _only_total(self, column: Column) -> bool:
        return bool(self.each) and self.each in column.only_total_by

    def _ask(self, columns: Sequence[Column], rows: str) -> dict[bool, Table]:
        terms = [term for column in columns for term in terms_of(self.definition, column)]
        tables = {}
        for opening in (False, True):
            measures = _distinct(term.measure for term in terms if term.opening is opening)
            if measures or (columns and not opening):
                window = self.opening if opening else self.window
                tables[opening] = table(
                    measures, self.unit, window, rows=rows, then=self.by.then, fixed=self.by.fixed
                )
        return tables

    def rows(self) -> list[Row]:
        """The rows of the window, and any whose only number was carried over."""
        main = self._tables.get(False)
        found = list(main.rows) if main else []
        before, known = self._tables.get(True), {row.key for row in found}
        if before:
            late = [row for row in before.rows if row.key not in known]
            found += [row for row in late if any(before.cell(row, i) for i in range(len(before.measures)))]
        return found

    def cells(self, row: Row | None, spec: RowSpec) -> tuple[FilledCell, ...]:
        """The cells of one row; None is the total."""
        done: dict[str, FilledCell] = {}
        for column in self.definition.columns:
            done[column.key] = self._cell(column, row, {key: cell.value for key, cell in done.items()})
        return tuple(done.values())

    def _cell(self, column: Column, row: Row | None, before: dict[str, Number]) -> FilledCell:
        if column.sum is not None:
            return FilledCell(column, column.sum.value(before))
        if column.typed or (row is not None and self._only_total(column)):
            return FilledCell(column, None)
        parts = tuple(_part(source, row) for source in self._sources[column.key])
        return FilledCell(column, signed_sum(parts), parts)


def _part(source: Source, row: Row | None) -> FilledPart:
    table, index = source.table, source.index
    return FilledPart(source, row, table.total(index) if row is None else table.cell(row, index))


def _distinct(measures: Iterable[Measure]) -> list[Measure]:
    found: list[Measure] = []
    for measure in measures:
        if measure not in found:
            found.append(measure)
    return found


def signed_sum(parts: Sequence[FilledPart]) -> Number:
    """None where any part is unknown."""
    total: int | Decimal = 0
    for part in parts:
        if part.value is None:
            return None
        total += part.term.sign * part.value
    return total


def _rows(counted: _Counted, spec: RowSpec) -> list[FilledRow]:
    name = ".".join(part for part in (spec.section, spec.number) if part)
    if spec.kind == "heading":
        return [FilledRow(name, spec.label, spec)]
    if spec.kind == "total":
        return [FilledRow("total", spec.label, spec, counted.cells(None, spec), counted.unit)]
    if spec.kind == "fixed":
        return [FilledRow(name, spec.label, spec, _fixed(counted, spec), counted.unit)]
    return [
        FilledRow(_key(row), row.label, spec, counted.cells(row, spec), row.unit) for row in counted.rows()
    ]


def _key(row: Row) -> str:
    if row.unit is not None:
        return str(row.unit.uuid)
    return str(row.team_uuid) if row.team_uuid else "none"


def _fixed(counted: _Counted, spec: RowSpec) -> tuple[FilledCell, ...]:
    """A fixed row is the whole unit, cut further by the row."""
    cut = [
        column.model_copy(
            update={
                "measure": column.measure.model_copy(update={"where": {**column.measure.where, **spec.where}})
            }
        )
        if column.measure
        else column
        for column in counted.definition.columns
    ]
    definition = counted.definition.model_copy(update={"columns": tuple(cut)})
    return _Counted(definition, counted.unit, counted.window, "", counted.by).cells(None, spec)


def _crossing(counted: _Counted) -> tuple[Number, Number]:
    """How many cases came over the edge of the period, and how many were referred: of the widest column."""
    total = counted.cells(None, RowSpec(kind="total", label="-"))
    cell = next((one for one in total if one.column.under_rule), None)
    if cell is None:
        return None, None
    opening = signed_sum([part for part in cell.parts if part.term.opening])
    referred = signed_sum([part for part in cell.parts if part.term.sign < 0])
    return opening, (None if referred is None else -referred)
