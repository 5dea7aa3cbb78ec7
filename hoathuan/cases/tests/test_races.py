"""Two people, or two clicks, at the same moment."""

from datetime import date
from uuid import UUID

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.cases import services
from hoathuan.cases.choices import Ending, Outcome
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.gridding import keyed
from hoathuan.cases.models import Case, CaseEvent
from hoathuan.cases.services.amending import Amendment
from hoathuan.core.stale import StaleRecord

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def acted(officer):
    """Run a deed as the officer, in a transaction of its own."""

    def run(deed):
        actor = actor_for(officer, officer.person.user)
        with as_actor(actor):
            return deed(actor)

    return run


def test_of_two_who_end_a_dispute_one_wins_and_the_other_is_told(acted, entry, race):
    case = acted(lambda actor: services.receive(actor=actor, entry=entry(ended_on=None)))
    endings = iter([Ending.AGREEMENT, Ending.PARTY])

    def end():
        ending = next(endings)
        mine = Case.objects.get(pk=case.pk)
        return acted(
            lambda actor: services.end(actor=actor, case=mine, ended_on=date(2026, 6, 20), ending=ending)
        )

    results = race(end, 2)
    assert sorted(type(r).__name__ for r in results) == ["Case", "CaseRefused"]
    case.refresh_from_db()
    won = next(r for r in results if isinstance(r, Case))
    assert case.ending == won.ending
    assert case.outcome == (Outcome.SUCCESSFUL if case.ending == Ending.AGREEMENT else Outcome.UNSUCCESSFUL)
    assert CaseEvent.objects.filter(case=case, verb="ended").count() == 1
    assert any(isinstance(r, CaseRefused) and "Người khác vừa làm" in str(r) for r in results)


def test_of_two_who_amend_one_version_one_is_told(acted, entry, race):
    case = acted(lambda actor: services.record_ended_case(actor=actor, entry=entry()))
    words = iter(["một", "hai"])

    def amend():
        new = Amendment(received_on=date(2026, 6, 1), field="land", ended_on=date(2026, 6, 10), ending="agreement",
                        summary=next(words))  # fmt: skip
        mine = Case.objects.select_related("team").get(pk=case.pk)
        return acted(lambda actor: services.amend(actor=actor, case=mine, version=1, new=new))

    results = race(amend, 2)
    assert sum(isinstance(r, StaleRecord) for r in results) == 1
    case.refresh_from_db()
    assert case.version == 2
    assert CaseEvent.objects.filter(case=case, verb="amended").count() == 1


def test_a_double_click_on_a_grid_keeps_each_row_once(acted, entry, race):
    token = UUID(int=7)
    rows = [keyed(entry(summary=str(i)), token, i) for i in range(10)]
    results = race(lambda: acted(lambda actor: services.record_many(actor=actor, entries=rows)), 4)
    assert all(isinstance(r, list) and len(r) == 10 for r in results), results
    assert sorted(Case.objects.values_list("book_number", flat=True)) == list(range(1, 11))


def test_many_writers_of_one_book_leave_neither_gap_nor_twin(acted, entry, race):
    race(lambda: acted(lambda actor: services.record_ended_case(actor=actor, entry=entry())), 6)
    assert sorted(Case.objects.values_list("book_number", flat=True)) == list(range(1, 7))
