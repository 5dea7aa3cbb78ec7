"""Two people, or two clicks, at the same moment."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from hoathuan.cases import services as cases
from hoathuan.cases.models import Case
from hoathuan.core.stale import StaleRecord
from hoathuan.settlements.models import Agreement, Draft, Version
from hoathuan.settlements.services import drafting, promises, recording, turns
from hoathuan.settlements.services.promises import NewPromise

from .conftest import AGREED, write_all

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_record_a_version_at_once_one_wins_and_the_other_is_told(acted, case, race):
    draft = acted(lambda actor: write_all(actor, case))

    def record():
        return acted(
            lambda actor: recording.record(
                actor=actor, case=case, seen=0, draft_version=draft.version, agreed_on=AGREED
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
                actor=actor, case=case, seen=0, draft_version=draft.version, agreed_on=AGREED
            )
        )

    results = race(record, 2)
    assert any(isinstance(one, IntegrityError) for one in results), results


def strike_and_promise(acted, case, race, monkeypatch, hold):
    """One strikes the dispute out; the other read it before and promises right after. `hold`: the other's guard."""
    struck = threading.Event()

    def later(actor, mine):
        struck.wait(30)
        hold(actor, mine)

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
    monkeypatch.setattr(drafting, "hold", later)
    deeds = iter([strike, promise])
    return race(lambda: next(deeds)(), 2)


def test_nothing_is_agreed_on_a_dispute_that_was_struck_out_meanwhile(acted, case, race, monkeypatch):
    results = strike_and_promise(acted, case, race, monkeypatch, turns.hold)
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
        return [one["sql"] for one in seen if "FOR UPDATE" in one["sql"]]

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
