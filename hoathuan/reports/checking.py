"""The arithmetic of a filled form: what must hold, and the cells in which it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoathuan.core.text import legal_text

from . import wording
from .definition import Check, Column
from .expressions import Number
from .filling import FilledForm, FilledRow


@dataclass(frozen=True)
class Breach:
    """A row in which a check does not hold, with both sides; `column` where the check is about one column."""

    row: FilledRow
    left: Number
    right: Number
    column: str = ""

    def __str__(self) -> str:
        place = _("%(row)s, cột %(column)s") % {"row": self.row.label, "column": self.column}
        words = {
            "place": place if self.column else self.row.label,
            "left": wording.shown(self.left),
            "right": wording.shown(self.right),
        }
        return _("%(place)s: %(left)s và %(right)s") % words


@dataclass(frozen=True)
class CheckResult:
    """`blank`: rows in which nothing can be said, since a cell is not reported."""

    name: str
    text: str
    columns: tuple[str, ...]
    breaches: tuple[Breach, ...]
    blank: int = 0

    @property
    def ok(self) -> bool:
        return not self.breaches

    def detail(self, most: int = 5) -> str:
        """The exact places, the first few by name."""
        named = [str(breach) for breach in self.breaches[:most]]
        rest = len(self.breaches) - len(named)
        more = [_("và %(count)s dòng khác") % {"count": rest}] if rest > 0 else []
        blank = [_("%(count)s dòng có ô trống nên không kiểm tra được") % {"count": self.blank}]
        return "; ".join([*named, *more, *(blank if self.blank else [])])


def check(form: FilledForm) -> list[CheckResult]:
    """Every check of the definition in every row, then that the total row is the sum of the rows."""
    return [*(_compared(form, one) for one in form.definition.checks), *_sums(form)]


def breached_cells(results: list[CheckResult]) -> set[tuple[str, str]]:
    """(row, column) of every cell that takes part in a check that does not hold."""
    return {(b.row.key, column) for result in results for b in result.breaches for column in result.columns}


def _compared(form: FilledForm, one: Check) -> CheckResult:
    breaches, blank = [], 0
    for row in form.rows:
        if not row.cells:
            continue
        holds = one.comparison.holds(row.values)
        if holds is None:
            blank += 1
        elif not holds:
            sides = (one.comparison.left.value(row.values), one.comparison.right.value(row.values))
            breaches.append(Breach(row, *sides))
    return CheckResult(
        str(one.comparison), legal_text(one.text), tuple(one.comparison.columns()), tuple(breaches), blank
    )


def _sums(form: FilledForm) -> Iterator[CheckResult]:
    """One result for all columns: the total row against what is added up."""
    total = form.total
    each = [row for row in form.rows if row.spec.kind == "each"]
    if total is None or not each:
        return
    wrong = [column for column in form.definition.columns if _adds_wrongly(column, total, each)]
    breaches = tuple(Breach(total, total.values[c.key], _added(c, each), c.key) for c in wrong)
    yield CheckResult(
        _("Dòng tổng số"), _("Bằng tổng các dòng bên dưới ở mọi cột"), tuple(c.key for c in wrong), breaches
    )


def _adds_wrongly(column: Column, total: FilledRow, each: list[FilledRow]) -> bool:
    added = _added(column, each)
    return column.adds_up and added is not None and added != total.values[column.key]


def _added(column: Column, each: list[FilledRow]) -> Number:
    values = [row.values[column.key] for row in each]
    if any(value is None for value in values):
        return None
    return sum(value for value in values if value is not None)
