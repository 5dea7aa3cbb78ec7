"""On the page of a dispute: the way to tell it on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, Panel, PanelView, State, may_write_on, register_panel

from .models import Origin
from .rights import TELLERS


def of(actor: Actor, case: Case) -> PanelView | None:
    """For who works on the dispute, once it is over; nobody is shown that somebody else tells it."""
    if not TELLERS(actor) or case.state != State.ENDED or case.voided_on is not None:
        return None
    if not may_write_on(actor, case):
        return None
    told = Origin.objects.filter(case=case, seat_id=actor.seat_id or 0).select_related("story").first()
    if told is not None:
        link = (_("Mở chuyện ông/bà kể"), reverse("stories:story", args=[told.story.uuid]))
    else:
        link = (_("Kể lại cho đồng nghiệp"), reverse("stories:tell", args=[case.uuid]))
    note = _("Không tên người, không tên nơi; người thứ hai đọc trước khi đồng nghiệp thấy.")
    return PanelView(_("Kể lại cho đồng nghiệp"), links=[link], note=note)


def register_all() -> None:
    register_panel(Panel("stories", 90, of))
