"""Sources of the tests, the hands of the clock, and disputes with words that must never go outside."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest

from hoathuan.accounts.models import Person
from hoathuan.cases import services as cases
from hoathuan.cases.entries import Entry
from hoathuan.cases.parties import Someone
from hoathuan.core import dates
from hoathuan.inbox.dues import registry
from hoathuan.inbox.dues.holders import holders_of
from hoathuan.inbox.dues.registry import Asked, Due, DueSource, Office
from hoathuan.teams.models import Mediator, Team
from hoathuan.units.selectors import area_of

DAY = date(2026, 6, 23)
#: Said in a dispute, and nowhere else.
SECRETS = ("Lò Thị Kín", "Hà Văn Kín", "bờ rào phía suối", "thôn Kín")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`clock(2026, 12, 31, 23, 59)`: it is that moment in Viet Nam now."""
    from django.utils import timezone

    def turn(*parts: int) -> None:
        moment = datetime(*parts, tzinfo=dates.ZONE)  # type: ignore[arg-type]
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return turn


@pytest.fixture
def dues() -> Iterator[list[Due]]:
    """Dues of a context of the tests, alone in the registry; of a commune's officer unless an office says otherwise."""
    kept = dict(registry._sources)
    listed: list[Due] = []
    registry._sources.clear()
    registry.register(
        DueSource(
            "thu",
            "Việc thử",
            kinds=("commune_officer", "team_head", "mediator", "province_officer"),
            office_kinds=("commune_officer",),
            of=lambda asked: _asked_for(listed, asked),
        )
    )
    yield listed
    registry._sources.clear()
    registry._sources.update(kept)


def _asked_for(listed: list[Due], asked: Asked) -> Iterator[Due]:
    seat = asked.actor.seat if asked.actor else None
    holders = holders_of(listed if seat else ())
    for due in listed:
        if due.due_on is not None and not (asked.since or date.min) <= due.due_on <= asked.until:
            continue
        mine = seat is None or seat in holders.of(due.office)
        if mine and (asked.units is None or due.office.unit_id in asked.units):
            yield due


def due_of(unit: Any, due_on: date | None, key: str = "1", **office: Any) -> Due:
    kinds = office.pop("kinds", ("commune_officer",))
    return Due(f"thu:{key}", f"Việc {key}", due_on, Office(unit.pk, kinds, **office), "/viec-thu/")


@pytest.fixture
def team(world: Any) -> Any:
    made = Team(name="Tổ hòa giải thôn 1", started_on=date(2025, 7, 1))
    made.locate(area_of(world.xa_a))
    made.save()
    return made


@pytest.fixture
def dispute(world: Any, team: Any, seat_of: Any, acting: Any, clock: Any) -> Any:
    """Assigned on 20/06/2026 to a mediator of the team: to be begun by 23/06/2026."""
    clock(2026, 6, 20, 9)
    person = Person.objects.create(full_name="Hòa giải viên Mẫu")
    mediator = Mediator(
        person=person, team=team, started_on=date(2025, 7, 1), sort=person.sort, folded=person.folded
    )
    mediator.locate(team.area)
    mediator.save()
    officer = seat_of("commune_officer", world.xa_a, "Cán bộ Mẫu")
    entry = Entry(
        team=team, field="land", received_on=date(2026, 6, 19), ended_on=None, ending="",
        people=(Someone(SECRETS[0], 1972, SECRETS[3]), Someone(SECRETS[1], 1968, SECRETS[3])), summary=SECRETS[2],
    )  # fmt: skip
    with acting(officer) as actor:
        case = cases.record_many(actor=actor, entries=[entry])[0]
    type(case).objects.filter(pk=case.pk).update(
        state="assigned", assigned_on=date(2026, 6, 20), start_by=DAY, start_basis="law", mediator=mediator
    )
    case.refresh_from_db()
    case.officer = officer
    return case
