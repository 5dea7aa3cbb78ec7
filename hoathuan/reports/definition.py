"""What a statutory form is: a frozen, checked description. Everything that a circular may change is data.

A definition names indicators by key and never says how they are counted; `docs/reference/form-definitions.md`
explains every field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from hoathuan.stats.api import Measure

from .errors import DefinitionProblem
from .expressions import Comparison, Sum, parse_comparison, parse_sum
from .head import HeadNode, leaves

LevelName = Literal["country", "province", "commune"]
Key = Annotated[str, StringConstraints(pattern=r"^([1-9]\d{0,2}|[A-Za-z_]\w{0,19})$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-([0-2]\d|3[01])$")]
Text = Annotated[str, StringConstraints(min_length=1)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Circular(Part):
    """The legal act that prescribes the form."""

    number: Text
    issued_on: date
    name: Text


class InForce(Part):
    """First and last day of the form; `to` empty: still in force. `note` is shown wherever the form is."""

    first: date
    last: date | None = None
    note: str = ""

    @property
    def ended(self) -> bool:
        return self.last is not None


class Unconfirmed(Part):
    """A part of the definition whose source is not confirmed, and why."""

    part: Text
    reason: Text


class Group(Part):
    """A name of the form for some values of an indicator's dimension (a scope for letters of a decree)."""

    label: Text
    dimension: Text
    values: tuple[str, ...] = Field(min_length=1)
    legal_source: str = ""


class Bound(Part):
    """What a column counts: an indicator, cut by values of dimensions or by a group of the form."""

    key: Text
    where: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    group: str = ""


class CountingRule(Part):
    """How cases that cross the edge of the period are counted, where the circular leaves it open.

    carried_over: stocks on the day before the window that are added to columns under the rule.
    referred: flows of the window that are taken from them.
    """

    name: Text
    text: Text
    carried_over: tuple[str, ...] = ()
    referred: tuple[str, ...] = ()
    carried_label: str = ""
    referred_label: str = ""


class Column(Part):
    """One column: exactly one of `measure`, `formula`, `typed`.

    under_rule: the counting rule applies. only_total_by: kinds of rows by which it cannot be told apart; there
    it stands in the total row only. adds_up: whether the total is the sum of the rows (a distinct count is not).
    """

    key: Key
    how: Text
    width: float = Field(default=1, gt=0)
    measure: Bound | None = None
    formula: str = ""
    typed: bool = False
    under_rule: bool = False
    only_total_by: tuple[Literal["units", "teams"], ...] = ()
    adds_up: bool = True

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if sum((self.measure is not None, bool(self.formula), self.typed)) != 1:
            raise DefinitionProblem(f"column {self.key}: exactly one of measure, formula, typed")
        if self.under_rule and self.measure is None:
            raise DefinitionProblem(f"column {self.key}: only a counted column can stand under the rule")
        if self.formula:
            parse_sum(self.formula)
        return self

    @cached_property
    def sum(self) -> Sum | None:
        return parse_sum(self.formula) if self.formula else None


class Check(Part):
    """What must hold between columns, in every row and in the total."""

    expression: str
    text: Text

    @model_validator(mode="after")
    def _readable(self) -> Self:
        parse_comparison(self.expression)
        return self

    @cached_property
    def comparison(self) -> Comparison:
        return parse_comparison(self.expression)


class RowSpec(Part):
    """A line of the row tree: the total; one row for each unit or team; a heading; a fixed row with its cut.

    Row numbers may restart in each section, so a row is named by section and number together.
    """

    kind: Literal["total", "each", "heading", "fixed"]
    of: Literal["units", "teams", ""] = ""
    section: str = ""
    number: str = ""
    label: str = ""
    where: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.kind == "each") != bool(self.of):
            raise DefinitionProblem("an `each` row says of what, other rows do not")
        if self.kind in ("total", "heading", "fixed") and not self.label:
            raise DefinitionProblem(f"a {self.kind} row needs its label")
        return self


class Signature(Part):
    lines: tuple[str, ...]
    note: str = ""


class LevelForm(Part):
    """The form as one level fills it: its printed code, its rows, who reports to whom, who signs."""

    code: Text
    reporting: Text
    receiving: Text
    first_heading: Text
    rows: tuple[RowSpec, ...] = Field(min_length=1)
    deadlines: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    note: str = ""


class PeriodKind(Part):
    """A reporting period of the form by its first and last day in a year; `cutoff`: data up to that day only."""

    key: Slug
    label: Text
    start: MonthDay
    end: MonthDay
    cutoff: MonthDay | None = None


class Layout(Part):
    orientation: Literal["landscape", "portrait"] = "landscape"
    name_width: float = Field(default=4, gt=0)


class FormDefinition(Part):
    code: Slug
    title: Text
    circular: Circular
    in_force: InForce
    unconfirmed: tuple[Unconfirmed, ...] = ()
    unit_of_measure: Text
    groups: Mapping[str, Group] = Field(default_factory=dict)
    counting: CountingRule | None = None
    head: tuple[HeadNode, ...]
    columns: tuple[Column, ...] = Field(min_length=1)
    checks: tuple[Check, ...] = ()
    levels: Mapping[LevelName, LevelForm]
    periods: tuple[PeriodKind, ...] = Field(min_length=1)
    notes: tuple[str, ...] = ()
    layout: Layout = Layout()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise DefinitionProblem("a column key stands twice")
        if [leaf.column for leaf in leaves(self.head)] != keys:
            raise DefinitionProblem("the head must name every column once, in order")
        self._check_names(set(keys))
        return self

    def _check_names(self, keys: set[str]) -> None:
        for number, column in enumerate(self.columns):
            if column.measure and column.measure.group and column.measure.group not in self.groups:
                raise DefinitionProblem(f"column {column.key}: unknown group {column.measure.group}")
            if column.under_rule and self.counting is None:
                raise DefinitionProblem(f"column {column.key}: there is no counting rule")
            earlier = {one.key for one in self.columns[:number]}
            if column.sum and not set(column.sum.columns()) <= earlier:
                raise DefinitionProblem(f"column {column.key}: a formula names earlier columns only")
        for check in self.checks:
            if not set(check.comparison.columns()) <= keys:
                raise DefinitionProblem(f"check {check.expression!r} names an unknown column")

    @property
    def codes(self) -> list[str]:
        """The printed codes of all levels, each once."""
        return list(dict.fromkeys(level.code for level in self.levels.values()))

    @property
    def unconfirmed_words(self) -> str:
        return "; ".join(f"{one.part}: {one.reason}" for one in self.unconfirmed)

    def measure_of(self, bound: Bound) -> Measure:
        """The indicator and cut behind a column."""
        where = {name: tuple(values) for name, values in bound.where.items()}
        if bound.group:
            group = self.groups[bound.group]
            where[group.dimension] = tuple(group.values)
        return Measure(bound.key, where)
