"""The photographs of forms, for the paper of what is held about one person of a dispute: how many, since when."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hoathuan.cases.api import Asked, PartySection, register_party_data
from hoathuan.core.dates import ZONE

from . import selectors


def held(asked: Asked) -> PartySection:
    """Other people's names stand on the picture, so it is told of and not printed."""
    drafts = selectors.drafts_seen(asked.actor).filter(case=asked.case)
    photos = selectors.photos_seen(asked.actor).filter(draft__in=drafts).order_by("id")
    rows = [
        (_("Ảnh phiếu giấy"), _("nhận ngày %(day)s") % {"day": f"{one.at.astimezone(ZONE):%d/%m/%Y}"})
        for one in photos
    ]
    return PartySection(_("Ảnh phiếu giấy đã chụp khi ghi vụ việc:"), rows)


def register_all() -> None:
    """Add it to the paper of the person."""
    register_party_data("paperforms", held)
