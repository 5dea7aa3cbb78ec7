"""A window: any two dates, both included, with an optional name and cut-off of the data."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from .dates import today


@dataclass(frozen=True)
class Window:
    """From `start` to `end`, both included. `cutoff`: data are taken up to this day only."""

    start: date
    end: date
    label: str = ""
    cutoff: date | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a window ends on or after its first day")

    @property
    def last_day(self) -> date:
        """The last day whose facts count."""
        return min(self.end, self.cutoff) if self.cutoff else self.end

    @classmethod
    def year(cls, year: int) -> Window:
        return cls(date(year, 1, 1), date(year, 12, 31), _("Năm %(year)s") % {"year": year})

    @classmethod
    def half(cls, year: int, half: int) -> Window:
        first = date(year, 1 if half == 1 else 7, 1)
        last = date(year, 6, 30) if half == 1 else date(year, 12, 31)
        name = _("6 tháng đầu năm %(year)s") if half == 1 else _("6 tháng cuối năm %(year)s")
        return cls(first, last, name % {"year": year})

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Window:
        first = date(year, 3 * quarter - 2, 1)
        last = _month_end(year, 3 * quarter)
        return cls(first, last, _("Quý %(quarter)s năm %(year)s") % {"quarter": quarter, "year": year})

    @classmethod
    def month(cls, year: int, month: int) -> Window:
        label = _("Tháng %(month)s/%(year)s") % {"month": month, "year": year}
        return cls(date(year, month, 1), _month_end(year, month), label)

    @classmethod
    def day(cls, day: date) -> Window:
        return cls(day, day)

    @classmethod
    def from_query(cls, query: Mapping[str, str], default: Window | None = None) -> Window:
        """Read `tu` and `den` (ISO dates); unreadable or missing dates give `default` (this year)."""
        fallback = default or cls.year(today().year)
        try:
            window = cls(date.fromisoformat(query["tu"]), date.fromisoformat(query["den"]))
        except (KeyError, ValueError, TypeError):
            return fallback
        return fallback if (window.start, window.end) == (fallback.start, fallback.end) else window.named()

    def named(self) -> Window:
        """The same window with its usual name, where it is a year, a half, a quarter or a month."""
        year = self.start.year
        usual = [Window.year(year), *(Window.half(year, h) for h in (1, 2))]
        usual += [Window.quarter(year, q) for q in (1, 2, 3, 4)]
        usual += [Window.month(year, m) for m in range(1, 13)]
        same = (w.label for w in usual if (w.start, w.end) == (self.start, self.end))
        return Window(self.start, self.end, next(same, ""), self.cutoff)

    def query(self) -> dict[str, str]:
        return {"tu": self.start.isoformat(), "den": self.end.isoformat()}

    def title(self) -> str:
        """Its name, or its two dates."""
        return self.label or f"{self.start:%d/%m/%Y} – {self.end:%d/%m/%Y}"

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.last_day


def _month_end(year: int, month: int) -> date:
    return date(year, month, 1) + timedelta(days=calendar.monthrange(year, month)[1] - 1)
