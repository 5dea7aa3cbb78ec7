"""From when to when a team was complete follows from terms, whatever order they were written in."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from hoathuan.accounts.actor import SYSTEM
from hoathuan.teams.models import Mediator, Team, TeamHead, TeamStanding
from hoathuan.teams.rules import Makeup, is_complete
from hoathuan.teams.services.heads import appoint_head
from hoathuan.teams.services.mediators import end_mediator
from hoathuan.teams.services.standing import restate
from hoathuan.teams.services.teams import dissolve_team

from .registry import START, complete_team, mediator_in, team_in

pytestmark = pytest.mark.django_db


def stood(team: Team) -> list[tuple[str, date, date | None]]:
    rows = TeamStanding.objects.filter(team=team).order_by("started_on")
    return list(rows.values_list("composition", "started_on", "ended_on"))


def test_a_team_becomes_complete_with_its_head_and_not_before(world: Any) -> None:
    team = team_in(world.xa_a)
    assert stood(team) == [("incomplete", START, None)]
    head = mediator_in(team, "Người Mẫu A", "F")
    for name in ("Người Mẫu B", "Người Mẫu C"):
        mediator_in(team, name)
    appoint_head(team=team, mediator=head, started_on=date(2025, 9, 1), actor=SYSTEM)
    assert stood(team) == [("incomplete", START, date(2025, 8, 31)), ("complete", date(2025, 9, 1), None)]


def test_the_last_woman_leaves_and_the_team_is_incomplete_from_the_next_day(world: Any) -> None:
    team = complete_team(world.xa_a)
    woman = Mediator.objects.get(team=team, sex="F")
    end_mediator(
        mediator=woman, version=1, ended_on=date(2026, 3, 31), reason="wish", decision="12/QĐ", actor=SYSTEM
    )
    assert stood(team) == [("complete", START, date(2026, 3, 31)), ("incomplete", date(2026, 4, 1), None)]


def test_a_head_who_leaves_takes_the_headship_along(world: Any) -> None:
    team = complete_team(world.xa_a)
    mediator_in(team, "Người Mẫu Bốn")
    head = TeamHead.objects.get(team=team).mediator
    end_mediator(
        mediator=head, version=1, ended_on=date(2026, 1, 10), reason="wish", decision="1/QĐ", actor=SYSTEM
    )
    assert TeamHead.objects.get(team=team).ended_on == date(2026, 1, 10)
    assert stood(team)[-1] == ("incomplete", date(2026, 1, 11), None)


def test_a_dissolved_team_stands_until_its_last_day(world: Any) -> None:
    team = complete_team(world.xa_a)
    dissolve_team(team=team, version=1, ended_on=date(2026, 5, 5), decision="9/QĐ", actor=SYSTEM)
    assert stood(team) == [("complete", START, date(2026, 5, 5))]
    assert not Mediator.objects.filter(team=team, ended_on=None).exists()


def test_on_every_day_the_timeline_says_what_the_rule_says(world: Any) -> None:
    """Random terms: the set-based timeline equals the rule asked day by day."""
    chance = random.Random(20)
    teams = [team_in(world.xa_a, f"Tổ {n}", needs_minority=n % 2 == 0) for n in range(4)]
    for team in teams:
        for n in range(7):
            start = START + timedelta(days=chance.randrange(60))
            mediator = mediator_in(
                team,
                f"Người Mẫu {team.pk} {n}",
                chance.choice("MF"),
                start,
                ethnicity=chance.choice(["01", "06"]),
            )
            if chance.random() < 0.6:
                mediator.ended_on = start + timedelta(days=chance.randrange(60))
                mediator.save()
        first = Mediator.objects.filter(team=team).order_by("started_on").first()
        TeamHead.objects.create(team=team, mediator=first, started_on=first.started_on, ended_on=None)
    restate([team.pk for team in teams])
    for team in teams:
        for offset in range(130):
            day = START + timedelta(days=offset)
            assert _stands(team, day) == _rule(team, day), (team.name, day)


def _stands(team: Team, day: date) -> bool:
    rows = [row for row in stood(team) if row[1] <= day and (row[2] is None or row[2] >= day)]
    assert len(rows) == 1, "one standing on every day"
    return rows[0][0] == "complete"


def _rule(team: Team, day: date) -> bool:
    active = [
        m for m in team.mediators.all() if m.started_on <= day and (m.ended_on is None or m.ended_on >= day)
    ]
    head = team.heads.get()
    return is_complete(
        Makeup(
            mediators=len(active),
            women=sum(m.sex == "F" for m in active),
            minority=sum(m.minority == "other" for m in active),
            needs_minority=team.needs_minority,
            has_head=head.started_on <= day,
            head_active=head.mediator in active,
        )
    )
