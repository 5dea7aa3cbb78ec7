"""Two people, or two clicks, at the same moment."""

from datetime import date, datetime
from threading import Barrier
from uuid import UUID

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.cases import services
from hoathuan.cases.choices import Ending, Outcome
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.gridding import keyed
from hoathuan.cases.models import Case, CaseCorrection, CaseEvent
from hoathuan.cases.services import assigning, striking
from hoathuan.cases.services.amending import Amendment
from hoathuan.core.dates import ZONE
from hoathuan.core.stale import StaleRecord

from .conftest import make_mediator

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


@pytest.fixture
def given(acted, entry, team):
    """An open dispute in scope, and the mediator to whom it might be given."""
    mediator = make_mediator(team, "Vi Văn Mẫu")
    case = acted(lambda actor: services.receive(actor=actor, entry=entry(ended_on=None)))
    acted(lambda actor: services.decide_scope(actor=actor, case=case, reason="Có", on_date=date(2026, 6, 2)))
    return case, mediator


def together(acted, case, *deeds):
    """Each deed once, all at one moment; each sees the dispute as it was before."""
    waiting = iter(deeds)

    def act():
        deed, mine = next(waiting), Case.objects.select_related("team").get(pk=case.pk)
        return acted(lambda actor: deed(actor, mine))

    return act


@pytest.mark.parametrize("guarded", [True, False])
def test_who_recuses_while_being_assigned_does_not_keep_the_dispute(acted, given, race, monkeypatch, guarded):
    """Whoever comes second sees the first: the one who recused never leads. Without the version he may."""
    case, mediator = given
    if not guarded:
        monkeypatch.setattr(assigning, "require_impartial", lambda *_told: None)
        monkeypatch.setattr(assigning, "take_step", careless)
    results = race(
        together(
            acted, case,
            lambda actor, mine: services.assign(
                actor=actor, case=mine, mediator=mediator, assigned_on=date(2026, 6, 3)),
            lambda actor, mine: services.recuse(
                actor=actor, case=mine, mediator=mediator, on_date=date(2026, 6, 4), reason="Em một bên"),
        ), 2,
    )  # fmt: skip
    if not guarded:
        acted(lambda actor: services.assign(
            actor=actor, case=case, mediator=mediator, assigned_on=date(2026, 6, 5), reason="x"))  # fmt: skip
    case.refresh_from_db()
    leads = case.workers.filter(mediator=mediator, until_on=None).exists()
    assert leads is not guarded, results


def careless(case, step, **fields):
    """The step without its condition."""
    Case.objects.filter(pk=case.pk).update(**fields)
    case.refresh_from_db()


def test_danger_that_is_reported_while_an_agreement_is_written_leaves_one_of_both(acted, given, race):
    case, _mediator = given
    told = datetime(2026, 6, 3, 8, tzinfo=ZONE)
    results = race(
        together(
            acted, case,
            lambda actor, mine: services.end(
                actor=actor, case=mine, ended_on=date(2026, 6, 3), ending=Ending.AGREEMENT),
            lambda actor, mine: services.escalate(
                actor=actor, case=mine, kind="violence", needed="Công an", told_at=told),
        ), 2,
    )  # fmt: skip
    case.refresh_from_db()
    ended = any(isinstance(one, Case) for one in results)
    assert (case.ending == Ending.AGREEMENT) is ended
    # the report is always taken: of a dispute that has just ended, too
    assert case.escalations.count() == 1
    order = list(case.events.order_by("id").values_list("verb", flat=True))
    assert not ended or order.index("ended") < order.index("escalated")


def test_a_meeting_that_is_sent_twice_is_one(acted, given, race):
    case, _mediator = given
    results = race(
        lambda: acted(
            lambda actor: services.hold_session(
                actor=actor, case=Case.objects.get(pk=case.pk), held_on=date(2026, 6, 4)
            )
        ),
        3,
    )
    assert sum(isinstance(one, CaseRefused) for one in results) == 2
    assert case.sessions.count() == 1


@pytest.mark.parametrize("guarded", [True, False], ids=["one after the other", "control"])
def test_a_line_that_two_strike_at_one_moment_is_struck_once(acted, given, race, monkeypatch, guarded):
    """Without the turn both find the line standing, and its words are kept twice."""
    case, _mediator = given
    held = acted(lambda actor: services.hold_session(actor=actor, case=case, held_on=date(2026, 6, 4)))
    if not guarded:
        both, keep = Barrier(2, timeout=30), striking.keep_words
        monkeypatch.setattr(striking, "take_turn", lambda *_told: None)
        monkeypatch.setattr(striking, "keep_words", lambda *told: (both.wait(), keep(*told)))

    def strike(actor, mine):
        return services.strike(actor=actor, case=mine, what=f"session-{held.pk}", reason="Nhầm ngày")

    results = race(together(acted, case, strike, strike), 2)
    kept = acted(lambda _actor: CaseCorrection.objects.filter(case=case).count())
    assert kept == (1 if guarded else 2), results
    assert sum(isinstance(one, CaseRefused) for one in results) == (1 if guarded else 0)
