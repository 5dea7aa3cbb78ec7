"""A team gives back what it got too much, whichever sum had paid it; written down by mistake it is undone."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.budgets import api as budgets
from hoathuan.budgets import selectors as budget_selectors
from hoathuan.budgets.models import Budget
from hoathuan.cases import services as cases
from hoathuan.cases.choices import Ending
from hoathuan.pay import refunding, services
from hoathuan.pay.choices import DifferenceState, PaymentState
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Difference, Transfer

from .conftest import TODAY
from .test_paying import amend

pytestmark = pytest.mark.django_db


def spent(desk):
    return budgets.sums(desk.team.now_commune, 2026, "mediation.pay", "state").spent


def void(desk, case):
    case.refresh_from_db()
    desk("officer", cases.void, case=case, version=case.version, reason="Ghi trùng")
    return Difference.objects.get(item__case=case, state=DifferenceState.OPEN)


def give_back(desk, one):
    desk("accountant", refunding.refund, one=one, on=TODAY)


def stands(desk):
    return budgets.sums(desk.team.now_commune, 2026, "mediation.pay", "state")


def over(desk, short):
    """A leader has let so much more be spent than the line has."""
    let = budgets.Overspend("Chi theo luật, bổ sung sau", budgets.Document("05/UBND", date(2026, 6, 20)))
    buy(desk, "leader", stands(desk).remaining + short, overspend=let)


def buy(desk, seat, amount, **more):
    voucher = budgets.Reference("voucher", str(amount), "Văn phòng phẩm")
    desk(seat, budgets.spend, unit=desk.team.now_commune, year=2026, line="mediation.pay", amount=amount,
         reference=voucher, **more)  # fmt: skip


@pytest.fixture
def overpaid(desk, money):
    """100.000 đồng too much were paid for the first dispute."""
    case = desk.case()
    desk.paid()
    amend(desk, case, ending=Ending.PARTY)
    return case


def test_of_a_claim_that_was_netted_more_comes_back_than_its_own_sum(desk, overpaid):
    second = desk.case()
    _claim, payment = desk.paid("UNC-02")
    assert (payment.amount, spent(desk)) == (300_000, 700_000)
    one = void(desk, second)
    assert one.amount == -400_000
    give_back(desk, one)
    assert spent(desk) == 300_000


def test_what_comes_back_of_several_sums_is_written_at_once(desk, overpaid, monkeypatch):
    """One step takes the locks of all years and units in their order; two accountants never wait for one another."""
    second, steps, write = desk.case(), [], budgets.refund_many
    desk.paid("UNC-02")

    def spied(*, actor, movements):
        steps.append(len(movements))
        return write(actor=actor, movements=movements)

    monkeypatch.setattr(budgets, "refund_many", spied)
    give_back(desk, void(desk, second))
    assert steps == [2]


def test_a_claim_that_was_netted_to_nothing_is_given_back_from_what_had_paid_it(desk, money):
    first = desk.case()
    desk.paid()
    void(desk, first)
    second, other = desk.case(), desk.case(mediator=1)
    claim = desk.sent()
    refusals = {claim.items.get(case=other).pk: "Ngoài phạm vi"}
    claim = desk("leader", services.decide, claim=claim, refusals=refusals)
    assert (claim.approved_amount, spent(desk)) == (0, 400_000)
    give_back(desk, void(desk, second))
    assert spent(desk) == 0


def test_what_a_correction_added_comes_back_with_the_rest(desk, money):
    case = desk.case(ending=Ending.PARTY)
    desk.paid()
    amend(desk, case, ending=Ending.AGREEMENT)
    desk.paid("UNC-02")
    assert spent(desk) == 400_000
    give_back(desk, void(desk, case))
    assert spent(desk) == 0


def test_what_is_not_paid_yet_cannot_come_back(desk, money):
    case = desk.case()
    desk.decided()
    with pytest.raises(PayRefused, match="Xã chưa trả"):
        give_back(desk, void(desk, case))


class TestWrittenDownByMistake:
    @pytest.fixture
    def one(self, desk, overpaid):
        found = Difference.objects.get()
        give_back(desk, found)
        assert spent(desk) == 300_000
        return found

    def undo(self, desk, one):
        desk("accountant", refunding.undo_refund, one=one, reason="Ghi nhầm tổ")
        one.refresh_from_db()

    def test_it_is_owed_again_and_the_budget_has_spent_it(self, desk, one):
        self.undo(desk, one)
        assert (one.state, one.refunded_on, spent(desk)) == (DifferenceState.OPEN, None, 400_000)
        with pytest.raises(PayRefused, match="không còn ghi"):
            self.undo(desk, one)

    def test_it_can_be_given_back_and_undone_as_often_as_need_be(self, desk, one):
        for _again in range(2):
            self.undo(desk, one)
            give_back(desk, one)
            assert spent(desk) == 300_000
            one.refresh_from_db()
        self.undo(desk, one)
        assert spent(desk) == 400_000

    def test_the_voucher_that_paid_it_can_then_be_struck_out(self, desk, one):
        with pytest.raises(budgets.BudgetRefused):
            self.strike(desk)
        self.undo(desk, one)
        self.strike(desk)
        assert one.item.line.payment.state == PaymentState.PLANNED
        assert spent(desk) == 0

    def strike(self, desk):
        transfer = Transfer.objects.get()
        desk("accountant", services.strike_transfer, transfer=transfer, reason="Ghi nhầm số")

    def test_when_the_register_was_put_right_meanwhile_that_is_settled_first(self, desk, one, overpaid):
        void(desk, overpaid)
        with pytest.raises(PayRefused, match="sửa lần nữa"):
            self.undo(desk, one)

    def test_while_the_newer_difference_is_in_a_claim_the_accountant_waits_for_the_decision(
        self, desk, one, overpaid
    ):
        amend(desk, overpaid, ending=Ending.AGREEMENT)
        claim = desk.sent()
        assert claim.amount == 100_000
        with pytest.raises(PayRefused, match=f"trong đề nghị số {claim}"):
            self.undo(desk, one)
        desk("leader", services.decide, claim=claim)
        self.undo(desk, one)
        assert (one.state, spent(desk)) == (DifferenceState.OPEN, 400_000)

    def test_what_a_leader_had_let_through_is_let_through_as_before(self, desk, overpaid):
        over(desk, 50_000)
        one = Difference.objects.get()
        give_back(desk, one)
        assert stands(desk).allowed == 0
        one.refresh_from_db()
        self.undo(desk, one)
        assert (stands(desk).remaining, stands(desk).allowed) == (-50_000, 50_000)
        acts = budget_selectors.overspent(Budget.objects.all())
        assert [act.made_by for act in acts] == ["Chủ tịch Mẫu · Lãnh đạo xã · Xã An Mẫu"]

    def test_it_lets_nothing_through_that_was_spent_anew(self, desk, overpaid):
        over(desk, 50_000)
        one = Difference.objects.get()
        give_back(desk, one)
        buy(desk, "accountant", 50_000)
        one.refresh_from_db()
        with pytest.raises(budgets.OverBudget, match="thiếu 50.000 đồng"):
            self.undo(desk, one)

    def test_the_accountant_undoes_it_on_the_page_of_what_is_owed(self, desk, one, client_for):
        client = client_for(desk.seats["accountant"])
        address = reverse("pay:not-given-back", args=[one.uuid])
        assert address in client.get(reverse("pay:owed")).content.decode()
        assert client.post(address, {"reason": "Ghi nhầm tổ"}).status_code == 302
        assert spent(desk) == 400_000
        assert client.get(address).status_code == 404
        officer = client_for(desk.seats["officer"])
        assert officer.get(address).status_code == 403
