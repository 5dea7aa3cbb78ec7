"""Two people, or two clicks, at the same moment."""

import threading
from contextlib import suppress
from copy import copy
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from hoathuan.cases import services as cases
from hoathuan.cases.models import Case
from hoathuan.cases.tests.conftest import PEOPLE
from hoathuan.core.stale import StaleRecord
from hoathuan.settlements.choices import Hand
from hoathuan.settlements.models import Agreement, Draft, Promise, Signature, Version, VersionText
from hoathuan.settlements.services import drafting, promises, recording, signing, turns
from hoathuan.settlements.services.promises import NewPromise

from .conftest import AGREED, record, write_all
from .test_agreements import amend

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_record_a_version_at_once_one_wins_and_the_other_is_told(acted, case, race):
    draft = acted(lambda actor: write_all(actor, case))

    def record():
        return acted(
            lambda actor: recording.record(
                actor=actor, case=case, seen=0, read=recording.mark_of(draft, actor), agreed_on=AGREED
            )
        )

    results = race(record, 2)
    assert sorted(type(one).__name__ for one in results) == ["StaleRecord", "Version"], results
    assert Version.objects.count() == 1
    assert Agreement.objects.get(case=case).newest == 1


def test_without_the_held_agreement_both_would_record(acted, case, race, monkeypatch):
    """The control: two who read the same number clash in the table, and one loses her work without a word."""
    draft = acted(lambda actor: write_all(actor, case))
    both = threading.Barrier(2)

    def unheld(**given):
        found = Agreement.objects.get(case=case)
        found.case = case
        both.wait(30)
        return found

    monkeypatch.setattr(recording, "open_agreement", unheld)
    monkeypatch.setattr(recording, "open_draft", lambda **given: Draft.objects.get())

    def record():
        return acted(
            lambda actor: recording.record(
                actor=actor, case=case, seen=0, read=recording.mark_of(draft, actor), agreed_on=AGREED
            )
        )

    results = race(record, 2)
    assert any(isinstance(one, IntegrityError) for one in results), results


def strike_and_promise(acted, case, race, monkeypatch, guard):
    """One strikes the dispute out; the other read it before and promises right after, by its `guard`."""
    struck = threading.Event()

    def later(actor, mine):
        struck.wait(30)
        guard(actor, mine)

    def strike():
        try:
            return acted(
                lambda actor: cases.void(actor=actor, case=first, version=first.version, reason="ghi trùng")
            )
        finally:
            struck.set()

    def promise():
        new = NewPromise(debtor="Hà Văn Mẫu", deed="Dời hàng rào", due_on=date(2026, 6, 20))
        return acted(lambda actor: promises.promise(actor=actor, case=second, new=new))

    first, second = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    monkeypatch.setattr(drafting, "take_turn", later)
    deeds = iter([strike, promise])
    return race(lambda: next(deeds)(), 2)


def test_nothing_is_agreed_on_a_dispute_that_was_struck_out_meanwhile(acted, case, race, monkeypatch):
    results = strike_and_promise(acted, case, race, monkeypatch, turns.take_turn)
    assert sorted(type(one).__name__ for one in results) == ["Case", "SettlementRefused"], results
    assert Agreement.objects.count() == 0


def test_without_holding_the_dispute_it_would_be(acted, case, race, monkeypatch):
    """The control: judged by what was read before, an agreement lives on a dispute that is struck out."""
    results = strike_and_promise(acted, case, race, monkeypatch, lambda actor, mine: None)
    assert sorted(type(one).__name__ for one in results) == ["Case", "list"], results
    assert Agreement.objects.get(case__voided_on__isnull=False).in_force


def test_an_agreement_waits_for_who_holds_its_dispute(acted, case):
    """Whoever strikes a dispute out holds its row; the guard asks for the same one, and reads it only then."""

    def asked(actor):
        with CaptureQueriesContext(connection) as seen:
            promises.promise(actor=actor, case=case, new=NewPromise(debtor="A", deed="B", span="lasting"))
        return [one["sql"] for one in seen if "FOR NO KEY UPDATE" in one["sql"] or "FOR UPDATE" in one["sql"]]

    first, second = acted(asked)[:2]
    assert '"cases_case"' in first
    assert '"settlements_agreement"' in second


