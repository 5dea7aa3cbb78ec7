"""What one mediator got too much is taken off that mediator's own pay, never off what another has earned."""

import pytest
from django.urls import reverse

from hoathuan.budgets import api as budgets
from hoathuan.cases import services as cases
from hoathuan.cases.choices import Ending
from hoathuan.pay import refunding, services
from hoathuan.pay.choices import DifferenceState
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.mine import money_of
from hoathuan.pay.models import Difference, Payment
from hoathuan.pay.services.handing_out import receivers_of

from .conftest import TODAY
from .test_paying import amend, own_seat

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


class TestAClaimIsNettedToNothing:
    """The first dispute was struck out after it was paid: what is approved for the second goes against it."""

    @pytest.fixture
    def claim(self, desk, money):
        first = desk.case()
        desk.paid()
        first.refresh_from_db()
        desk("officer", cases.void, case=first, version=first.version, reason="Ghi trùng")
        desk.case()
        other = desk.case(mediator=1)
        claim = desk.sent()
        refusals = {claim.items.get(case=other).pk: "Ngoài phạm vi"}
        return desk("leader", services.decide, claim=claim, refusals=refusals)

    def test_the_mediator_reads_that_nothing_more_comes(self, desk, claim, world, actor_of):
        own_seat(desk, world, 0)
        mine = money_of(actor_of(desk.seats["m0"]))
        assert (mine.approved, mine.paid) == (0, 400_000)
        texts = [line.text for line in mine.lines if line.state == "settled"]
        assert texts == ["Xã đã duyệt, đã trừ vào khoản xã trả thừa lần trước"] * 2

    def test_the_head_and_the_commune_read_it_on_the_claim_and_on_the_dispute(self, desk, claim, client_for):
        case = claim.items.get(kind="pay", state="approved").case
        for address in (reverse("pay:claim", args=[claim.uuid]), reverse("cases:detail", args=[case.uuid])):
            for seat in ("head", "officer"):
                page = client_for(desk.seats[seat]).get(address).content.decode()
                assert "đã trừ vào khoản xã trả thừa lần trước" in page
                assert "chờ chi" not in page

    def test_a_claim_of_which_the_rest_was_refused_is_approved_in_part(self, desk, claim, client_for):
        page = client_for(desk.seats["head"]).get(reverse("pay:claim", args=[claim.uuid]))
        assert page.context["claim"].mark_text == "Duyệt một phần"
