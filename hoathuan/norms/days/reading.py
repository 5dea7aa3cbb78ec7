"""The calendar of a place, from the years kept and the exceptions of its province and the country."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from hoathuan.core.dates import today
from hoathuan.norms.models import CalendarException
from hoathuan.units.models import Unit
from hoathuan.units.selectors import province_of

from . import years
from .counting import Calendar


def calendar_of(unit: Unit | None = None, on: date | None = None) -> Calendar:
    """The working days for a unit (None: without any province's exceptions). Reads once; ask it often."""
    province = province_of(unit, on or today()) if unit else None
    return calendar_of_province(province.pk if province else None)


def calendar_of_province(province_id: int | None) -> Calendar:
    found = exceptions_of(province_id)
    # the country's first, so that the province's word on the same day comes last
    ordered = sorted(found, key=lambda one: one.unit_id is not None)
    return made_of({one.day: one.working for one in ordered})


def made_of(exceptions: dict[date, bool]) -> Calendar:
    kept = years.kept()
    return Calendar(lambda year: (kept.get(year) or years.of_package(year)).days, exceptions)


def exceptions_of(province_id: int | None, year: int | None = None) -> Iterable[CalendarException]:
    """Exceptions that hold: the country's and, if there is one, the province's."""
    whose = Q(unit=None) | Q(unit=province_id) if province_id else Q(unit=None)
    found = CalendarException.objects.filter(whose, voided_on=None).select_related("basis", "unit")
    return found.filter(day__year=year) if year else found
