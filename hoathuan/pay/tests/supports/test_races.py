"""Two people, or two clicks, at the same moment: a month is paid once."""

import threading
from datetime import date

import pytest
from django.db import connections

from hoathuan.pay.models import Accident, Line, SupportAct, SupportMonth
from hoathuan.pay.supports import selectors
from hoathuan.pay.supports.choices import MonthState
from hoathuan.pay.supports.errors import SupportRefused
from hoathuan.pay.supports.services import accidents, rounds
from hoathuan.teams.models import Mediator

from .conftest import request_of

pytestmark = pytest.mark.django_db(transaction=True)
Q2 = {"first": date(2026, 4, 1), "last": date(2026, 6, 1)}


def live_months():
    rows = SupportMonth.objects.exclude(state=MonthState.VOIDED).values_list("team_id", "month")
    return list(rows)


def test_two_rounds_at_once_hold_no_month_twice(funded, race):
    results = race(lambda: funded.act(funded.officer, rounds.propose, **Q2), 3)
    assert sum(isinstance(one, SupportAct) for one in results) == 1
    assert sum(isinstance(one, SupportRefused) for one in results) == 2
    assert len(live_months()) == len(set(live_months())) == 6


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_without_the_guard_of_the_table_a_month_would_be_held_twice(funded, monkeypatch):
    """The control: the second round reads before the first has written, as two who press at once do."""
    before = selectors.unasked(funded.unit.pk, **Q2)
    funded.act(funded.officer, rounds.propose, **Q2)
    monkeypatch.setattr(selectors, "unasked", lambda *args, **more: before)
    with pytest.raises(SupportRefused, match="Người khác vừa lập"):
        funded.act(funded.officer, rounds.propose, **Q2)
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP INDEX supportmonth_team_once")
    try:
        funded.act(funded.officer, rounds.propose, **Q2)
        assert len(live_months()) == 2 * len(set(live_months()))
    finally:
        SupportMonth.objects.all().delete()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "CREATE UNIQUE INDEX supportmonth_team_once ON pay_supportmonth (team_id, month)"
                " WHERE NOT (state = 'voided')"
            )


def test_of_two_leaders_who_approve_one_wins_and_money_is_kept_once(funded, race):
    act = funded.act(funded.officer, rounds.propose, **Q2)

    def approve():
        mine = SupportAct.objects.get(pk=act.pk)
        return funded.act(funded.leader, rounds.approve, act=mine, version=act.version)

    results = race(approve, 3)
    assert sum(isinstance(one, SupportAct) for one in results) == 1, results
    assert Line.objects.count() == 2


def test_approving_and_taking_back_at_once_leaves_one_of_both(funded, race):
    act = funded.act(funded.officer, rounds.propose, **Q2)
    deeds = iter(
        [
            lambda mine: funded.act(funded.leader, rounds.approve, act=mine, version=act.version),
            lambda mine: funded.act(
                funded.officer, rounds.take_back, act=mine, version=act.version, reason="nhầm"
            ),
        ]
    )

    def run():
        deed = next(deeds)
        return deed(SupportAct.objects.get(pk=act.pk))

    results = race(run, 2)
    assert sum(isinstance(one, SupportRefused) for one in results) == 1, results
    act.refresh_from_db()
    owed = Line.objects.filter(state="owed").count()
    assert (act.state, owed) in (("approved", 2), ("voided", 0))


@pytest.fixture
def file_both(funded, race):
    """The officer and the mediator write the same accident down at the same moment."""
    term = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Hai")
    places = iter(("theo giấy", "tự ghi"))

    def run():
        request = request_of(term, place=next(places))
        return funded.act(funded.officer, accidents.file_request, request=request)

    return lambda: race(run, 2)


def test_an_accident_written_down_twice_at_once_is_one_request(file_both):
    results = file_both()
    assert sum(isinstance(one, SupportRefused) for one in results) == 1, results
    assert Accident.objects.count() == 1


def test_without_waiting_for_one_another_it_would_be_two(file_both, monkeypatch):
    """The control: both have looked before either has written."""
    both, real = threading.Barrier(2), accidents._accident
    monkeypatch.setattr(accidents, "_wait_for", lambda person: None)

    def late(actor, request):
        both.wait(timeout=20)
        return real(actor, request)

    monkeypatch.setattr(accidents, "_accident", late)
    assert not [one for one in file_both() if isinstance(one, Exception)]
    assert Accident.objects.count() == 2
