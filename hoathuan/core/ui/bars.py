"""Bars and the timeline: lengths as SVG attributes, since the page allows no inline style."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any


def share(done: Any, total: Any) -> float:
    """How much of a bar is filled, in percent between 0 and 100; no total means nothing is known."""
    if not total:
        return 0.0
    exact = Decimal(str(done or 0)) / Decimal(str(total)) * 100
    return round(float(min(max(exact, Decimal(0)), Decimal(100))), 2)


@dataclass(frozen=True)
class Stretch:
    """One row of the timeline: from `start` to `end`, filled to `done` of `total`."""

    label: str
    start: date
    end: date
    state: str = "idle"
    state_text: str = ""
    url: str = ""
    done: Any = 0
    total: Any = 0
    note: str = ""


@dataclass(frozen=True)
class Drawn:
    """A stretch with its places on a bed of 0–100 percent."""

    row: Stretch
    x: float
    width: float
    fill: float


@dataclass(frozen=True)
class Mark:
    """A month (or another mark) on the scale."""

    label: str
    x: float


@dataclass(frozen=True)
class Timeline:
    """What `ui/timeline.html` draws."""

    rows: list[Drawn]
    marks: list[Mark]
    today: float | None


def timeline(rows: Iterable[Stretch], start: date, end: date, today: date) -> Timeline:
    """Lay rows out between two days, both included; parts outside are cut off."""
    drawn = [_draw(row, start, end) for row in rows if row.end >= start and row.start <= end]
    now = _place(today, start, end) if start <= today <= end else None
    return Timeline(drawn, _months(start, end), now)


def _draw(row: Stretch, start: date, end: date) -> Drawn:
    x = _place(max(row.start, start), start, end)
    width = max(_place(min(row.end, end) + timedelta(days=1), start, end) - x, 0.8)
    return Drawn(row, x, round(width, 2), round(width * share(row.done, row.total) / 100, 2))


def _place(day: date, start: date, end: date) -> float:
    return round((day - start).days / ((end - start).days + 1) * 100, 2)


def _months(start: date, end: date) -> list[Mark]:
    marks, month = [], date(start.year, start.month, 1)
    while month <= end:
        if month >= start:
            marks.append(Mark(f"T{month.month}", _place(month, start, end)))
        month = (month + timedelta(days=32)).replace(day=1)
    return marks
