"""Pay over New Year: money is spent from, and comes back into, the year in whose budget it stands."""

from datetime import date
from typing import Any

import pytest

from hoathuan.budgets import api as budgets
from hoathuan.cases.choices import Ending
from hoathuan.pay import refunding, services
from hoathuan.pay.models import Difference, Line

from .test_paying import amend

pytestmark = pytest.mark.django_db
LETTER = budgets.Document("7/CV-STC", date(2027, 1, 8))
EVE, JANUARY = date(2026, 12, 31), date(2027, 1, 11)


def sums(desk: Any, year: int) -> budgets.Sums:
    return budgets.sums(desk.team.now_commune, year, "mediation.pay")


def carry(desk: Any) -> None:
    """What is held of 2026 goes into 2027."""
    given = {"unit": desk.team.now_commune, "year": 2026, "line": "mediation.pay", "document": LETTER}
    desk("accountant", budgets.carry_commitments, **given)


@pytest.fixture
def ordered(desk: Any, money: Any, go: Any) -> Any:
    """A sum in an order of the 31st of December that the accountant has not written down as paid."""
    go(EVE)
    desk.case()
    return desk.ordered()[1]


def pay(desk: Any, payment: Any, on: date) -> None:
    desk("accountant", services.record_paid, payments=[payment], bank_reference="UNC 1", on=on)


def test_what_the_bank_paid_on_the_last_day_is_spent_from_the_year_it_was_carried_into(
    desk: Any, ordered: Any, go: Any
) -> None:
    go(JANUARY)
    carry(desk)
    pay(desk, ordered, EVE)
    assert sums(desk, 2026) == budgets.Sums(9_600_000)
    assert sums(desk, 2027) == budgets.Sums(400_000, 0, 400_000)
    assert Line.objects.get().paid_on == EVE


def test_what_was_not_carried_over_is_spent_from_the_year_it_is_held_in(
    desk: Any, ordered: Any, go: Any
) -> None:
    go(JANUARY)
    pay(desk, ordered, JANUARY)
    assert sums(desk, 2026) == budgets.Sums(10_000_000, 0, 400_000)
    assert sums(desk, 2027) == budgets.Sums()


def test_what_comes_back_goes_into_the_year_that_it_was_spent_from(desk: Any, ordered: Any, go: Any) -> None:
    go(JANUARY)
    carry(desk)
    pay(desk, ordered, JANUARY)
    amend(desk, Line.objects.get().items.get().case, ending=Ending.PARTY)
    desk("accountant", refunding.refund, one=Difference.objects.get(), on=JANUARY)
    assert (sums(desk, 2026).spent, sums(desk, 2027).spent) == (0, 300_000)
