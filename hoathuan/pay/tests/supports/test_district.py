"""What the district decided until 30/06/2025: nobody gives the commune's money out for it alone."""

from datetime import date

import pytest

from hoathuan.accounts.actor import actor_for
from hoathuan.budgets import api as budgets
from hoathuan.inbox.api import Asked
from hoathuan.pay.models import Line
from hoathuan.pay.supports import dues, figures
from hoathuan.pay.supports.choices import AccidentState
from hoathuan.pay.supports.errors import NotYours, SupportRefused
from hoathuan.pay.supports.keys import ACCIDENT_LINE
from hoathuan.pay.supports.services import accidents, deciding
from hoathuan.pay.supports.services.deciding import Proved
from hoathuan.teams.models import Mediator

from .conftest import DECISION
from .test_accidents import approve, content

pytestmark = pytest.mark.django_db
ASKED, DECIDED = date(2025, 6, 2), date(2025, 6, 20)
PROVED = Proved(medical_cost=1_000_000, daily_income=200_000, days_lost=40)


@pytest.fixture
def old(funded, term, file):
    """A request of May 2025, put before the district; the commune has money of that year for it."""
    Mediator.objects.filter(pk=term.pk).update(started_on=date(2025, 1, 1))
    term.refresh_from_db()
    one = file(happened_on=date(2025, 5, 5), filed_on=date(2025, 5, 20))
    step(funded, accidents.certify, one, certified_on=date(2025, 5, 20), certified_by="Người Ký")
    for kind in accidents.needed_papers(content(funded, one)):
        funded.act(funded.officer, accidents.add_paper, accident=one, kind=kind, seen_on=date(2025, 5, 21))
    step(funded, accidents.complete, one, complete_on=date(2025, 5, 21))
    funded.act(
        funded.accountant, budgets.allocate, unit=funded.unit, year=2025, line=ACCIDENT_LINE, amount=10_000_000,
        document=DECISION,
    )  # fmt: skip
    return step(funded, deciding.submit, one, submitted_on=ASKED, proved=PROVED)


def step(funded, verb, one, seat=None, **given):
    return funded.act(seat or funded.officer, verb, accident=one, version=one.version, **given)


def grant(funded, one, seat, **more):
    given = {"decided_on": DECIDED, "number": "15/QĐ-UBND"} | more
    return step(funded, deciding.approve, one, seat, **given)


def test_who_was_competent_is_dated(funded):
    assert figures.decider(funded.unit, date(2025, 6, 30)) == ("Chủ tịch UBND cấp huyện", True)
    assert figures.decider(funded.unit, date(2025, 7, 1)) == ("Chủ tịch UBND cấp xã", False)


def test_the_officer_alone_grants_nothing_by_dating_a_request_back(funded, old):
    assert old.decided_above
    with pytest.raises(NotYours):
        grant(funded, old, funded.officer)
    assert not deciding.may_decide(actor_for(funded.officer, funded.officer.person.user), old)
    assert not Line.objects.exists()


@pytest.mark.parametrize("who", ["accountant", "leader"])
def test_who_keeps_the_money_writes_the_decision_down_and_the_ledger_says_who(funded, old, who):
    seat = getattr(funded, who)
    one = grant(funded, old, seat)
    assert (one.state, Line.objects.get().amount) == (AccidentState.APPROVED, 6_800_000)
    assert budgets.remaining(funded.unit, 2025, ACCIDENT_LINE) == 10_000_000 - 6_800_000
    held = budgets.Entry.objects.get(kind="commitment")
    assert (held.made_by_seat, held.made_by.split(" · ")[0]) == (seat.pk, seat.person.full_name)


def test_it_has_its_number_and_a_day_on_which_there_was_a_district(funded, old):
    with pytest.raises(SupportRefused, match="văn bản của cấp huyện"):
        grant(funded, old, funded.leader, number=" ")
    with pytest.raises(SupportRefused, match="Ngày 01/07/2025 không còn cấp huyện") as refused:
        grant(funded, old, funded.leader, decided_on=date(2025, 7, 1))
    assert refused.value.field == "decided_on"
    with pytest.raises(SupportRefused, match="không còn cấp huyện"):
        step(funded, deciding.refuse, old, funded.leader, decided_on=date(2026, 6, 10), reason="Ngoài diện")


def test_what_the_district_left_undecided_goes_to_the_leader_of_the_commune(funded, old):
    one = step(funded, deciding.send_back, old, reason="Huyện chưa quyết định")
    one = step(funded, deciding.submit, one, submitted_on=date(2026, 6, 8), proved=PROVED)
    assert not one.decided_above
    assert approve(funded, one).state == AccidentState.APPROVED


def test_what_was_granted_is_given_back_by_who_keeps_the_money_and_is_free_again(funded, old):
    one = grant(funded, old, funded.accountant)
    with pytest.raises(NotYours):
        step(funded, deciding.send_back, one, reason="Tính nhầm")
    one = step(funded, deciding.send_back, one, funded.accountant, reason="Tính nhầm")
    assert one.state == AccidentState.COMPLETE
    assert budgets.remaining(funded.unit, 2025, ACCIDENT_LINE) == 10_000_000


def test_the_leader_is_reminded_of_it(funded, old):
    with_day = Asked(actor=actor_for(funded.leader, funded.leader.person.user), until=date(2026, 12, 31))
    assert [due.key for due in dues.requests(with_day)] == [f"support.accident:{old.pk}:submitted"]
