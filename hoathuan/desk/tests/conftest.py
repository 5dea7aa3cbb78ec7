"""The commune in which pay is tested serves the pages of a mediator too."""

from datetime import date
from typing import Any

import pytest

from hoathuan.accounts.models import Seat
from hoathuan.cases.api import Case, CaseMediator
from hoathuan.pay.tests.conftest import desk, go, mediators, money, seats, team

__all__ = ["desk", "go", "mediators", "money", "seats", "team"]


@pytest.fixture
def seat_for(world: Any, seat_of: Any, team: Any) -> Any:
    """The seat of somebody who is on the roster."""

    def make(term: Any, kind: str = "mediator") -> Any:
        seat = seat_of(kind, world.villages["Xã An Mẫu"][0], team_id=team.pk)
        unused, user = seat.person, seat.person.user
        Seat.objects.filter(pk=seat.pk).update(person=term.person)
        unused.delete()
        term.person.user = user
        term.person.save()
        return Seat.objects.select_related("person__user").get(pk=seat.pk)

    return make


@pytest.fixture
def me(seat_for: Any, mediators: Any) -> Any:
    return seat_for(mediators[1])


@pytest.fixture
def head(seat_for: Any, mediators: Any) -> Any:
    return seat_for(mediators[0], "team_head")


def assigned(desk: Any, mediator: int, received: date = date(2026, 6, 1)) -> Case:
    """A dispute that this mediator has to begin."""
    case = desk.case(received_on=received, ended_on=None, ending="", mediator=None)
    term = desk.mediators[mediator]
    Case.objects.filter(pk=case.pk).update(
        state="assigned", assigned_on=received, start_basis="law", start_by=date(2026, 6, 25), mediator=term
    )
    CaseMediator.objects.create(case=case, mediator=term, from_on=received, came="head")
    case.refresh_from_db()
    return case
