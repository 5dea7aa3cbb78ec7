"""A commune with two teams and the seats that support passes through; money that was allocated."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.budgets import api as budgets
from hoathuan.pay.supports.choices import Asker, Harm, Insured, Situation
from hoathuan.pay.supports.keys import ACCIDENT_LINE, TEAMS_LINE
from hoathuan.pay.supports.services import accidents
from hoathuan.pay.supports.services.accidents import Request
from hoathuan.teams.models import Mediator
from hoathuan.teams.tests.registry import complete_team, team_in

TODAY = date(2026, 6, 23)
FELL = date(2026, 6, 1)
DECISION = budgets.Document("12/QĐ-UBND", date(2026, 1, 5))


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests live on 23/06/2026."""
    from hoathuan.core import dates

    monkeypatch.setattr(dates.timezone, "now", lambda: dates.datetime(2026, 6, 23, 9, tzinfo=dates.ZONE))


@pytest.fixture
def commune(world: Any, seat_of: Any, actor_of: Any) -> Any:
    """`commune.teams`, seats `officer`, `leader`, `accountant`, `finance`; as(seat, verb, …) acts."""
    made = SimpleNamespace(unit=world.xa_a, world=world)
    made.teams = [complete_team(world.xa_a, "Tổ hòa giải thôn 1"), team_in(world.xa_a, "Tổ hòa giải thôn 2")]
    made.officer = seat_of("commune_officer", world.xa_a, "Vi Thị Tư Pháp")
    made.leader = seat_of("commune_leader", world.xa_a, "Hà Văn Lãnh Đạo")
    made.accountant = seat_of("commune_accountant", world.xa_a, "Lò Thị Kế Toán")
    made.head = seat_of(
        "team_head", world.villages["Xã An Mẫu"][0], "Vừ A Tổ Trưởng", team_id=made.teams[0].pk
    )

    def act(seat: Any, verb: Any, **given: Any) -> Any:
        actor = actor_of(seat)
        with as_actor(actor):
            return verb(actor=actor, **given)

    made.act = act
    return made


@pytest.fixture
def funded(commune: Any) -> Any:
    """The same with money on both lines for 2026."""
    for line in (TEAMS_LINE, ACCIDENT_LINE):
        commune.act(
            commune.accountant,
            budgets.allocate,
            unit=commune.unit,
            year=2026,
            line=line,
            amount=100_000_000,
            source=budgets.Source.STATE,
            document=DECISION,
        )
    return commune


def request_of(term: Any, **more: Any) -> Request:
    """What a mediator who fell on the way asks for."""
    given = {
        "mediator": term,
        "harm": Harm.INJURY,
        "situation": Situation.GOING,
        "happened_on": FELL,
        "place": "dốc đầu thôn Mẫu",
        "account": "Ngã xe máy khi đi hòa giải.",
        "insured": Insured.NO,
        "asker": Asker.SELF,
        "filed_on": date(2026, 6, 3),
        "income_asked": True,
    }
    return Request(**(given | more))


@pytest.fixture
def term(funded: Any) -> Mediator:
    """A mediator who is not the head."""
    return Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Hai")


@pytest.fixture
def file(funded: Any, term: Any) -> Callable[..., Any]:
    def run(seat: Any = None, **more: Any) -> Any:
        return funded.act(
            seat or funded.officer, accidents.file_request, request=request_of(more.pop("term", term), **more)
        )

    return run
