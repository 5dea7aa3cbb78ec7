"""What reports by hand add up to."""

from datetime import date
from decimal import Decimal as D

from hoathuan.plans.counting import Reported, reached, rolled_up

MAY = date(2026, 5, 1)


def report(key: int, day: int, amount: int, kind: str = "increment", corrects: int | None = None) -> Reported:
    return Reported(key, date(2026, 4, day), kind, D(amount), corrects)


def test_nothing_reported_is_not_zero() -> None:
    assert reached([], MAY) is None
    assert reached([report(1, 9, 5)], date(2026, 4, 8)) is None


def test_increments_add_up() -> None:
    assert reached([report(1, 1, 5), report(2, 9, 7)], MAY) == 12


def test_a_total_takes_in_what_came_before_it_and_that_day() -> None:
    rows = [report(1, 1, 5), report(2, 9, 7), report(3, 9, 20, "total"), report(4, 10, 1)]
    assert reached(rows, MAY) == 21


def test_of_two_totals_of_a_day_the_later_entry_counts() -> None:
    assert reached([report(2, 9, 30, "total"), report(1, 9, 20, "total")], MAY) == 30


def test_a_corrected_report_does_not_count_and_its_correction_does() -> None:
    rows = [report(1, 1, 500), report(2, 1, 50, corrects=1), report(3, 1, 5, corrects=2)]
    assert reached(rows, MAY) == 5


def test_a_correction_may_move_a_report_to_another_day() -> None:
    rows = [report(1, 1, 500), report(2, 20, 50, corrects=1)]
    assert reached(rows, date(2026, 4, 10)) is None


def test_lower_units_are_counted_once() -> None:
    own = {1: D(10), 2: D(5), 3: None, 4: D(1)}
    assert rolled_up(own, {1: [2, 3], 2: [4]}, 1) == 16
    assert rolled_up({}, {1: [2]}, 1) is None
