"""A difference that was asked for and is not settled after all: refused, or the register is put right once more."""

import pytest

from hoathuan.cases import services as cases
from hoathuan.cases.choices import Ending
from hoathuan.pay import services
from hoathuan.pay.choices import DifferenceState, ItemState
from hoathuan.pay.models import ClaimItem, Difference, Share

from .conftest import TODAY
from .test_paying import amend

pytestmark = pytest.mark.django_db


def asked(claim):
    rows = claim.items.filter(state=ItemState.OPEN)
    return [(item.kind, item.amount, sum(s.amount for s in item.shares.all())) for item in rows]


def test_a_difference_that_the_commune_refuses_waits_for_the_next_claim(desk, money):
    case = desk.case(ending=Ending.PARTY)
    desk.paid()
    amend(desk, case, ending=Ending.AGREEMENT)
    desk("leader", services.refuse, claim=desk.sent(), reason="Chưa rõ vì sao sửa sổ")
    one = Difference.objects.get()
    assert (one.state, one.settled_by) == (DifferenceState.OPEN, None)
    assert asked(desk.draft()) == [("difference", 100_000, 100_000)]


def test_put_right_again_before_the_decision_the_claim_asks_for_what_is_right_now(desk, money):
    case = desk.case()
    desk.paid()
    amend(desk, case, ending=Ending.PARTY)
    desk.case()
    claim = desk.draft()
    assert asked(claim) == [("pay", 400_000, 400_000), ("difference", -100_000, -100_000)]
    case.refresh_from_db()
    desk("officer", cases.void, case=case, version=case.version, reason="Ghi trùng")
    assert Difference.objects.get().amount == -400_000
    claim.refresh_from_db()
    assert (asked(claim)[1], claim.amount) == (("difference", -400_000, -400_000), 0)
    assert desk.draft().pk == claim.pk, "the team drafts on as before"


def test_put_right_and_back_again_before_the_decision_nothing_is_asked_for_any_more(desk, money):
    case = desk.case()
    desk.paid()
    amend(desk, case, ending=Ending.PARTY)
    desk.case()
    claim = desk.sent()
    amend(desk, case, ending=Ending.AGREEMENT)
    claim.refresh_from_db()
    assert (asked(claim), claim.amount) == ([("pay", 400_000, 400_000)], 400_000)
    assert desk("leader", services.decide, claim=claim).approved_amount == 400_000
    assert not Difference.objects.filter(state=DifferenceState.OPEN).exists()
    dropped = ClaimItem.objects.get(kind="difference")
    assert (dropped.state, Share.objects.filter(item=dropped).count()) == (ItemState.DROPPED, 0)


def test_an_overpayment_left_out_of_the_decision_does_not_keep_the_rest_from_being_approved(desk, money):
    case = desk.case()
    desk.paid()
    amend(desk, case, ending=Ending.PARTY)
    desk.case()
    desk.case()
    claim = desk.sent()
    assert claim.amount == 700_000
    why = {claim.items.get(kind="difference").pk: "Tổ nộp lại"}
    claim = desk("leader", services.decide, claim=claim, refusals=why)
    assert (claim.approved_amount, claim.notes.order_by("-id")[0].verb) == (800_000, "partly")
    assert Difference.objects.get().state == DifferenceState.OPEN


def test_of_a_claim_that_came_to_nothing_the_pay_is_approved_without_the_overpayment(desk, money):
    case = desk.case()
    desk.paid()
    amend(desk, case, ending=Ending.PARTY)
    desk.case()
    claim = desk.sent()
    case.refresh_from_db()
    desk("officer", cases.void, case=case, version=case.version, reason="Ghi trùng")
    claim.refresh_from_db()
    assert claim.amount == 0
    why = {claim.items.get(kind="difference").pk: "Tổ nộp lại"}
    assert desk("leader", services.decide, claim=claim, refusals=why).approved_amount == 400_000


def test_a_dispute_taken_up_again_after_its_pay_takes_nothing_back_until_it_ends_otherwise(desk, money):
    case = desk.case(ending=Ending.PARTY)
    desk.paid()
    case.refresh_from_db()
    desk("officer", cases.reopen, case=case, on_date=TODAY)
    assert not Difference.objects.exists()
    case.refresh_from_db()
    desk("officer", cases.end, case=case, ended_on=TODAY, ending=Ending.AGREEMENT, agreement="Đã thỏa thuận")
    assert Difference.objects.get().amount == 100_000


def test_a_dispute_taken_up_again_and_voided_is_given_back(desk, money):
    case = desk.case(ending=Ending.PARTY)
    desk.paid()
    case.refresh_from_db()
    desk("officer", cases.reopen, case=case, on_date=TODAY)
    case.refresh_from_db()
    desk("officer", cases.void, case=case, version=case.version, reason="Ghi trùng")
    assert Difference.objects.get().amount == -300_000
