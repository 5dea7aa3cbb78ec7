"""Cost lines: what money is asked for and spent on. Contexts register theirs in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import prod
from typing import Any

from hoathuan.core.ui.numbers import number
from hoathuan.units.models import Unit

from .choices import Group


@dataclass(frozen=True)
class Factor:
    """A number of an estimate's arithmetic with its word: 19 "tổ", 12 "tháng"."""

    number: Decimal
    label: Any = ""

    def __str__(self) -> str:
        return f"{number(self.number)} {self.label}".strip()


@dataclass(frozen=True)
class EstimateRow:
    """A row of an estimate as it is computed: factors × rate, in đồng.

    `key`: which row of its line it is, stable over the years. `basis`: the document of the rate and where the numbers
    come from. `unconfirmed`: nobody has compared the rate with a signed text.
    """

    key: str
    label: Any
    factors: tuple[Factor, ...]
    rate: int
    basis: str = ""
    unconfirmed: bool = False

    @property
    def amount(self) -> int:
        return amount_of([factor.number for factor in self.factors], self.rate)


def amount_of(numbers: Iterable[Decimal], rate: int) -> int:
    """The product in whole đồng, halves upwards."""
    return int((prod(numbers, start=Decimal(rate)) + Decimal("0.5")) // 1)


def arithmetic(factors: Iterable[Factor], rate: int) -> str:
    """ "19 tổ × 12 tháng × 150.000"."""
    return " × ".join([*map(str, factors), number(rate)])


#: (unit, year, the day on which is counted) → rows
Estimator = Callable[[Unit, int, date], Iterable[EstimateRow]]


@dataclass(frozen=True)
class CostLine:
    """A line of a budget. `norm_keys`: the norms that bound it. `estimate`: how it is computed; None: typed by hand.

    `by_hand`: spending is written by a person from a voucher; of the others their context writes it. `order`: its place
    in its group.
    """

    key: str
    label: Any
    group: Group
    norm_keys: tuple[str, ...] = ()
    estimate: Estimator | None = None
    legal_source: Any = ""
    by_hand: bool = True
    order: int = 50


_lines: dict[str, CostLine] = {}


def register_line(line: CostLine) -> None:
    """Make a cost line known; the same key again replaces it."""
    _lines[line.key] = line


def line_of(key: str) -> CostLine | None:
    return _lines.get(key)


def label_of(key: str) -> str:
    """A line that nobody registers any more is shown by its key: its money is still there."""
    found = _lines.get(key)
    return str(found.label) if found else key


def all_lines() -> list[CostLine]:
    """Group by group, by their place in it."""
    groups = list(Group)
    return sorted(_lines.values(), key=lambda line: (groups.index(line.group), line.order))
