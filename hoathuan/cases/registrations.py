"""What cases tells the layers below: its indicators, its import, its place in the navigation."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.handover import register_duty
from hoathuan.accounts.rules import TEAM_SEATS
from hoathuan.core import imports
from hoathuan.core.ui import nav
from hoathuan.core.ui.nav import NavItem
from hoathuan.units.api import Mover, register_follower, register_mover

from . import (
    clock,
    corrections,
    dues,
    dues_danger,
    following,
    indicators,
    moving,
    norms,
    party_data,
    privacy,
    scoping,
    telling,
)
from .handing_over import DISPUTES
from .importing import REGISTER
from .rights import READERS


def _office(actor: Actor) -> bool:
    """Offices read a list; a team has the same list under its own words."""
    return READERS(actor) and not TEAM_SEATS(actor)


nav.register(NavItem("cases", _("Vụ việc"), "cases:list", 40, _office))
nav.register(NavItem("cases-record", _("Ghi vụ việc"), "cases:record", 20, TEAM_SEATS))
nav.register(NavItem("cases-book", _("Sổ vụ việc"), "cases:list", 30, TEAM_SEATS))
indicators.register_all()
privacy.register_all()
telling.register_all()
scoping.register_all()
moving.register_all()
corrections.register_all()
norms.register_all()
dues.register_all()
dues_danger.register_all()
clock.register_all()
party_data.register_all()
imports.register(REGISTER)
register_duty(DISPUTES)
register_follower("cases", following.follow_villages)
register_mover(Mover("cases.retrace", following.retrace, order=20))
