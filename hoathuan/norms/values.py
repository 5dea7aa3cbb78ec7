"""A value as other contexts read it: what, from which day, set by whom, by which document, confirmed or not."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.core.ui.numbers import day, number
from hoathuan.units.models import Unit

from .choices import DayType, Mark, ValueType
from .models import NormValue
from .registry import NormKind


@dataclass(frozen=True)
class Document:
    """The legal basis of a value: document and clause."""

    number: str
    issued_on: date | None
    clause: str = ""
    issuer: str = ""

    def __str__(self) -> str:
        """ "điểm a khoản 17 Điều 3, 56/2023/TT-BTC ngày 18/08/2023"."""
        words = [self.number]
        if self.issued_on:
            words.append(_("ngày %(day)s") % {"day": day(self.issued_on)})
        return ", ".join(part for part in (self.clause, " ".join(words)) if part)


@dataclass(frozen=True)
class Value:
    """A value of a kind.

    `unit`: the province that set it, None for the country. `last` is the last day, None while nobody has ended it.
    `former`: it comes from a province that ended, and nobody has replaced it. `confirmed`: a person has compared it
    with the signed text; `checked`: this province has, for itself.
    """

    kind: NormKind
    first: date
    document: Document
    amount: Decimal | None = None
    day_type: str = ""
    office: str = ""
    office_level: int | None = None
    office_body: str = ""
    last: date | None = None
    unit: Unit | None = None
    confirmed: bool = False
    confirmed_by: str = ""
    confirmed_on: date | None = None
    checked: bool = False
    former: bool = False
    note: str = ""
    row: NormValue | None = None

    @property
    def key(self) -> str:
        return self.kind.key

    @property
    def text(self) -> str:
        """ "300.000 đồng/vụ việc", "5 ngày làm việc", "Chủ tịch UBND cấp xã"."""
        if self.kind.type == ValueType.OFFICE:
            return self.office
        if self.kind.type == ValueType.DEADLINE:
            return f"{number(self.amount)} {DayType(self.day_type or DayType.CALENDAR).label}"
        return f"{number(self.amount)} {self.kind.unit_label}".strip()

    @property
    def whose(self) -> str:
        return self.unit.name if self.unit else _("Cả nước")

    @property
    def days(self) -> str:
        """ "từ 06/10/2023", "từ 30/07/2014 đến 05/10/2023"."""
        if self.last is None:
            return _("từ %(first)s") % {"first": day(self.first)}
        return _("từ %(first)s đến %(last)s") % {"first": day(self.first), "last": day(self.last)}

    @property
    def cited(self) -> str:
        """Its document for a line of text, and that nobody has compared it, where nobody has."""
        return str(self.document) if self.confirmed else f"{self.document}, {Mark.UNCONFIRMED.label}"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Change:
    """One value before and after, as it is about to be written. `province` None: for the whole country."""

    kind: NormKind
    province: Unit | None
    before: Value | None
    after: Value
    warnings: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()

    def with_effects(self, sentences: list[str]) -> "Change":
        return replace(self, effects=tuple(sentence for sentence in sentences if sentence))


def value_of(row: NormValue, kind: NormKind, *, checked: Any = None, former: bool = False) -> Value:
    """A stored row as a value; `checked`: the province's own check of it, if there is one.

    What a former province left behind is not confirmed for the new one until somebody says so.
    """
    own = row.confirmed_on is not None and not former
    return Value(
        kind=kind,
        first=row.valid.lower,
        last=row.valid.upper - timedelta(days=1) if row.valid.upper else None,
        document=Document(row.basis.number, row.basis.issued_on, row.clause, row.basis.issuer),
        amount=row.amount,
        day_type=row.day_type,
        office=row.office,
        office_level=row.office_level,
        office_body=row.office_body,
        unit=row.unit,
        confirmed=bool(own or checked),
        confirmed_by=checked.checked_by if checked else (row.confirmed_by if own else ""),
        confirmed_on=checked.checked_on if checked else (row.confirmed_on if own else None),
        checked=checked is not None,
        former=former,
        note=row.note,
        row=row,
    )
