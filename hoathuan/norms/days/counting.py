"""Counting days. The day of the event does not count: three days from the 10th end on the 13th. Pure."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5
MOST = 10_000
"""No deadline is longer; what asks for more has lost its way."""


@dataclass(frozen=True)
class YearDays:
    """The public holidays of a year, and the weekend days worked in exchange."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


@dataclass
class Calendar:
    """The working days of a place: weekends and holidays are off, unless a year or an exception says otherwise.

    `exceptions`: day → whether it is worked; they come last and win.
    """

    year_of: Callable[[int], YearDays]
    exceptions: Mapping[date, bool] = field(default_factory=dict)
    _years: dict[int, YearDays] = field(default_factory=dict, init=False, repr=False)

    def _days(self, year: int) -> YearDays:
        if year not in self._years:
            self._years[year] = self.year_of(year)
        return self._years[year]

    def works(self, day: date) -> bool:
        if day in self.exceptions:
            return self.exceptions[day]
        days = self._days(day.year)
        if day in days.worked:
            return True
        return day.weekday() < _SATURDAY and day not in days.off

    def add(self, start: date, days: int) -> date:
        """The last of `days` working days after `start`; with a negative number, before it. 0: the day itself."""
        if abs(days) > MOST:
            raise ValueError(days)
        step, left, day = (_DAY if days > 0 else -_DAY), abs(days), start
        while left:
            day += step
            left -= self.works(day)
        return day

    def count(self, start: date, end: date) -> int:
        """The working days after `start` up to `end`, negative where `end` stands before it."""
        if end < start:
            return -self.count(end - _DAY, start - _DAY)
        return sum(self.works(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def add_months(start: date, months: int) -> date:
    """The same day so many months later, or the last of that month: 31/08 and six months is 28/02 or 29/02."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
