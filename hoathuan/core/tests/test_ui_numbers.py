"""Numbers and dates look as people in Viet Nam write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hoathuan.core.ui import numbers


@pytest.mark.parametrize(
    "value, shown",
    [
        (0, "0"),
        (999, "999"),
        (25000, "25.000"),
        (1234567, "1.234.567"),
        (Decimal("82.75"), "82,75"),
        (Decimal("82.70"), "82,7"),
        (-1500, "−1.500"),
        (None, "–"),
        ("", "–"),
        ("chưa rõ", "chưa rõ"),
    ],
)
def test_dots_between_thousands_and_a_comma_before_decimals(value: object, shown: str) -> None:
    assert numbers.number(value) == shown


def test_asked_decimals_are_always_there_and_rounded_half_up() -> None:
    assert numbers.number(Decimal("0.25"), 1) == "0,3"
    assert numbers.number(3, 2) == "3,00"


def test_a_rate_of_nothing_is_not_zero() -> None:
    assert numbers.percent(None) == "–"
    assert numbers.percent(0) == "0,0%"
    assert numbers.percent(Decimal("0.8476")) == "84,8%"


def test_days_and_hours_are_those_of_viet_nam() -> None:
    evening_in_london = datetime(2026, 6, 22, 17, 30, tzinfo=UTC)
    assert numbers.day(evening_in_london) == "23/06/2026"
    assert numbers.moment(evening_in_london) == "00:30, 23/06/2026"
    assert numbers.day(date(2026, 6, 5)) == "05/06/2026"
    assert numbers.day(None) == ""
