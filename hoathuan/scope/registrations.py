"""What scope tells the layers below."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.rules import ANY_SEAT
from hoathuan.core.ui import nav

from . import privacy

privacy.register_all()
# asked now and then; teams reach it from their home, too
nav.register_foot(nav.NavItem("scope", _("Việc này có hòa giải được không?"), "scope:check", 15, ANY_SEAT))
