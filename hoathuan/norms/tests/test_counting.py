"""Working days are counted as people count them with a calendar in hand."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoathuan.norms import api
from hoathuan.norms.choices import DayType
from hoathuan.norms.days import years
from hoathuan.norms.days.counting import MOST, Calendar, YearDays, add_months
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.planning import Entry

from .conftest import START

DAYS = st.dates(date(2005, 1, 1), date(2040, 12, 31))
EXCEPTIONS = st.dictionaries(DAYS, st.booleans(), max_size=30)
# the first example imports the package of holidays
patient = settings(suppress_health_check=[HealthCheck.too_slow])


def calendar_with(exceptions: dict[date, bool] | None = None) -> Calendar:
    return Calendar(lambda year: years.of_package(year).days, exceptions or {})


@patient
@given(start=DAYS, days=st.integers(-300, 300), exceptions=EXCEPTIONS)
def test_adding_working_days_and_counting_them_gives_the_same_number(
    start: date, days: int, exceptions: dict[date, bool]
) -> None:
    calendar = calendar_with(exceptions)
    assert calendar.count(start, calendar.add(start, days)) == days


@patient
@given(start=DAYS, days=st.integers(1, 300), exceptions=EXCEPTIONS)
def test_a_due_date_is_a_working_day_and_no_earlier_one_would_do(
    start: date, days: int, exceptions: dict[date, bool]
) -> None:
    calendar = calendar_with(exceptions)
    due = calendar.add(start, days)
    assert calendar.works(due)
    assert calendar.count(start, due - timedelta(days=1)) == days - 1


@patient
@given(start=DAYS, first=st.integers(1, 100), more=st.integers(1, 100), exceptions=EXCEPTIONS)
def test_two_steps_are_one(start: date, first: int, more: int, exceptions: dict[date, bool]) -> None:
    calendar = calendar_with(exceptions)
    assert calendar.add(calendar.add(start, first), more) == calendar.add(start, first + more)


@patient
@given(a=DAYS, b=DAYS, exceptions=EXCEPTIONS)
def test_counting_back_is_counting_forth(a: date, b: date, exceptions: dict[date, bool]) -> None:
    calendar = calendar_with(exceptions)
    first, last = sorted((a, b))
    one = timedelta(days=1)
    assert calendar.count(last + one, first + one) == -calendar.count(first, last)


@pytest.mark.parametrize("year", range(2005, 2041))
def test_a_whole_year_is_the_sum_of_its_months(year: int) -> None:
    calendar = calendar_with()
    ends = [date(year, month, 1) - timedelta(days=1) for month in range(1, 13)] + [date(year, 12, 31)]
    months = [calendar.count(a, b) for a, b in zip(ends, ends[1:], strict=False)]
    assert sum(months) == calendar.count(date(year - 1, 12, 31), date(year, 12, 31))
    first, length = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    weekdays = sum((first + timedelta(days=n)).weekday() < 5 for n in range(length))
    days = years.of_package(year).days
    off = sum(day.weekday() < 5 for day in days.off)
    assert sum(months) == weekdays - off + len([day for day in days.worked if day.weekday() >= 5])


def test_the_day_of_the_event_does_not_count() -> None:
    assert calendar_with().add(date(2026, 7, 1), 5) == date(2026, 7, 8)
    assert calendar_with().add(date(2026, 7, 1), 0) == date(2026, 7, 1)


def test_over_new_year_and_tet() -> None:
    """31/12/2025 is a Wednesday; 01/01/2026 is off. Tết 2026: 16/02 to 20/02."""
    assert calendar_with().add(date(2025, 12, 31), 1) == date(2026, 1, 2)
    assert calendar_with().add(date(2026, 2, 13), 1) == date(2026, 2, 23)


def test_an_exchanged_saturday_is_worked() -> None:
    """31/08/2026 is off in exchange for Saturday 22/08/2026."""
    assert calendar_with().works(date(2026, 8, 22))
    assert not calendar_with().works(date(2026, 8, 31))
    assert calendar_with().add(date(2026, 8, 21), 1) == date(2026, 8, 22)


def test_an_exception_wins_over_everything() -> None:
    holiday, monday = date(2026, 9, 2), date(2026, 9, 7)
    calendar = calendar_with({holiday: True, monday: False})
    assert calendar.works(holiday)
    assert not calendar.works(monday)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_the_leap_day_is_a_day() -> None:
    assert calendar_with().add(date(2028, 2, 28), 1) == date(2028, 2, 29)


def test_a_number_that_is_no_deadline_is_refused() -> None:
    with pytest.raises(ValueError, match=str(MOST + 1)):
        calendar_with().add(date(2026, 1, 1), MOST + 1)


def test_a_place_without_any_working_day_is_not_waited_for() -> None:
    never = Calendar(
        lambda _year: YearDays(), {date(2026, 1, 1) + timedelta(days=n): False for n in range(400)}
    )
    assert never.add(date(2026, 1, 1), 1) == date(2027, 2, 5)


@pytest.mark.django_db
@pytest.mark.parametrize("way", DayType.values)
def test_a_deadline_so_long_that_no_day_can_be_counted_is_not_entered(
    world: Any, seat_of: Any, enter: Any, way: str
) -> None:
    """One nought too many would break every page that counts it."""
    key, seat = "reporter.recognise_within", seat_of("administrator", world.tinh_mau)
    with pytest.raises(NormRefused, match=r"dài quá 10\.000"):
        enter(seat, entries=[Entry(key, Decimal(MOST + 1), way)])
    enter(seat, entries=[Entry(key, Decimal(MOST), way)])
    found = api.value(key, on=START, unit=world.xa_a)
    assert api.last_day(START, found, unit=world.xa_a) > START
