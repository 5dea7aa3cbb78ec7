"""The commune approves or refuses in writing; what is approved is committed; the register may have moved meanwhile."""

from datetime import date

import pytest

from hoathuan.budgets import api as budgets
from hoathuan.cases import services as cases
from hoathuan.cases.choices import Ending
from hoathuan.core.models import AuditEntry
from hoathuan.pay import services
from hoathuan.pay.choices import ClaimState, ItemState, LineState
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Line, Share

from .conftest import allocate

pytestmark = pytest.mark.django_db


def left(desk, year=2026):
    return budgets.remaining(desk.team.now_commune, year, "mediation.pay", "state")


def test_an_approved_claim_is_committed_and_owed_to_the_team(desk, money):
    desk.case()
    claim = desk.decided()
    line = Line.objects.get()
    assert (claim.state, claim.approved_amount) == (ClaimState.DECIDED, 400_000)
    assert (line.team, line.amount, line.state, line.due_on) == (
        desk.team, 400_000, LineState.OWED, claim.due_on,
    )  # fmt: skip
    assert left(desk) == 9_600_000
    assert claim.items.get().line == line


def test_one_dispute_is_refused_in_writing_and_the_rest_is_paid(desk, money):
    desk.case()
    desk.case(ending=Ending.PARTY)
    claim = desk.sent()
    first, second = claim.items.all()
    claim = desk("leader", services.decide, claim=claim, refusals={second.pk: "Ngoài phạm vi hòa giải"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.reason) == ("approved", "refused", "Ngoài phạm vi hòa giải")
    assert (claim.approved_amount, Line.objects.get().amount) == (400_000, 400_000)
    assert not Share.objects.get(item=second).live


def test_a_refusal_needs_its_reason(desk, money):
    desk.case()
    claim = desk.sent()
    with pytest.raises(PayRefused, match="lý do từ chối"):
        desk("leader", services.refuse, claim=claim, reason="  ")
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBMITTED


def test_a_whole_claim_is_refused_and_nothing_is_owed(desk, money):
    desk.case()
    claim = desk("leader", services.refuse, claim=desk.sent(), reason="Hồ sơ không đúng")
    assert (claim.approved_amount, Line.objects.count(), left(desk)) == (0, 0, 10_000_000)


def test_pressed_again_the_decision_says_how_it_stands(desk, money):
    desk.case()
    claim = desk.decided()
    with pytest.raises(PayRefused, match="đã được quyết định ngày 23/06/2026"):
        desk("leader", services.decide, claim=claim)
    assert Line.objects.count() == 1


def test_without_money_nothing_is_approved_and_a_leader_may_overspend_with_a_document(desk):
    desk.case()
    claim = desk.sent()
    with pytest.raises(budgets.OverBudget):
        desk("leader", services.decide, claim=claim)
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBMITTED
    assert not Line.objects.exists()
    more = budgets.Overspend("Chi theo luật, bổ sung sau", budgets.Document("05/UBND", date(2026, 6, 20)))
    claim = desk("leader", services.decide, claim=claim, overspend=more)
    assert claim.approved_amount == 400_000


def test_a_connection_lost_while_approving_leaves_everything_as_it_was(desk, money, monkeypatch):
    desk.case()
    claim = desk.sent()

    def lost(*args, **kwargs):
        raise ConnectionError("mất kết nối")

    monkeypatch.setattr("hoathuan.pay.money.commit_many", lost)
    with pytest.raises(ConnectionError):
        desk("leader", services.decide, claim=claim)
    claim.refresh_from_db()
    assert (claim.state, Line.objects.count(), left(desk)) == (ClaimState.SUBMITTED, 0, 10_000_000)
    monkeypatch.undo()


def test_a_dispute_voided_after_it_was_asked_for_is_not_approved(desk, money):
    case = desk.case()
    claim = desk.sent()
    desk("officer", cases.void, case=case, version=case.version, reason="Ghi trùng")
    with pytest.raises(PayRefused, match="đã bị sửa, hủy hoặc mở lại"):
        desk("leader", services.decide, claim=claim)
    refused = {claim.items.get().pk: "Vụ việc đã hủy"}
    assert desk("leader", services.decide, claim=claim, refusals=refused).approved_amount == 0


def test_a_draft_takes_over_what_the_register_says_today(desk):
    case = desk.case()
    claim = desk.draft()
    desk("officer", cases.void, case=case, version=case.version, reason="Ghi trùng")
    desk.case()
    with pytest.raises(PayRefused, match="Sửa đề nghị cho khớp với sổ"):
        desk("head", services.confirm, claim=claim)
    claim = desk("head", services.refresh, claim=claim)
    assert [item.state for item in claim.items.all()] == [ItemState.DROPPED]


def test_a_lower_rate_that_came_to_light_stops_the_approval_with_its_clause(desk, money, monkeypatch):
    desk.case()
    claim = desk.sent()
    from hoathuan.pay import rates

    real = rates.Rates.of

    def lower(self, case, outcome="", ended_on=None):
        from dataclasses import replace
        from decimal import Decimal

        return replace(real(self, case, outcome, ended_on), amount=Decimal(350_000))

    monkeypatch.setattr(rates.Rates, "of", lower)
    with pytest.raises(budgets.AboveRate, match="không chi quá mức"):
        desk("leader", services.decide, claim=claim)


def test_who_asked_and_decides_in_two_seats_is_written_down(desk, money, seat_of, world):
    desk.case()
    officer = desk.seats["officer"]
    from hoathuan.accounts.models import Seat

    desk.seats["both"] = Seat.objects.create(
        person=officer.person, kind="commune_leader", unit=world.xa_a, valid=officer.valid
    )
    claim = desk("head", services.confirm, claim=desk.draft())
    assert desk("both", services.decide, claim=claim).same_person


def test_ended_at_the_last_minute_of_the_year_and_decided_in_january_it_is_next_years_money(desk, go):
    desk.case(received_on=date(2026, 6, 1), ended_on=date(2026, 6, 22))
    go(date(2027, 1, 4))
    desk.case(received_on=date(2026, 12, 1), ended_on=date(2026, 12, 31))
    allocate(desk.team.now_commune, 1_000_000, year=2027)
    claim = desk.decided()
    assert str(claim) == "1/2027"
    assert (Line.objects.get().year, claim.approved_amount) == (2027, 800_000)
    assert left(desk, 2027) == 200_000


def test_the_trail_says_who_decided(desk, money):
    desk.case()
    claim = desk.decided()
    entry = AuditEntry.objects.filter(action="pay.approved").get()
    assert (entry.subject_id, entry.actor_seat) == (str(claim.pk), desk.seats["leader"].pk)
