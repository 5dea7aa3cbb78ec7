"""What plans tells the layers below: its item of the bar, and how targets may be shared out."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.handover import register_duty
from hoathuan.accounts.rules import OFFICE
from hoathuan.core.ui import nav

from . import dues, moving, privacy, reading, weights
from .handing_over import TASKS

nav.register(nav.NavItem("plans", _("Kế hoạch"), "plans:list", 20, OFFICE))
weights.register_weight("population", _("Chia theo dân số"), weights.population)
weights.register_weight("households", _("Chia theo số hộ"), weights.households)
privacy.register_all()
moving.register_all()
register_duty(TASKS)
reading.register_all()
dues.register_all()
