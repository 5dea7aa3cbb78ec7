"""Two seats at the same moment. Each guard has a control that shows that it is the guard."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.budgets import api as budgets
from hoathuan.cases.choices import Ending
from hoathuan.core.models import AuditEntry
from hoathuan.pay import sampling, services
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Claim, ClaimItem, Difference, Line, Payment, Receipt, Share, Transfer
from hoathuan.pay.services import calling, deciding, drafting, paying

from .test_paying import amend, own_seat

pytestmark = pytest.mark.django_db(transaction=True)


def names(results):
    return sorted(type(result).__name__ for result in results)


def test_of_two_seats_that_press_at_once_one_makes_the_claim_and_both_see_it(desk, race):
    desk.case()
    seats = iter(["officer", "head"])
    results = race(lambda: desk(next(seats), services.draft, teams=[desk.team]), 2)
    assert [len(result) for result in results] == [1, 1], results
    assert (Claim.objects.count(), ClaimItem.objects.count(), Share.objects.count()) == (1, 1, 1)


def test_without_the_lock_the_database_still_keeps_a_dispute_from_being_asked_for_twice(
    desk, race, monkeypatch
):
    """The control: the teams are not locked, so both draft, and one of them is stopped by the constraint."""
    desk.case()
    other = list(drafting.Team.objects.select_related("area", "now_commune"))
    monkeypatch.setattr(drafting, "_held", lambda actor, teams: list(other))
    race(lambda: desk("officer", services.draft, teams=[desk.team]), 2)
    assert ClaimItem.objects.filter(state="open").count() == 1


def test_of_two_approvers_one_decides_and_the_other_is_told(desk, money, race):
    desk.case()
    claim = desk.sent()
    results = race(lambda: desk("leader", services.decide, claim=Claim.objects.get(pk=claim.pk)), 2)
    assert names(results) == ["Claim", "PayRefused"]
    assert any("đã được quyết định" in str(one) for one in results if isinstance(one, PayRefused))
    assert Line.objects.count() == 1


def test_without_looking_at_the_state_both_approvers_would_go_on(desk, money, race, monkeypatch):
    """The control: only the state, read under the lock, tells the second one; its answer would overwrite the first."""
    monkeypatch.setattr(deciding, "check_state", lambda claims, allowed: None)
    desk.case()
    claim = desk.sent()
    results = race(lambda: desk("leader", services.decide, claim=Claim.objects.get(pk=claim.pk)), 2)
    assert names(results) == ["Claim", "Claim"]


def test_of_two_orders_for_one_sum_one_is_made(desk, money, race):
    desk.case()
    desk.decided()
    commune = desk.team.now_commune
    results = race(
        lambda: desk("accountant", services.make_batch, commune=commune, lines=list(Line.objects.all())), 2
    )
    assert names(results) == ["Batch", "PayRefused"]
    assert Payment.objects.count() == 1


def at_the_same_moment(monkeypatch, module, name, unlocked):
    """The control: instead of the locked reading both read, and go on only when both have read."""
    both = threading.Barrier(2)

    def read(*args):
        found = unlocked(*args)
        both.wait(20)
        return found

    monkeypatch.setattr(module, name, read)


def test_without_the_lock_one_sum_would_be_in_two_orders(desk, money, race, monkeypatch):
    """The control: both read the sum as owed, and the team would be paid twice."""
    desk.case()
    desk.decided()
    commune = desk.team.now_commune
    at_the_same_moment(
        monkeypatch, paying, "_still_owed",
        lambda commune, keys: list(Line.objects.filter(pk__in=keys, state="owed")),
    )  # fmt: skip
    results = race(
        lambda: desk("accountant", services.make_batch, commune=commune, lines=list(Line.objects.all())), 2
    )
    assert names(results) == ["Batch", "Batch"]
    assert sum(Payment.objects.values_list("amount", flat=True)) == 800_000


def _half(desk, item, mediator):
    with as_actor(SYSTEM):
        return Share.objects.create(item=item, case=item.case, mediator=mediator, amount=250_000)


def test_shares_written_by_two_at_once_never_exceed_the_amount(desk, race):
    desk.case(mediator=None)
    item = desk.draft().items.get()
    mediators = iter(desk.mediators)
    results = race(lambda: _half(desk, item, next(mediators)), 2)
    assert names(results) == ["IntegrityError", "Share"]
    assert sum(Share.objects.values_list("amount", flat=True)) == 250_000


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_without_the_guard_of_the_database_the_shares_would_exceed_it(desk, race):
    """The control: with the trigger off both writers see room, and 500.000 of 400.000 are given."""
    desk.case(mediator=None)
    item = desk.draft().items.get()
    mediators = iter(desk.mediators)
    _trigger("DISABLE")
    try:
        results = race(lambda: _half(desk, item, next(mediators)), 2)
    finally:
        _trigger("ENABLE")
    assert names(results) == ["Share", "Share"]
    assert sum(Share.objects.values_list("amount", flat=True)) == 500_000


def _trigger(what):
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE pay_share {what} TRIGGER share_within_inserted")
    assert connection.alias == "default"


def test_a_voucher_recorded_twice_at_once_pays_once(desk, money, race):
    desk.case()
    _claim, payment = desk.ordered()
    results = race(
        lambda: desk(
            "accountant",
            services.record_paid,
            payments=[payment],
            bank_reference="UNC-9",
            on=date(2026, 6, 23),
        ),
        2,
    )
    assert sorted(len(result.paid) for result in results) == [0, 1], results
    assert payment.transfers.count() == 1


def test_without_the_lock_both_would_write_the_voucher_and_the_database_stops_one(
    desk, money, race, monkeypatch
):
    """The control: both read the payment as not paid; only the constraint keeps the second one out."""
    desk.case()
    _claim, payment = desk.ordered()
    at_the_same_moment(
        monkeypatch, paying, "held_payments",
        lambda actor, payments: list(
            Payment.objects.filter(pk__in=[one.pk for one in payments]).select_related("now_commune")
        ),
    )  # fmt: skip
    given = {"payments": [payment], "bank_reference": "UNC-9", "on": date(2026, 6, 23)}
    results = race(lambda: desk("accountant", services.record_paid, **given), 2)
    assert names(results) == ["IntegrityError", "Recorded"]
    assert payment.transfers.count() == 1


def test_a_wrong_voucher_struck_out_by_two_at_once_frees_the_money_once(desk, money, race):
    desk.case()
    desk.paid()
    voucher = Transfer.objects.get()
    results = race(
        lambda: desk("accountant", services.strike_transfer, transfer=voucher, reason="Ghi nhầm số"), 2
    )
    assert names(results) == ["Transfer", "Transfer"]
    sums = budgets.sums(desk.team.now_commune, 2026, "mediation.pay", "state")
    assert (sums.committed, sums.spent, Line.objects.get().turn) == (400_000, 0, 1)


def test_that_one_has_the_money_pressed_twice_at_once_is_written_once(desk, money, world, race):
    own_seat(desk, world, 0)
    desk.case()
    _claim, payment = desk.paid()
    results = race(lambda: desk("m0", services.confirm_own, payment=payment), 2)
    assert names(results) == ["Receipt", "Receipt"]
    assert Receipt.every.count() == 1
    assert AuditEntry.objects.filter(action="pay.handed_out").count() == 1


def test_a_drawn_list_kept_by_two_at_once_is_kept_once(desk, race):
    desk.case()
    given = {"commune": desk.team.now_commune, "first": date(2026, 4, 1)}
    results = race(lambda: desk("officer", services.keep_sample, **given), 2)
    assert sorted(results) == [0, 1]


def test_without_waiting_both_would_begin_the_list_and_the_database_stops_one(desk, race, monkeypatch):
    """The control: both find no list of the quarter yet."""
    desk.case()
    given = {"commune": desk.team.now_commune, "first": date(2026, 4, 1)}
    real = sampling.quarter_of
    monkeypatch.setattr(calling, "_wait_for_others", lambda commune: None)
    at_the_same_moment(monkeypatch, sampling, "quarter_of", real)
    results = race(lambda: desk("officer", services.keep_sample, **given), 2)
    assert names(results) == ["IntegrityError", "int"]


def test_while_a_draft_is_added_to_nobody_confirms_it(desk, race, monkeypatch):
    """Else disputes that the head has not seen would reach the commune with the claim."""
    desk.case()
    claim = desk.draft()
    desk.case()
    tried = []

    def confirm_now():
        return Claim.objects.select_for_update(nowait=True).get(pk=claim.pk).state

    real = drafting.last_positions

    def meanwhile(claims):
        tried.extend(race(_atomic(confirm_now), 1))
        return real(claims)

    monkeypatch.setattr(drafting, "last_positions", meanwhile)
    desk.draft()
    assert {type(one).__name__ for one in tried} == {"OperationalError"}
    assert race(_atomic(confirm_now), 1) == ["draft"], "the control: afterwards it is free"


def test_while_a_claim_is_decided_nobody_puts_its_disputes_right(desk, money, race, monkeypatch):
    """Else a correction that begins at this moment would be lost: neither seen by who decides nor a difference."""
    case = desk.case()
    tried = _put_right_while_deciding(desk, race, monkeypatch, case)
    assert {type(one).__name__ for one in tried} == {"OperationalError"}


def test_without_holding_its_disputes_a_decision_would_not_notice(desk, money, race, monkeypatch):
    """The control: with the disputes only read, whoever puts them right goes on beside the decision."""
    case = desk.case()
    monkeypatch.setattr(deciding, "hold_cases", lambda claims: {case.pk})
    assert _put_right_while_deciding(desk, race, monkeypatch, case) == [case.pk]


def _put_right_while_deciding(desk, race, monkeypatch, case):
    """What somebody gets who takes the dispute to put it right while its claim is looked at to be approved."""
    tried = []

    def take():
        return type(case).objects.select_for_update(nowait=True, no_key=True).get(pk=case.pk).pk

    real = deciding._check_approved

    def meanwhile(items, proofs):
        tried.extend(race(_atomic(take), 1))
        return real(items, proofs)

    monkeypatch.setattr(deciding, "_check_approved", meanwhile)
    desk("leader", services.decide, claim=desk.sent())
    return tried


def test_decided_and_put_right_at_once_the_correction_is_a_difference_or_stops_the_decision(
    desk, money, race
):
    case = desk.case()
    claim = desk.sent()
    deeds = iter(
        [
            lambda: desk("leader", services.decide, claim=Claim.objects.get(pk=claim.pk)),
            lambda: amend(desk, case, ending=Ending.PARTY),
        ]
    )
    results = race(lambda: next(deeds)(), 2)
    claim.refresh_from_db()
    differences = list(Difference.objects.values_list("amount", flat=True))
    if claim.state == "decided":
        assert (names(results), differences) == (["Case", "Claim"], [-100_000])
    else:
        assert (names(results), differences) == (["Case", "PayRefused"], [])


@pytest.mark.parametrize(("holds", "told"), [(True, "OperationalError"), (False, "int")])
def test_while_a_difference_is_put_into_a_draft_the_register_is_not_put_right_again(
    desk, money, race, monkeypatch, holds, told
):
    """Else the draft would ask for what was true a moment ago. Without the hold (the control) nothing waits."""
    case = desk.case(ending=Ending.PARTY)
    claim, _payment = desk.paid()
    amend(desk, case, ending=Ending.AGREEMENT)
    tried = []

    def follow_on():
        return Claim.objects.select_for_update(nowait=True, no_key=True).get(pk=claim.pk).pk

    real = drafting._settle

    def meanwhile(*given):
        tried.extend(race(_atomic(follow_on), 1))
        return real(*given)

    if not holds:
        monkeypatch.setattr(drafting, "hold_corrected", lambda teams: None)
    monkeypatch.setattr(drafting, "_settle", meanwhile)
    desk.draft()
    assert [type(one).__name__ for one in tried] == [told]


def _atomic(call):
    def run():
        with transaction.atomic(), as_actor(SYSTEM):
            return call()

    return run
