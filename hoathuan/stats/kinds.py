"""What an indicator is: its facts, its kind, its dimensions, its records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

Text = Any  # a string, or a lazy translation of one
Rows = Callable[[], QuerySet[Any]]
COMMUNE = "now_commune.name"
"""The column of records that names the commune; as then, that of the event's day takes its place."""


class Kind(StrEnum):
    """How a number follows from facts."""

    FLOW = "flow"  # facts dated within the window
    STOCK = "stock"  # facts in force on the window's last day
    DISTINCT = "distinct"  # subjects with at least k facts within the window
    FORMULA = "formula"  # made of other indicators, never stored


@dataclass(frozen=True)
class Dimension:
    """A breakdown. `column` is a field or annotation of the facts; its values are compared as text.

    `choices` are pairs of value and label; a value that is not among them is shown as it is, "" as unknown.
    """

    label: Text
    column: str
    choices: Sequence[tuple[Any, Text]] = ()

    def label_of(self, value: str) -> Text:
        return {str(key): label for key, label in self.choices}.get(value, value)


@dataclass(frozen=True)
class RowFacts:
    """The rows that are counted, one row one fact; every name is a field or an annotation of `queryset()`.

    start: the day of the fact (flow, distinct) or its first day (stock); rows without it do not count.
    end: of a stock, the last day on which it still counts; None is open-ended.
    until: of a stock, the first day on which it counts no more, instead of `end`; a row with
        until == start never counted (a dispute that was received and settled on one day).
    subject: of a distinct count, what is counted once; at_least: from how many facts on.
    subjects: of a distinct count, the rows that are listed behind the number (their pk is the subject).
    area, province, commune, team: where the place stands; the usual names are those of
        `units.Located`. Facts without a team say team="".
    """

    queryset: Rows
    start: str
    end: str | None = None
    until: str | None = None
    subject: str | None = None
    at_least: int = 1
    subjects: Rows | None = None
    area: str = "area_id"
    province: str = "now_province_id"
    commune: str = "now_commune_id"
    team: str = "team_id"

    @property
    def area_path(self) -> str:
        """The relation to the area, as a lookup begins."""
        return self.area.removesuffix("__id").removesuffix("_id")

    def listed(self) -> QuerySet[Any]:
        """The rows behind a number, before they are narrowed to those that count."""
        return (self.subjects or self.queryset)()


@dataclass(frozen=True)
class RecordColumn:
    """A column of the records page: `value(row)` or the name of an attribute (dots and __ lead on)."""

    label: Text
    value: str | Callable[[Any], Any]
    kind: str = "text"  # text, number, date

    def of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        for part in self.value.replace(".", "__").split("__"):
            row = getattr(row, part, None)
        return row


def _all(actor: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset


def _nowhere(row: Any, actor: Any) -> str | None:
    return None


@dataclass(frozen=True)
class Indicator:
    """One number with one definition and one legal source, counted from rows.

    cells: keep sums for the nation and the table of provinces (flow and stock only, facts of one table,
        at most three dimensions, all columns of that table).
    records(actor, queryset): the facts (of a distinct count: the subjects) that this actor may see in
        detail, with what the columns need joined; the others are shown as a count.
    order: of the records; the last name must be unique. Empty: newest first.
    """

    key: str
    label: Text
    kind: Kind
    unit_label: Text
    definition: Text
    legal_source: str
    facts: RowFacts
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    records: Callable[[Any, QuerySet[Any]], QuerySet[Any]] = _all
    columns: Sequence[RecordColumn] = ()
    detail: Callable[[Any, Any], str | None] = _nowhere
    order: Sequence[str] = ()
    cells: bool = False
    unconfirmed: Text = ""
    group: Text = ""

    is_rate = False

    @property
    def list_order(self) -> Sequence[str]:
        return self.order or (("id",) if self.kind is Kind.DISTINCT else (f"-{self.facts.start}", "-id"))


@dataclass(frozen=True)
class Measure:
    """An indicator, cut by values of its dimensions: what plans and forms store and ask.

    where: dimension → one value or several; a dimension that is not named is not cut.
    """

    key: str
    where: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)

    def values_of(self, dimension: str) -> tuple[str, ...]:
        chosen = self.where[dimension]
        return (chosen,) if isinstance(chosen, str) else tuple(chosen)

    def cut(self, where: Mapping[str, str | tuple[str, ...]]) -> Measure:
        """The same measure cut further; what it already says stays."""
        return Measure(self.key, {**where, **self.where})

    def as_data(self) -> dict[str, Any]:
        """For a JSON column; `Measure.from_data` reads it."""
        return {"key": self.key, "where": {name: list(self.values_of(name)) for name in self.where}}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Measure:
        where = {name: _texts(values) for name, values in (data.get("where") or {}).items()}
        return cls(data["key"], where)


def _texts(values: Any) -> tuple[str, ...]:
    """One value or several, as typed into data by hand."""
    return (values,) if isinstance(values, str) else tuple(map(str, values))


@dataclass(frozen=True)
class Formula:
    """A number made of others: the sum of `parts` less `minus`, divided by `denominator` if there is one.

    Never stored. With a denominator it is a rate (0.848, not 84.8), and None where the denominator is 0.
    """

    key: str
    label: Text
    parts: Sequence[Measure]
    definition: Text
    legal_source: str
    minus: Sequence[Measure] = ()
    denominator: Measure | None = None
    unit_label: Text = ""
    unconfirmed: Text = ""
    group: Text = ""

    kind = Kind.FORMULA
    cells = False

    @property
    def is_rate(self) -> bool:
        return self.denominator is not None

    def measures(self) -> tuple[Measure, ...]:
        last = (self.denominator,) if self.denominator else ()
        return (*self.parts, *self.minus, *last)
