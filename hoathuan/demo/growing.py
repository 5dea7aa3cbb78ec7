"""What happens to the rosters besides: trainings before and after the reform, and newcomers in the new communes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from hoathuan.core.copying import write
from hoathuan.teams.models import Mediator, MediatorTraining
from hoathuan.teams.services.standing import restate
from hoathuan.units.models import Area, AreaSpan

from .days import LAST_OF_THREE_LEVELS, REFORM_DAY
from .rosters import Rosters

BEFORE = [date(2024, 4, 16), date(2024, 9, 24), date(2025, 5, 20)]
SINCE = [date(2025, 10, 15), date(2026, 4, 21), date(2026, 9, 17)]
TITLE = "Bồi dưỡng nghiệp vụ hòa giải (mẫu)"


def homes_of(areas: Sequence[Area]) -> dict[int, Area]:
    """Area of before → the area that a fact since the reform belongs to."""
    spans = AreaSpan.objects.filter(area__in=areas, valid__contains=REFORM_DAY).select_related("home")
    return {span.area_id: span.home for span in spans}


def train(terms: Sequence[Mediator], days: Sequence[date], random: Random, homes: Mapping[int, Area]) -> None:
    """Each time about one mediator in four; `homes`: where the facts of those days belong."""
    trained = []
    for day in days:
        for term in terms:
            serves = term.started_on <= day and (term.ended_on is None or term.ended_on >= day)
            if serves and random.random() < 0.26:
                row = MediatorTraining(mediator=term, trained_on=day, title=TITLE)
                row.locate(homes.get(term.area_id, term.area))
                trained.append(row)
    write(trained)


def newcomers(rosters: Rosters, homes: Mapping[int, Area], random: Random, until: date) -> None:
    """One team in eight gets somebody new after the reform."""
    chosen = [team for team in rosters.teams if random.random() < 0.12]
    people = [rosters.someone(team) for team in chosen]
    write(people)
    days = (until - LAST_OF_THREE_LEVELS).days
    terms = [
        rosters.term(
            team, homes[team.area_id], who, 0, LAST_OF_THREE_LEVELS + timedelta(days=random.randint(1, days))
        )
        for team, who in zip(chosen, people, strict=True)
    ]
    write(terms)
    for term in terms:
        rosters.by_team[term.team_id].append(term)
    restate([team.pk for team in chosen])
