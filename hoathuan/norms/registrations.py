"""What norms tells the layers below, and the kinds that it knows itself."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts import notices
from hoathuan.accounts.rules import ADMINISTRATORS, ANY_SEAT
from hoathuan.core import jobs
from hoathuan.core.ui import nav

from . import kinds, privacy
from .days import chores, moving

nav.register(nav.NavItem("norms", _("Định mức"), "norms:list", 84, ADMINISTRATORS))
# offices look an amount up now and then; their six items of the bar are taken
nav.register_foot(nav.NavItem("norms", _("Định mức, thời hạn, thẩm quyền"), "norms:list", 10, ANY_SEAT))
kinds.register_all()
privacy.register_all()
jobs.register_daily("norms.calendar", chores.follow_package)
notices.register(
    moving.NOTICE,
    _("Hạn “%(what)s” đổi từ %(before)s sang %(after)s vì lịch làm việc thay đổi (%(reason)s)."),
)
notices.register(
    moving.NOTICE_MANY,
    _(
        "Hạn “%(what)s” đổi từ %(before)s sang %(after)s, và %(more)s hạn khác cũng đổi, "
        "vì lịch làm việc thay đổi (%(reason)s)."
    ),
)
