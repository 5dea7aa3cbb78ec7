"""Small registries for the tests."""

from datetime import date
from typing import Any

from hoathuan.accounts.actor import SYSTEM
from hoathuan.teams.models import Mediator, Team
from hoathuan.teams.services.heads import appoint_head
from hoathuan.teams.services.mediators import MediatorDetails, add_mediator
from hoathuan.teams.services.teams import TeamDetails, create_team

START = date(2025, 7, 1)


def team_in(commune: Any, name: str = "Tổ hòa giải thôn 1", villages: Any = (), **fields: Any) -> Team:
    details = TeamDetails(name=name, started_on=fields.pop("started_on", START), **fields)
    return create_team(commune=commune, details=details, villages=villages, actor=SYSTEM)


def mediator_in(team: Team, name: str, sex: str = "M", started_on: date = START, **fields: Any) -> Mediator:
    details = MediatorDetails(full_name=name, sex=sex, started_on=started_on, **fields)
    return add_mediator(team=team, details=details, actor=SYSTEM, another=True)


def complete_team(commune: Any, name: str = "Tổ hòa giải thôn 1", villages: Any = ()) -> Team:
    """Three mediators, one of them a woman, one of them head."""
    team = team_in(commune, name, villages)
    head = mediator_in(team, "Người Mẫu Một", birth_year=1960)
    mediator_in(team, "Người Mẫu Hai", birth_year=1970)
    mediator_in(team, "Người Mẫu Ba", "F", birth_year=1980)
    appoint_head(team=team, mediator=head, started_on=START, actor=SYSTEM)
    return team
