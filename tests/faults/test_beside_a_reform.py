"""Erasing, heads of teams, numbers of people: each beside a reform, one after the other and not against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError

from hoathuan.accounts import following
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.plans.models import Plan
from hoathuan.plans.services import plans
from hoathuan.privacy.choices import ERASED, ErasureState
from hoathuan.privacy.erasing import running as erasing
from hoathuan.privacy.models import IdentityPaper
from hoathuan.privacy.numbers import keeping
from hoathuan.privacy.numbers.wall import numbers_open
from hoathuan.privacy.tests.test_erasing import allow
from hoathuan.teams.models import Mediator, TeamHead
from hoathuan.teams.services import heads
from hoathuan.units.changing import gate
from tests.moving.country import Country, actor_of, build
from tests.moving.test_people import after

from .test_imports import HERE, Meeting, in_thread, nowhere_gone
from .test_kills import content

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> Country:
    return build()


def beside(made: Country, home: Any, name: str, monkeypatch: pytest.MonkeyPatch, nth: int = 1) -> Any:
    """After the nth call of a function a reform begins; the caller goes on when the reform waits, or is at work."""
    meeting, usual, left = Meeting(made), getattr(home, name), [nth]
    reforming: list[Any] = []

    def then_a_reform(*args: Any, **kwargs: Any) -> Any:
        answer = usual(*args, **kwargs)
        left[0] -= 1
        if not left[0]:
            reforming.extend(in_thread(meeting.apply))
            assert meeting.write.wait(60)
        return answer

    monkeypatch.setattr(home, name, then_a_reform)
    return reforming


def outcomes(call: Callable[[], Any], reforming: list[Any]) -> tuple[Exception | None, Any]:
    """What came of the call and of the reform."""
    problem: Exception | None = None
    try:
        call()
    except Exception as raised:  # the test looks at it
        problem = raised
    reforming[0].join()
    return problem, reforming[1][0]


@pytest.mark.parametrize("guarded", [True, False])
def test_an_erasure_and_a_reform(made: Country, monkeypatch: pytest.MonkeyPatch, guarded: bool) -> None:
    allow("cases.content", 1)
    with monkeypatch.context() as patch, as_actor(SYSTEM):
        patch.setattr(erasing, "_queue", lambda erasure: None)
        erasure = erasing.start_due(SYSTEM)
    reforming = beside(made, erasing, "_step", monkeypatch)
    if not guarded:
        monkeypatch.setattr(erasing.gate, "hold", lambda: None)

    def erase() -> None:
        with as_actor(SYSTEM):
            erasing.carry_on(erasure.uuid)

    problem, outcome = outcomes(erase, reforming)
    if not guarded:
        assert isinstance(problem, OperationalError) or isinstance(outcome, Exception)
        return
    assert (problem, type(outcome).__name__) == (None, "Outcome"), outcome
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.DONE
    made.seats = {name: after(seat) for name, seat in made.seats.items() if name in (HERE, "Xã Phú Khác")}
    made.teams = {name: team for name, team in made.teams.items() if name in made.seats}
    assert sum(ERASED in row for row in content(made)) == 12, "of the merged commune and of the renamed one"
    nowhere_gone()


@pytest.mark.parametrize("guarded", [True, False])
def test_a_head_of_a_team_and_a_reform(made: Country, monkeypatch: pytest.MonkeyPatch, guarded: bool) -> None:
    officer, team = actor_of(made.seats[HERE]), made.teams[HERE]
    other = Mediator.objects.filter(team=team).order_by("-pk")[0]
    reforming = beside(made, heads, "_close_former", monkeypatch)
    if not guarded:
        monkeypatch.setattr(gate, "hold", lambda: None)

    def appoint() -> None:
        with as_actor(officer):
            heads.appoint_head(team=team, mediator=other, started_on=date(2026, 6, 1), actor=officer)

    problem, outcome = outcomes(appoint, reforming)
    if not guarded:
        assert isinstance(problem, OperationalError) or isinstance(outcome, Exception)
        return
    assert (problem, type(outcome).__name__) == (None, "Outcome"), outcome
    assert TeamHead.objects.get(team=team, ended_on=None).mediator == other
    nowhere_gone()


@pytest.mark.parametrize("guarded", [True, False])
def test_a_number_written_beside_a_reform_is_read_by_the_officer_of_after(
    made: Country, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    """Its row says where it may be read: written after the rows were moved, nobody would read it any more."""
    officer = actor_of(made.seats[HERE])
    person = Mediator.objects.filter(team=made.teams[HERE])[0].person
    meeting, look = Meeting(made), keeping._taken
    reforming: list[Any] = []

    def looked(*args: Any) -> bool:
        reforming.extend(in_thread(meeting.apply))
        assert meeting.write.wait(60)
        if not guarded:
            reforming[0].join()
        return look(*args)

    monkeypatch.setattr(keeping, "_taken", looked)
    if not guarded:
        monkeypatch.setattr(following.gate, "hold", lambda: None)

    def write() -> None:
        with as_actor(officer):
            keeping.write_identity(person=person, kind="cccd", number="0" * 12, version=None, actor=officer)

    problem, outcome = outcomes(write, reforming)
    assert (problem, type(outcome).__name__) == (None, "Outcome"), outcome
    new = actor_of(after(made.seats[HERE]))
    with as_actor(new), numbers_open(new):
        assert IdentityPaper.objects.filter(person=person).count() == (1 if guarded else 0)


@pytest.mark.parametrize("guarded", [True, False])
def test_a_plan_begun_beside_a_reform_goes_on_with_the_unit_of_after(
    made: Country, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    officer, body, meeting, check = (
        actor_of(made.seats[HERE]),
        made.seats[HERE].body,
        Meeting(made),
        plans.check_body,
    )
    reforming: list[Any] = []

    def checked(*args: Any) -> None:
        check(*args)
        reforming.extend(in_thread(meeting.apply))
        assert meeting.write.wait(60)
        if not guarded:
            reforming[0].join()

    monkeypatch.setattr(plans, "check_body", checked)
    if not guarded:
        monkeypatch.setattr(following.gate, "hold", lambda: None)

    def begin() -> None:
        with as_actor(officer):
            plans.create_plan(actor=officer, body=body, year=2026, title="Kế hoạch hòa giải năm 2026")

    problem, outcome = outcomes(begin, reforming)
    assert (problem, type(outcome).__name__) == (None, "Outcome"), outcome
    unit = Plan.objects.select_related("unit").get().unit
    assert unit.name == ("Xã Hợp Mẫu" if guarded else HERE), (
        "without the guard it stands where nobody sees it"
    )
