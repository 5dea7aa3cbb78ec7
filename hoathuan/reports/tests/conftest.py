"""Cases and teams for forms, and the forms themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hoathuan.cases.models import Case
from hoathuan.reports.services import load_forms
from hoathuan.teams.models import Team, TeamStanding
from hoathuan.units.api import area_of

BIEU_12 = "20-2013-bieu-12"
BIEU_11C = "20-2013-bieu-11c"


@pytest.fixture(autouse=True)
def forms(db: None) -> None:
    """The definitions that come with the program."""
    load_forms()


@pytest.fixture
def team_in() -> Callable[..., Team]:
    def make(commune: Any, name: str = "Tổ hòa giải thôn 1") -> Team:
        team = Team(name=name, started_on=date(2025, 7, 1))
        team.locate(area_of(commune))
        team.save()
        standing = TeamStanding(team=team, started_on=team.started_on, composition="incomplete")
        standing.locate(area_of(commune))
        standing.save()
        return team

    return make


@pytest.fixture
def case_in() -> Callable[..., Case]:
    """A dispute of a team with the days that matter; what it became follows from them."""

    def make(team: Team, received: date, **fields: Any) -> Case:
        case = Case(**case_fields(team, received, **fields))
        case.save()
        return case

    return make


def case_fields(
    team: Team,
    received: date,
    *,
    assigned: date | None = None,
    ended: date | None = None,
    referred: date | None = None,
    successful: bool = True,
    matter: str = "b",
) -> dict[str, Any]:
    state = "ended" if ended else "referred" if referred else "assigned" if assigned else "received"
    number = Case.objects.filter(team=team, book_year=received.year).count() + 1
    ending = ("agreement" if successful else "party") if ended else ""
    outcome = ("successful" if successful else "unsuccessful") if ended else ""
    place = {name: getattr(team, name) for name in ("area_id", "now_province_id", "now_commune_id")}
    return place | {
        "team": team, "book_year": received.year, "book_number": number, "received_on": received,
        "assigned_on": assigned, "ended_on": ended, "referred_on": referred, "closed_on": ended or referred,
        "state": state, "ending": ending, "outcome": outcome, "matter": matter, "field": "other",
    }  # fmt: skip
