"""The rule of progress as the page states it."""

from datetime import date
from decimal import Decimal as D

import pytest

from hoathuan.plans.progress import Promised, elapsed_share, expected_by, judge, task_standing

START, END = date(2026, 1, 1), date(2026, 12, 31)
HALF = date(2026, 7, 2)


def leaflets(quantity: str = "25000", **changes: object) -> Promised:
    return Promised(D(quantity), START, END, **changes)  # type: ignore[arg-type]


def test_time_counts_by_whole_days_and_stays_between_nothing_and_all() -> None:
    assert elapsed_share(START, END, date(2025, 12, 31)) == 0
    assert elapsed_share(START, END, START) == D(1) / 365
    assert elapsed_share(START, END, END) == 1
    assert elapsed_share(START, END, date(2027, 5, 1)) == 1


def test_a_conference_is_not_expected_in_parts() -> None:
    assert expected_by(leaflets("6"), HALF) == 3
    assert expected_by(leaflets("1"), HALF) == 0
    assert expected_by(leaflets("2.5"), HALF).quantize(D("0.01")) == D("1.25")


@pytest.mark.parametrize(
    ("achieved", "on", "state"),
    [
        ("25000", HALF, "done"),
        ("25001", date(2027, 2, 1), "done"),
        ("24999", date(2027, 1, 1), "late"),
        ("12534", HALF, "go"),
        ("11281", HALF, "go"),  # 90% of 12.534
        ("11280", HALF, "risk"),
        ("6267", HALF, "risk"),
        ("6266", HALF, "late"),
        ("0", HALF, "late"),
        ("0", date(2025, 12, 1), "idle"),
    ],
)
def test_a_counted_target_follows_the_calendar(achieved: str, on: date, state: str) -> None:
    assert judge(leaflets(), D(achieved), on).state == state


def test_one_conference_a_year_is_not_late_in_march_but_a_risk_in_october() -> None:
    one = leaflets("1")
    assert judge(one, D(0), date(2026, 3, 1)).state == "idle"
    assert judge(one, D(0), date(2026, 10, 5)).state == "risk"
    assert judge(one, D(0), date(2027, 1, 1)).state == "late"


@pytest.mark.parametrize(
    ("achieved", "on", "state"),
    [("85", HALF, "go"), ("85", date(2027, 1, 1), "done"), ("76.5", HALF, "risk"), ("76.4", HALF, "late"),
     ("84.9", date(2027, 1, 1), "late")],
)  # fmt: skip
def test_a_share_is_compared_with_its_level_at_any_time(achieved: str, on: date, state: str) -> None:
    assert judge(leaflets("85", is_share=True), D(achieved), on).state == state


@pytest.mark.parametrize(
    ("achieved", "on", "state"),
    [("0", HALF, "go"), ("9", HALF, "go"), ("9.5", HALF, "risk"), ("10.5", HALF, "late"),
     ("10", date(2027, 1, 1), "done")],
)  # fmt: skip
def test_a_limit_is_late_when_it_is_passed(achieved: str, on: date, state: str) -> None:
    assert judge(leaflets("10", direction="at_most"), D(achieved), on).state == state


def test_without_a_figure_nothing_is_claimed_until_the_time_is_over() -> None:
    assert judge(leaflets(), None, HALF).state == "idle"
    assert judge(leaflets(), None, HALF).ratio is None
    assert judge(leaflets(), None, date(2027, 1, 1)).state == "late"


def test_a_withdrawn_share_is_neither_late_nor_done() -> None:
    assert judge(leaflets("0"), D(3), date(2027, 1, 1)).state == "idle"


def test_the_stuck_ones_come_first() -> None:
    worst = judge(leaflets(), D(0), HALF)
    late = judge(leaflets(), D(6000), HALF)
    going = judge(leaflets(), D(13000), HALF)
    assert worst.urgency < late.urgency < going.urgency


@pytest.mark.parametrize(
    ("state", "due", "code"),
    [("done", date(2026, 1, 1), "done"), ("cancelled", date(2026, 1, 1), "idle"),
     ("in_progress", date(2026, 7, 1), "late"), ("in_progress", date(2026, 7, 2), "risk"),
     ("not_started", date(2026, 7, 16), "risk"), ("in_progress", date(2026, 7, 17), "go"),
     ("not_started", date(2026, 7, 17), "idle"), ("in_progress", None, "go")],
)  # fmt: skip
def test_a_task_stands_by_its_due_date(state: str, due: date | None, code: str) -> None:
    assert task_standing(state, due, HALF).state == code
