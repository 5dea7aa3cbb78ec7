"""What teams tells the layers below: its place in the navigation, how a seat's team is called, its figures."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.handover import register_passer
from hoathuan.accounts.rules import REGISTRY_READERS, TEAM_SEATS
from hoathuan.core import imports
from hoathuan.core.ui import context, nav
from hoathuan.core.ui.nav import NavItem
from hoathuan.plans.api import register_weight
from hoathuan.units.api import Mover, register_follower, register_mover

from . import dues, following, indicators, moving, norms, papers, privacy, reading
from .api import team_of, weights
from .handing_over import PASSERS
from .roster.kind import KIND


def _reads_registry(actor: Any) -> bool:
    """Every reader but a team's own people, who have their team."""
    return REGISTRY_READERS(actor) and not TEAM_SEATS(actor)


def _team_name(actor: Actor) -> str:
    team = team_of(actor)
    return str(team) if team else ""


nav.register(NavItem("teams", _("Tổ hòa giải"), "teams:home", 30, _reads_registry))
nav.register(NavItem("own-team", _("Tổ của tôi"), "teams:own", 30, TEAM_SEATS))
context.name_place(_team_name)
imports.register(KIND)
indicators.register_all()
privacy.register_all()
reading.register_all()
moving.register_all()
norms.register_all()
dues.register_all()
papers.register_all()
register_weight("teams", _("Theo số tổ hòa giải"), weights)
for _kind, _passer in PASSERS.items():
    register_passer(_kind, _passer)
register_follower("teams", following.follow_villages)
register_mover(Mover("teams.retrace", following.retrace, order=10))
