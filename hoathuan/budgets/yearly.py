"""A holder's year on one page: each line with what was estimated, allocated, held, spent, and what remains."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Sum

from . import selectors
from .choices import EstimateState, Source
from .holders import Holder
from .lines import CostLine, all_lines, label_of, line_of
from .models import Budget, Entry, Estimate, EstimateLine
from .values import Sums

SENT = (EstimateState.SUBMITTED, EstimateState.SEEN)


@dataclass(frozen=True)
class LineYear:
    """One line and source in a year, in đồng."""

    line: str
    source: Source
    estimated: int
    sums: Sums

    @property
    def label(self) -> str:
        return label_of(self.line)

    @property
    def overspent(self) -> bool:
        """A leader let it go below nothing: said wherever the line is shown."""
        return self.sums.allowed > 0

    @property
    def remaining(self) -> int:
        return self.sums.remaining


@dataclass(frozen=True)
class Year:
    """A holder's year. `estimates`: the current ones, of units that were merged one each."""

    holder: Holder
    year: int
    lines: list[LineYear]
    estimates: list[Estimate]
    budgets: QuerySet[Budget]

    @property
    def estimated(self) -> int:
        return sum(line.estimated for line in self.lines)

    @property
    def total(self) -> Sums:
        return sum((line.sums for line in self.lines), Sums())

    @property
    def estimate(self) -> Estimate | None:
        """The holder's own: what can be worked on here."""
        own = (one for one in self.estimates if self._is_own(one.budget))
        return next(own, None)

    @property
    def inherited(self) -> list[Estimate]:
        """Those of the units that were merged into this one."""
        return [one for one in self.estimates if not self._is_own(one.budget)]

    @property
    def overspent(self) -> list[LineYear]:
        return [line for line in self.lines if line.overspent]

    def _is_own(self, budget: Budget) -> bool:
        body = self.holder.body
        return budget.unit_id == self.holder.unit.pk and budget.body_id == (body.pk if body else None)


def year_of_holder(holder: Holder, year: int) -> Year:
    """Four questions, however many lines there are."""
    budgets = selectors.budgets_of(holder.unit, year, holder.body)
    estimates = list(
        Estimate.objects.filter(budget__in=budgets, current=True)
        .select_related("budget__unit")
        .order_by("budget__unit__sort", "id")
    )
    estimated = _estimated(estimates)
    stands = {
        (one.line, str(one.source)): one.sums for one in selectors.lines_of(holder.unit, year, holder.body)
    }
    keys = sorted(estimated.keys() | stands.keys(), key=_place)
    lines = [
        LineYear(line, Source(source), estimated.get((line, source), 0), stands.get((line, source), Sums()))
        for line, source in keys
    ]
    return Year(holder, year, lines, estimates, budgets)


def _estimated(estimates: list[Estimate]) -> dict[tuple[str, str], int]:
    rows = (
        EstimateLine.objects.filter(estimate__in=estimates)
        .values("line", "source")
        .annotate(n=Sum("amount"))
        .order_by()
    )
    return {(row["line"], row["source"]): int(row["n"]) for row in rows}


def _place(key: tuple[str, str]) -> tuple[int, str, str]:
    order = [line.key for line in all_lines()]
    line, source = key
    return (order.index(line) if line in order else len(order), line, source != Source.STATE and source or "")


@dataclass(frozen=True)
class LineRows:
    """A cost line with its rows of an estimate."""

    line: str
    rows: list[EstimateLine]
    known: CostLine | None = field(default=None)

    @property
    def label(self) -> str:
        return label_of(self.line)

    @property
    def total(self) -> int:
        return sum(row.amount for row in self.rows)


def rows_of(estimate: Estimate) -> list[LineRows]:
    """The rows of an estimate under their lines, in the order of the lines."""
    found: dict[str, list[EstimateLine]] = {}
    for row in estimate.lines.order_by("ordinal", "id"):
        found.setdefault(row.line, []).append(row)
    keys = sorted(found, key=lambda line: _place((line, "")))
    return [LineRows(key, found[key], line_of(key)) for key in keys]


def total_of(estimate: Estimate) -> int:
    return int(estimate.lines.aggregate(n=Sum("amount"))["n"] or 0)


def ledger(holder: Holder, year: int, line: str = "", source: str = "") -> QuerySet[Entry]:
    """Every entry of a holder's year, the newest first."""
    more: dict[str, Any] = {name: value for name, value in (("line", line), ("source", source)) if value}
    return selectors.entries_of(selectors.budgets_of(holder.unit, year, holder.body)).filter(**more)


def allocated_by_document(holder: Holder, year: int) -> QuerySet[Entry]:
    """The decisions that allocated money in a year, the newest first."""
    return ledger(holder, year).filter(kind="allocation").order_by("-issued_on", "-id")
