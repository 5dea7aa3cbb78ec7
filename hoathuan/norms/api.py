"""The door of norms: values on a day, due days, competent bodies; and what contexts tell about them.

norms.value("mediation.pay_successful", on=ended_on, unit=commune).amount
norms.last_day(assigned_on, norms.value("mediation.start_within", on=assigned_on, unit=commune), unit=commune)
"""

from datetime import date, timedelta

from hoathuan.accounts.models import Body
from hoathuan.core.dates import today
from hoathuan.units.models import Unit
from hoathuan.units.selectors import ancestor_at, country

from .choices import DayType, Group, ValueType
from .days.counting import Calendar, add_months
from .days.reading import calendar_of
from .errors import NormMissing, NormRefused
from .matters import waiting
from .registry import CountedDue, Effect, NormKind, register, register_dues, register_effect
from .selectors import change_days, spans, value, values, values_on_days
from .values import Change, Document, Value

__all__ = [
    "Calendar",
    "Change",
    "CountedDue",
    "DayType",
    "Document",
    "Effect",
    "Group",
    "NormKind",
    "NormMissing",
    "NormRefused",
    "Value",
    "ValueType",
    "add_days",
    "calendar_of",
    "change_days",
    "competent",
    "last_day",
    "register",
    "register_dues",
    "register_effect",
    "spans",
    "value",
    "values",
    "values_on_days",
    "waiting",
]


def add_days(
    start: date, days: int, day_type: str, *, unit: Unit | None = None, calendar: Calendar | None = None
) -> date:
    """The last day of a period that begins with an event on `start`; the day of the event does not count.

    `calendar`: for many at once, made once by `calendar_of(unit)`. A period in calendar days or months that ends on
    a day off ends on it: no text that we have read moves it.
    """
    if day_type == DayType.WORKING:
        return (calendar or calendar_of(unit, start)).add(start, days)
    if day_type == DayType.MONTH:
        return add_months(start, days)
    return start + timedelta(days=days)


def last_day(
    start: date, deadline: Value, *, unit: Unit | None = None, calendar: Calendar | None = None
) -> date:
    """The last day of a deadline: its number and its way of counting belong together."""
    return add_days(start, int(deadline.amount or 0), deadline.day_type, unit=unit, calendar=calendar)


def competent(key: str, *, on: date | None = None, unit: Unit) -> tuple[Value, Body | None]:
    """Who is competent on a day for a unit, and the body itself where one of that kind is recorded there."""
    found = value(key, on=on, unit=unit)
    return found, _body(found, unit, on or today())


def _body(found: Value, unit: Unit, day: date) -> Body | None:
    if not found.office_body or found.office_level is None:
        return None
    place = country() if found.office_level == 0 else ancestor_at(unit, found.office_level, day)
    if place is None:
        return None
    return Body.objects.filter(unit=place, kind=found.office_body).order_by("id").first()
