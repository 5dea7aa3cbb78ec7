"""What stats tells the layers below."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.rules import REGISTRY_READERS
from hoathuan.core import jobs, operations
from hoathuan.core.ui import nav
from hoathuan.privacy.api import Nothing, register


def register_all() -> None:
    from . import moving
    from .cells.folding import fold
    from .models import Delta

    jobs.register_often("stats.fold", fold)
    operations.register_gauge(
        "deltas_unfolded", "Changes that are not added to the sums yet", Delta.objects.count
    )
    register(*(Nothing(f"stats.{name}", "sums of facts, by place and day") for name in ("Cell", "Delta")))
    register(Nothing("stats.Recipe", "how sums are made", {"name": "the name of a sum"}))
    moving.register_all()
    nav.register(nav.NavItem("stats", _("Số liệu"), "stats:index", 60, REGISTRY_READERS))
