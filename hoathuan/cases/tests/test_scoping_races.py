"""Two who report the same danger, or keep answers of the same dispute, at the same moment."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.cases import services
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case, CaseEvent, Escalation
from hoathuan.cases.services import scope

from .test_scoping import LABOUR, LAND, WEAPON, check

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(acting, officer, entry):
    """Receive a dispute; then `report()` tells its danger, in a transaction of its own."""
    with acting(officer) as actor:
        case = services.receive(actor=actor, entry=entry(ended_on=None))
    found = check(WEAPON)

    def tell():
        actor = actor_for(officer, officer.person.user)
        with as_actor(actor):
            return services.report_danger(actor=actor, case=Case.objects.get(pk=case.pk), check=found)

    return tell


def test_both_are_shown_the_one_report(report, race):
    first, second = race(report, 2)
    assert first.pk == second.pk
    assert Escalation.objects.count() == 1


def test_without_the_turn_there_would_be_two(report, race, monkeypatch):
    """The control: both have looked before either has written."""
    both = threading.Barrier(2, timeout=60)
    keep, now = scope._keep, timezone.now()
    moments = iter([now - timedelta(seconds=2), now - timedelta(seconds=1)])
    monkeypatch.setattr(scope, "timezone", SimpleNamespace(now=lambda: next(moments)))
    monkeypatch.setattr(scope, "take_turn", lambda actor, case: None)
    monkeypatch.setattr(scope, "_keep", lambda case, check: (both.wait(), keep(case, check)))
    race(report, 2)
    assert Escalation.objects.count() == 2


@pytest.mark.parametrize("guarded", [True, False], ids=["one after the other", "control"])
def test_answers_that_two_keep_afterwards_at_one_moment_are_kept_once(
    acting, officer, entry, race, monkeypatch, guarded
):
    """Without the turn the second overwrites what the first has kept."""
    with acting(officer) as actor:
        case = services.record_ended_case(actor=actor, entry=entry())
    if not guarded:
        both, keep = threading.Barrier(2, timeout=60), scope._keep
        monkeypatch.setattr(scope, "take_turn", lambda actor, case: None)
        monkeypatch.setattr(scope, "_keep", lambda case, check: (both.wait(), keep(case, check)))
    ways = iter([LAND, LABOUR])

    def note():
        actor, found = actor_for(officer, officer.person.user), check(next(ways))
        with as_actor(actor):
            return services.note_scope(actor=actor, case=Case.objects.get(pk=case.pk), check=found)

    results = race(note, 2)
    assert sum(isinstance(one, CaseRefused) for one in results) == (1 if guarded else 0), results
    assert CaseEvent.objects.filter(case=case, verb="scope_noted").count() == (1 if guarded else 2)
