"""What paperforms tells the layers below."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.rules import seats
from hoathuan.cases.api import Case, Panel, PanelView, register_panel, register_verbs
from hoathuan.core.attachments.api import readers
from hoathuan.core.ui import nav
from hoathuan.core.ui.nav import NavItem

from . import dues, indicators, listening, moving, party_data, privacy, selectors
from .rights import SENDERS

#: Seats that hand papers in and do little else here; those who work on disputes find the page from their list.
_HANDS = seats(K.FRONT_HEAD, K.VILLAGE_HEAD)

nav.register(NavItem("paperforms", gettext_lazy("Phiếu giấy"), "paperforms:home", 45, _HANDS))
nav.register_foot(NavItem("paperforms", gettext_lazy("Phiếu giấy"), "paperforms:home", 45, SENDERS))
readers.register("paperforms.Photo", selectors.photos_seen)
register_verbs({"from_paper": gettext_lazy("Nhập từ phiếu giấy ngày %(day)s")})
dues.register_all()
indicators.register_all()
listening.register_all()
moving.register_all()
party_data.register_all()
privacy.register_all()


def photos(actor: Actor, case: Case) -> PanelView | None:
    """The photograph of the form from which the dispute was typed in."""
    drafts = list(selectors.drafts_seen(actor).filter(case=case))
    if not drafts:
        return None
    files = selectors.files_of(actor, drafts)
    links = [(_("Ảnh phiếu %(n)s") % {"n": n}, file.get_absolute_url()) for n, file in enumerate(files, 1)]
    links += [(_("Phiếu giấy"), reverse("paperforms:draft", args=[draft.uuid])) for draft in drafts]
    return PanelView(_("Phiếu giấy"), links=links)


register_panel(Panel("paperforms.photos", 80, photos))