def test_a_double_click_on_kept_writes_it_once(acted, case, race):
    new = NewPromise(debtor="Hà Văn Mẫu", deed="Dời hàng rào", due_on=date(2026, 6, 20))
    (one,) = acted(lambda actor: promises.promise(actor=actor, case=case, new=new))

    def keep():
        return acted(
            lambda actor: promises.follow(
                actor=actor, one=one, deed="kept", version=one.version, on_date=date(2026, 6, 20)
            )
        )

    results = race(keep, 3)
    assert sum(isinstance(result, StaleRecord) for result in results) == 2, results
    one.refresh_from_db()
    assert (one.standing, one.version) == ("kept", 2)


def amend_and_record(acted, case, race, monkeypatch):
    """One puts the dispute right; the other read it before and records right after."""
    new = NewPromise(debtor="Hà Văn Mẫu", deed="Dời hàng rào", due_on=date(2026, 6, 20))
    acted(lambda actor: promises.promise(actor=actor, case=case, new=new))
    amended = threading.Event()
    shown = acted(lambda actor: drafting.draft_shown(actor=actor, case=case))
    read = acted(lambda actor: recording.mark_of(shown, actor))

    def put_right():
        try:
            return acted(lambda actor: amend(actor, first, summary="Chữ chưa ai đọc.", people=PEOPLE))
        finally:
            amended.set()

    def later(actor, mine):
        amended.wait(30)
        turns.take_turn(actor, mine)

    def record():
        return acted(
            lambda actor: recording.record(actor=actor, case=second, seen=0, read=read, agreed_on=AGREED)
        )

    first, second = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    monkeypatch.setattr(drafting, "take_turn", later)
    deeds = iter([put_right, record])
    return race(lambda: next(deeds)(), 2)


def test_words_that_change_while_they_are_recorded_are_not_recorded_unread(acted, case, race, monkeypatch):
    results = amend_and_record(acted, case, race, monkeypatch)
    assert sorted(type(one).__name__ for one in results) == ["Case", "StaleRecord"], results
    assert Version.objects.count() == 0


def test_without_the_mark_of_what_was_read_they_would_be(acted, case, race, monkeypatch):
    """The control: the number of the draft alone is 1 before and after, for nobody has typed anything."""
    monkeypatch.setattr(recording, "mark_of", lambda draft, actor: str(draft.version))
    results = amend_and_record(acted, case, race, monkeypatch)
    assert sorted(type(one).__name__ for one in results) == ["Case", "Version"], results
    assert acted(lambda actor: VersionText.objects.get().summary) == "Chữ chưa ai đọc."


def sign_at_once(acted, case, race):
    acted(lambda actor: record(actor, case))
    line = acted(lambda actor: Signature.objects.first())
    hands = iter([Hand.SIGNED, Hand.WOULD_NOT])

    def sign():
        mine, hand = copy(line), next(hands)
        return acted(lambda actor: signing.sign(actor=actor, signature=mine, hand=hand, on_date=AGREED))

    return race(sign, 2)


def test_of_two_who_write_one_signature_at_once_the_second_is_told(acted, case, race):
    results = sign_at_once(acted, case, race)
    assert sorted(type(one).__name__ for one in results) == ["Signature", "StaleRecord"], results


def test_without_the_held_agreement_the_first_signature_would_be_lost(acted, case, race, monkeypatch):
    """The control: both find the line as they saw it, and the last one stands."""
    both = threading.Barrier(2)
    compared = Signature.stand.fget

    def stand(line):
        found = compared(line)
        if line.hand == Hand.WAITING and not both.broken:
            with suppress(threading.BrokenBarrierError):
                both.wait(2)
        return found

    monkeypatch.setattr(signing, "_held", lambda version, actor: Agreement.objects.get())
    monkeypatch.setattr(Signature, "stand", property(stand))
    results = sign_at_once(acted, case, race)
    assert [type(one).__name__ for one in results] == ["Signature"] * 2, results


@pytest.mark.parametrize("key, promised", [(uuid4(), 1), (None, 3)])
def test_a_promise_sent_three_times_at_once_is_one_by_its_key(acted, case, race, key, promised):
    """The control: without a key each is one of its own."""
    new = NewPromise(debtor="Hà Văn Mẫu", deed="Dời hàng rào", due_on=date(2026, 6, 20), key=key)
    results = race(lambda: acted(lambda actor: promises.promise(actor=actor, case=case, new=new)), 3)
    assert [len(made) for made in results] == [1, 1, 1], results
    assert Promise.objects.count() == promised
