"""What pay tells the layers below."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.ui import nav

from . import claimed, clock, correcting, costs, dues, indicators, moving, panel, party_data, privacy, rights


def _daily(actor: Actor) -> bool:
    """Who works with pay has it in the bar, the others at the foot."""
    return rights.TEAM(actor) or rights.COMMUNE(actor)


nav.register(nav.NavItem("pay", _("Tiền thù lao"), "pay:list", 45, _daily))
nav.register_foot(nav.NavItem("pay", _("Tiền thù lao"), "pay:list", 21, rights.READERS))
claimed.register_all()
clock.register_all()
correcting.register_all()
costs.register_all()
dues.register_all()
indicators.register_all()
moving.register_all()
panel.register_all()
party_data.register_all()
privacy.register_all()
import_module("hoathuan.pay.supports.registrations")
