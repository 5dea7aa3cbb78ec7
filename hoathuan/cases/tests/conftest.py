"""Teams of the small world, entries for them, and seats that write."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from hoathuan.accounts.models import Person
from hoathuan.cases.choices import Ending, Field
from hoathuan.cases.entries import Entry
from hoathuan.cases.parties import Someone
from hoathuan.teams.models import Mediator, Team
from hoathuan.units.selectors import area_of

TODAY = date(2026, 6, 23)
PEOPLE = (Someone("Lò Thị Mẫu", 1972, "thôn 1"), Someone("Hà Văn Mẫu", 1968, "thôn 1"))


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests live on 23/06/2026."""
    from hoathuan.core import dates

    monkeypatch.setattr(dates.timezone, "now", lambda: dates.datetime(2026, 6, 23, 9, tzinfo=dates.ZONE))


def make_team(commune: Any, name: str = "Tổ hòa giải thôn 1") -> Any:
    team = Team(name=name, started_on=date(2025, 7, 1))
    team.locate(area_of(commune))
    team.save()
    return team


def make_mediator(team: Any, name: str) -> Any:
    person = Person.objects.create(full_name=name)
    mediator = Mediator(
        person=person, team=team, started_on=date(2025, 7, 1), sort=person.sort, folded=person.folded
    )
    mediator.locate(team.area)
    mediator.save()
    return mediator


@pytest.fixture
def team(world: Any) -> Any:
    return make_team(world.xa_a)


@pytest.fixture
def other_team(world: Any) -> Any:
    """Another team of the same commune."""
    return make_team(world.xa_a, "Tổ hòa giải thôn 2")


@pytest.fixture
def sister_team(world: Any) -> Any:
    """A team of the sister commune."""
    return make_team(world.xa_b)


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Any:
    return seat_of("commune_officer", world.xa_a, "Cán bộ Mẫu")


@pytest.fixture
def head(world: Any, seat_of: Any, team: Any) -> Any:
    return seat_of("team_head", world.villages["Xã An Mẫu"][0], "Tổ trưởng Mẫu", team_id=team.pk)


@pytest.fixture
def entry(team: Any) -> Callable[..., Entry]:
    """An entry that is right; named parts replace its own."""

    def make(**changes: Any) -> Entry:
        base: dict[str, Any] = {
            "team": team, "field": Field.LAND, "received_on": date(2026, 6, 1), "ended_on": date(2026, 6, 10),
            "ending": Ending.AGREEMENT, "people": PEOPLE, "summary": "Tranh chấp lối đi chung.",
        }  # fmt: skip
        if changes.get("ended_on", True) is None:
            base |= {"ending": "", "ended_on": None}
        return Entry(**(base | changes))

    return make


@pytest.fixture
def actor(acting: Any, officer: Any) -> Iterator[Any]:
    """The commune's officer, acting."""
    with acting(officer) as actor:
        yield actor
