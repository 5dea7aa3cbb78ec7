"""What stories tells the layers below."""

from django.utils.translation import gettext_lazy as _

from hoathuan.core.ui.nav import NavItem, register_foot

from . import dues, listening, moving, panel, privacy
from .rights import READERS

register_foot(NavItem("stories", _("Chuyện hòa giải"), "stories:list", 30, READERS))
dues.register_all()
listening.register_all()
moving.register_all()
panel.register_all()
privacy.register_all()
