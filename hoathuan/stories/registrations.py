"""What stories tells the layers below."""

from django.utils.translation import gettext_lazy as _

from hoathuan.core.ui.nav import NavItem, register_foot
from hoathuan.stats.api import explain_group

from . import dues, listening, moving, panel, privacy
from .rights import READERS

register_foot(NavItem("stories", _("Chuyện hòa giải"), "stories:list", 30, READERS))
explain_group(
    _("Hòa giải ở cơ sở"),
    _(
        "Không tính ở đây: chuyện hòa giải kể cho đồng nghiệp, vì con số theo xã và tháng cho biết chuyện từ đâu đến."
    ),
)
dues.register_all()
listening.register_all()
moving.register_all()
panel.register_all()
privacy.register_all()
