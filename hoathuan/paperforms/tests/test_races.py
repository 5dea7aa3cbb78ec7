"""Two people at the same moment: over one draft, and with one form."""

from contextlib import suppress
from dataclasses import replace
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import OperationalError

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.cases.models import Case
from hoathuan.paperforms import selectors, services
from hoathuan.paperforms.models import Draft
from hoathuan.paperforms.services import deciding, sending

from .conftest import jpeg, sheet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def acted(officer):
    def run(deed):
        actor = actor_for(officer, officer.person.user)
        with as_actor(actor):
            return deed(actor)

    return run


@pytest.fixture
def draft(acted, sent, forms):
    sent(jpeg(sheet(forms()[0].code)))
    return acted(lambda actor: selectors.drafts_waiting(actor).get())


def confirm_twice(acted, draft, entry, race):
    words = iter(["một", "hai"])

    def one():
        mine = entry(summary=next(words))
        return acted(lambda actor: services.confirm(actor=actor, draft=draft, entry=mine))

    return race(one, 2)


def test_two_who_confirm_one_form_at_once_make_one_dispute(acted, draft, entry, race):
    results = confirm_twice(acted, draft, entry, race)
    assert sorted(mine for _case, mine in results) == [False, True]
    assert len({case.pk for case, _mine in results}) == 1 == Case.objects.count()


def test_without_the_lock_and_the_forms_name_there_would_be_two(acted, draft, entry, race, monkeypatch):
    """The control: the same race with the guard taken away, and both have read before one of them writes."""
    both = Barrier(2, timeout=30)

    def unguarded(actor, draft):
        found = selectors.drafts_seen(actor).get(pk=draft.pk)
        both.wait()
        return found

    monkeypatch.setattr(deciding, "_locked", unguarded)
    monkeypatch.setattr(deciding, "replace", lambda entry, key: replace(entry, key=None))
    confirm_twice(acted, draft, entry, race)
    assert Case.objects.count() == 2


def test_one_form_sent_twice_at_once_is_one_draft(forms, race, accountant):
    (form,) = forms()

    def send():
        actor = actor_for(accountant, accountant.person.user)
        with as_actor(actor):
            return services.send(actor=actor, files=[jpeg(sheet(form.code))]).receipts

    results = race(send, 2)
    assert all(isinstance(found, list) for found in results), results
    assert len({receipt.draft for (receipt,) in results}) == 1


def test_of_two_who_type_in_and_throw_away_one_wins(acted, draft, entry, race):
    deeds = iter(
        [
            lambda actor: services.confirm(actor=actor, draft=draft, entry=entry()),
            lambda actor: services.discard(actor=actor, draft=draft, reason="thử"),
        ]
    )
    results = race(lambda: acted(next(deeds)), 2)
    assert sum(isinstance(result, Exception) for result in results) == 1
    kept = acted(lambda actor: Draft.objects.get(pk=draft.pk))
    assert (kept.case_id is None) == (Case.objects.count() == 0)


def test_two_who_send_the_same_forms_in_opposite_order_do_not_wait_for_each_other(
    forms, race, accountant, monkeypatch
):
    results = _crossed(forms, race, accountant, monkeypatch, in_order=True)
    assert all(isinstance(found, list) for found in results), results


def test_in_the_order_of_the_pictures_they_would(forms, race, accountant, monkeypatch):
    """The control: the same two, each taking the forms as they come."""
    results = _crossed(forms, race, accountant, monkeypatch, in_order=False)
    assert sum(isinstance(found, OperationalError) for found in results) == 1, results


def _crossed(forms, race, accountant, monkeypatch, *, in_order):
    """Each has put its first form in before the other goes on; with the order of the forms only one gets so far."""
    one, two = forms(copies=2)
    pairs = iter([[one, two], [two, one]])
    met, take = Barrier(2), sending.take

    def waiting(*args, **kwargs):
        done = take(*args, **kwargs)
        with suppress(BrokenBarrierError):
            met.wait(3)
        return done

    monkeypatch.setattr(sending, "take", waiting)
    if not in_order:
        monkeypatch.setattr(sending, "sorted", lambda found, key: list(found), raising=False)

    def send():
        files = [jpeg(sheet(form.code)) for form in next(pairs)]
        actor = actor_for(accountant, accountant.person.user)
        with as_actor(actor):
            return services.send(actor=actor, files=files).receipts

    return race(send, 2)
