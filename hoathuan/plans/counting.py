"""What the reports of a target by hand add up to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .choices import ReportKind


@dataclass(frozen=True)
class Reported:
    """One report as it counts: its key, day, kind, amount, and the key of the report that it corrects."""

    key: int
    on_date: date
    kind: str
    amount: Decimal
    corrects: int | None = None


def reached(reports: Iterable[Reported], on: date) -> Decimal | None:
    """What was reached by the end of the day; None while nothing is reported.

    The newest total of a day counts up to and with that day; increments of later days are added. A corrected
    report does not count, whatever its day.
    """
    rows = list(reports)
    replaced = {row.corrects for row in rows if row.corrects}
    valid = [row for row in rows if row.key not in replaced and row.on_date <= on]
    if not valid:
        return None
    totals = [row for row in valid if row.kind == ReportKind.TOTAL]
    base = max(totals, key=lambda row: (row.on_date, row.key), default=None)
    later = (
        row.amount
        for row in valid
        if row.kind == ReportKind.INCREMENT and (base is None or row.on_date > base.on_date)
    )
    return (base.amount if base else Decimal(0)) + sum(later, Decimal(0))


def rolled_up(
    own: Mapping[int, Decimal | None], children: Mapping[int, Sequence[int]], key: int
) -> Decimal | None:
    """Own and all lower units' figures, each counted once; None where nobody has reported anything."""
    parts = [own.get(key), *(rolled_up(own, children, child) for child in children.get(key, ()))]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None
