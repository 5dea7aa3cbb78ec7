"""A mediator of a commune, with what is needed to keep numbers of her."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest


@pytest.fixture
def mediator_in(world: Any) -> Callable[..., Any]:
    """Make a mediator in a commune: `mediator_in(world.xa_a, "Lò Thị Thử")`; returns the term."""
    from hoathuan.accounts.models import Person
    from hoathuan.teams.models import Mediator, Team
    from hoathuan.units.api import area_of

    def make(commune: Any, name: str = "Lò Thị Thử", **fields: Any) -> Any:
        day = date(2025, 7, 1)
        place = area_of(commune.pk, day)
        team = Team.objects.filter(now_commune=commune, name="Tổ thử").first()
        if team is None:
            team = Team(name="Tổ thử", started_on=day)
            team.locate(place)
            team.save()
        person = Person.objects.create(full_name=name, birth_year=1970)
        term = Mediator(
            person=person, team=team, started_on=day, sort=person.sort, folded=person.folded, **fields
        )
        term.locate(place)
        term.save()
        return term

    return make
