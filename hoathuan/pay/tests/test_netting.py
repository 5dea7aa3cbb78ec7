"""What one mediator got too much is taken off that mediator's own pay, never off what another has earned."""

import pytest

from hoathuan.budgets import api as budgets
from hoathuan.cases.choices import Ending
from hoathuan.pay import refunding, services
from hoathuan.pay.choices import DifferenceState
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Difference, Payment
from hoathuan.pay.services.handing_out import receivers_of

from .conftest import TODAY
from .test_paying import amend

pytestmark = pytest.mark.django_db


def overpaid(desk):
    """The first mediator got 100.000 đồng too much."""
    case = desk.case()
    desk.paid()
    amend(desk, case, ending=Ending.PARTY)
    return Difference.objects.get()


def asked(claim):
    return [(item.kind, item.amount) for item in claim.items.all()]


def test_another_mediators_pay_is_not_cut_and_the_first_one_gives_it_back(desk, money):
    one = overpaid(desk)
    desk.case(mediator=1)
    claim = desk.draft()
    one.refresh_from_db()
    assert (asked(claim), one.state) == ([("pay", 400_000)], DifferenceState.OPEN)
    desk("accountant", refunding.refund, one=one, on=TODAY)
    assert budgets.sums(desk.team.now_commune, 2026, "mediation.pay", "state").spent == 300_000


def test_with_pay_of_their_own_it_is_taken_off_that_and_what_people_sign_for_is_what_is_paid(desk, money):
    overpaid(desk)
    desk.case(mediator=1)
    desk.case(mediator=0)
    _claim, payment = desk.ordered()
    names = {one.name[-1]: one.amount for one in receivers_of(payment)}
    assert names == {"A": 300_000, "B": 400_000}
    assert sum(names.values()) == payment.amount


def test_when_only_what_another_earned_is_approved_the_leader_is_told_whose_part_is_short(desk, money):
    overpaid(desk)
    desk.case(mediator=1)
    own = desk.case(mediator=0)
    claim = desk.sent()
    refusals = {claim.items.get(case=own).pk: "Ngoài phạm vi"}
    with pytest.raises(PayRefused, match="Hòa giải viên Mẫu A; lần này chưa đủ để trừ"):
        desk("leader", services.decide, claim=claim, refusals=refusals)
    refusals[claim.items.get(kind="difference").pk] = "Chờ nộp lại"
    assert desk("leader", services.decide, claim=claim, refusals=refusals).approved_amount == 400_000
    assert Difference.objects.get().state == DifferenceState.OPEN
    assert Payment.objects.count() == 1
