"""What desk tells the layers below: its place in the navigation."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.rules import ANY_SEAT
from hoathuan.core.ui.nav import NavItem, register

from . import privacy

register(NavItem("home", _("Việc của tôi"), "desk:home", 10, ANY_SEAT))
privacy.register_all()
