"""What a page is about, if the acting seat may see it; else a 404 that tells nothing."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hoathuan.accounts.actor import actor_in
from hoathuan.accounts.rules import TEAM_WRITERS
from hoathuan.teams import selectors
from hoathuan.teams.models import Mediator, Team
from hoathuan.units.models import Unit


def team_in_reach(request: HttpRequest, pk: Any) -> Team:
    teams = selectors.teams_visible_to(actor_in(request)).select_related("now_commune")
    return get_object_or_404(teams, uuid=pk)


def mediator_in_reach(request: HttpRequest, pk: Any) -> Mediator:
    mediators = selectors.mediators_visible_to(actor_in(request))
    return get_object_or_404(mediators.select_related("person", "team", "now_commune"), uuid=pk)


def own_commune(request: HttpRequest) -> Unit:
    """The commune of an officer's seat."""
    return get_object_or_404(Unit, pk=actor_in(request).commune_id)


def may_write(request: HttpRequest) -> bool:
    return TEAM_WRITERS(actor_in(request))
