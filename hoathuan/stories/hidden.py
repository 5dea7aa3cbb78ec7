"""What a story about a dispute must not tell: the names and places that its register and its team hold."""

from __future__ import annotations

from collections.abc import Iterator

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, may_read_content, people_of, workers_of
from hoathuan.privacy.api import ERASED
from hoathuan.teams.api import Mediator, Team, TeamVillage

from .finding import Wanted


def wanted_of(actor: Actor, case: Case) -> Wanted:
    """Everybody who took part and everywhere it may have been, as far as this seat may read it.

    Parties, related and invited people are read behind row security: who may not read them gets only the team's.
    """
    people = [person for person in people_of(actor, case) if person.full_name != ERASED]
    names = [person.full_name for person in people] + list(_met(actor, case)) + list(_mediators(case))
    places = [person.address for person in people if person.address] + list(_places(case))
    if may_read_content(actor, case):
        places += case.session_contents.exclude(place="").values_list("place", flat=True)
    return Wanted(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(places)))


def _met(actor: Actor, case: Case) -> Iterator[str]:
    """Who was to be invited, whether or not he came, and who sat there when the parties met."""
    if not may_read_content(actor, case):
        return
    yield from case.invited.exclude(full_name=ERASED).values_list("full_name", flat=True)
    for present in case.session_contents.values_list("present", flat=True):
        yield from (str(one["name"]) for one in present if one.get("name"))


def _mediators(case: Case) -> Iterator[str]:
    """The whole team: who mediated is among them, and each of them tells the place."""
    terms = Mediator.objects.filter(team_id=case.team_id)
    yield from terms.values_list("person__full_name", flat=True)
    yield from (one.mediator.person.full_name for one in workers_of(case))


def _places(case: Case) -> Iterator[str]:
    """The team, its villages, the commune then and now."""
    team = Team.objects.select_related("area__then_commune", "now_commune").get(pk=case.team_id)
    yield team.name
    yield team.former_commune
    yield team.area.then_commune.name
    if team.now_commune:
        yield team.now_commune.name
    if case.now_commune:
        yield case.now_commune.name
    if case.village:
        yield case.village.name
    yield from TeamVillage.objects.filter(team=team).values_list("village__name", flat=True)
