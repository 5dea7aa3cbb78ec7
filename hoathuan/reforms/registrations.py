"""What reforms tells the layers below: its place in the navigation, and what the worker does now and then."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.handover import register_duty
from hoathuan.core import jobs
from hoathuan.core.ui import nav
from hoathuan.core.ui.nav import NavItem
from hoathuan.units.api import register_mover

from .handing_over import APPROVED
from .rules import REFORMERS
from .services.running import apply_due, settle
from .trial import LAST

nav.register(NavItem("reforms", _("Sắp xếp đơn vị"), "reforms:list", 83, REFORMERS))
jobs.register_often("reforms.settle", settle)
jobs.register_often("reforms.apply_due", apply_due)
register_mover(LAST)
register_duty(APPROVED)
