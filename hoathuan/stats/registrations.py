"""What stats tells the layers below."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.rules import REGISTRY_READERS
from hoathuan.core import jobs
from hoathuan.core.ui import nav


def register_all() -> None:
    from .cells.folding import fold

    jobs.register_often("stats.fold", fold)
    nav.register(nav.NavItem("stats", _("Số liệu"), "stats:index", 60, REGISTRY_READERS))
