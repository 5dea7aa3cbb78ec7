"""The periods that a reader may choose: the form's own first, then every usual one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.core.windows import Window

from .definition import FormDefinition, PeriodKind

OTHER_DAYS = "ngay"


@dataclass(frozen=True)
class Period:
    """A choice: its word in the address, its label, and its window in a year."""

    key: str
    label: str
    window: Callable[[int], Window]


def usual_periods() -> list[Period]:
    """Year, halves, quarters, months."""
    found = [Period("nam", _("Cả năm"), Window.year)]
    halves = {1: _("6 tháng đầu năm"), 2: _("6 tháng cuối năm")}
    found += [Period(f"nua-{h}", label, _of(Window.half, h)) for h, label in halves.items()]
    found += [
        Period(f"quy-{q}", _("Quý %(quarter)s") % {"quarter": q}, _of(Window.quarter, q))
        for q in (1, 2, 3, 4)
    ]
    found += [
        Period(f"thang-{m}", _("Tháng %(month)s") % {"month": m}, _of(Window.month, m)) for m in range(1, 13)
    ]
    return found


def periods_of(definition: FormDefinition) -> list[Period]:
    """The form's own periods first, marked as such; then the other usual ones.

    A usual period keeps its word in the address, so that one address fits every form.
    """
    usual = {_days(period): period for period in usual_periods()}
    own = []
    for kind in definition.periods:
        period = Period(f"bieu-{kind.key}", kind.label, _of_kind(kind))
        same = usual.pop(_days(period), None)
        label = same.label if same else kind.label
        key, window = (same.key, same.window) if same else (period.key, period.window)
        own.append(Period(key, _("%(period)s (kỳ của biểu)") % {"period": label}, window))
    return [*own, *usual.values()]


def _days(period: Period) -> tuple[date, date]:
    """What tells periods apart: first and last day of the data in any year."""
    window = period.window(2025)
    return window.start, window.last_day


def own_period(definition: FormDefinition, window: Window) -> bool:
    """Whether the form asks for this window."""
    own = (_window(kind, window.start.year) for kind in definition.periods)
    return any((w.start, w.last_day) == (window.start, window.last_day) for w in own)


def windows_of(definition: FormDefinition, year: int) -> list[Window]:
    """The form's own periods in a year."""
    return [_window(kind, year) for kind in definition.periods]


def _window(kind: PeriodKind, year: int) -> Window:
    cutoff = _day(year, kind.cutoff) if kind.cutoff else None
    label = _("%(period)s năm %(year)s") % {"period": kind.label, "year": year}
    return Window(_day(year, kind.start), _day(year, kind.end), label, cutoff)


def _day(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, day)


def _of(make: Callable[[int, int], Window], part: int) -> Callable[[int], Window]:
    return lambda year: make(year, part)


def _of_kind(kind: PeriodKind) -> Callable[[int], Window]:
    return lambda year: _window(kind, year)


def period_choices(definition: FormDefinition) -> list[tuple[str, Any]]:
    pairs = [(period.key, period.label) for period in periods_of(definition)]
    return [*pairs, (OTHER_DAYS, _("Từ ngày đến ngày khác"))]
