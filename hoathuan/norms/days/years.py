"""The public holidays of each year: taken from the package `holidays`, kept, and compared with it every day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
from django.db import transaction

from hoathuan.accounts.actor import SYSTEM, Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import legal_text
from hoathuan.norms.models import CalendarYear

from .counting import YearDays

WORKED = legal_text("Làm bù")


@dataclass(frozen=True)
class Named:
    """A year's days with their names: what is off, what is worked in exchange."""

    off: dict[date, str]
    worked: frozenset[date]

    @property
    def days(self) -> YearDays:
        return YearDays(frozenset(self.off), self.worked)


@lru_cache(maxsize=64)
def of_package(year: int) -> Named:
    """What the package says of a year. Exchanged days of a coming year are known only once they are decreed."""
    found = holidays.country_holidays("VN", years=year, language="vi")
    off = {day: str(name) for day, name in sorted(found.items()) if day.year == year}
    return Named(off, frozenset(day for day in found.weekend_workdays if day.year == year))


def kept() -> dict[int, Named]:
    """The years that were taken over: one question."""
    return {line.year: named(line) for line in CalendarYear.objects.all()}


def named(line: CalendarYear) -> Named:
    off = {date.fromisoformat(day): name for day, name in line.days_off.items()}
    return Named(off, frozenset(map(date.fromisoformat, line.days_worked)))


def differs(line: CalendarYear) -> bool:
    """Whether the package says something else today than what is counted here."""
    return of_package(line.year).days != named(line).days


def unconfirmed(day: date) -> list[int]:
    """Of this year and the next those whose days off nobody has compared with the decreed calendar."""
    wanted = (day.year, day.year + 1)
    lines = CalendarYear.objects.filter(year__in=wanted, confirmed_on__isnull=False)
    done = set(lines.values_list("year", flat=True))
    return [year for year in wanted if year not in done]


def around(day: date) -> range:
    """The years in which a due date of today may begin or end."""
    return range(day.year - 1, day.year + 3)


def take_over(years: Iterable[int], actor: Actor = SYSTEM) -> list[int]:
    """Keep what the package says of these years, except of confirmed ones; say which ones changed or are new."""
    wanted = list(years)
    with transaction.atomic():
        lines = {line.year: line for line in CalendarYear.objects.select_for_update().filter(year__in=wanted)}
        return [year for year in wanted if _take_one(year, lines.get(year), actor)]


def _take_one(year: int, line: CalendarYear | None, actor: Actor) -> bool:
    if line is not None and (line.confirmed_on or not differs(line)):
        return False
    says = of_package(year)
    fields = {
        "days_off": {day.isoformat(): name for day, name in says.off.items()},
        "days_worked": sorted(day.isoformat() for day in says.worked),
        "taken_on": today(),
    }
    line, _made = CalendarYear.objects.update_or_create(year=year, defaults=fields)
    audit.record(actor=actor, action="norms.year_taken_over", subject=line, data={"year": year})
    return True
