"""What reports tells the layers below: its item of the bar."""

from django.utils.translation import gettext_lazy as _

from hoathuan.core.ui import nav
from hoathuan.privacy.api import Nothing, register

from . import dues
from .rules import FORM_READERS

nav.register(nav.NavItem("reports", _("Báo cáo"), "reports:list", 60, FORM_READERS))
register(Nothing("reports.FormVersion", "how a statutory form is laid out"))
dues.register_all()
