"""What budgets tells the layers below, and the cost lines that every commune has."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import seats
from hoathuan.core.ui import nav

from . import dues, kinds, moving, privacy, rights

_MONEY = seats(SeatKind.COMMUNE_ACCOUNTANT, SeatKind.PROVINCE_FINANCE)

# who works with money every day has it in the bar; the six items of the others are taken
nav.register(nav.NavItem("budgets", _("Kinh phí"), "budgets:home", 50, _MONEY))
nav.register_foot(nav.NavItem("budgets", _("Kinh phí"), "budgets:home", 20, rights.READERS))
kinds.register_all()
dues.register_all()
privacy.register_all()
moving.register_all()
