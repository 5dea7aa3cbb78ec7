"""The section on a dispute's page: asked for, approved, paid, or why refused."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, Panel, PanelView, State, register_panel
from hoathuan.core.ui.numbers import dong
from hoathuan.core.ui.rows import Row

from .choices import ItemState, LineState
from .mine import taken_off_words
from .models import ClaimItem
from .rights import COMMUNE, PREPARERS, TEAM, of_team
from .selectors import items_of_case


def panel_of(actor: Actor, case: Case) -> PanelView | None:
    """For the team and the commune's offices, once the dispute has ended."""
    if not (TEAM(actor) or COMMUNE(actor)):
        return None
    if not of_team(actor, team_id=case.team_id, commune_id=case.now_commune_id):
        return None
    items = list(items_of_case(case)[:10])
    if not items and (case.state != State.ENDED or case.voided_on):
        return None
    rows = [_row(item) for item in items] or [Row(_("Thù lao"), _("Chưa đề nghị"))]
    links = (
        [(_("Chứng cứ để được chi"), reverse("pay:evidence-case", args=[case.uuid]))]
        if PREPARERS(actor)
        else []
    )
    if items:
        links.insert(0, (_("Mở đề nghị"), reverse("pay:claim", args=[items[0].claim.uuid])))
    return PanelView(title=_("Thù lao"), rows=rows, links=links)


def _row(item: ClaimItem) -> Row:
    label = _("Đề nghị số %(claim)s") % {"claim": item.claim}
    amount = dong(item.amount)
    return Row(label, amount, note=_standing(item))


def _standing(item: ClaimItem) -> str:
    if item.state == ItemState.REFUSED:
        return _("Xã không duyệt: %(why)s") % {"why": item.reason}
    if item.line and item.line.state == LineState.PAID and item.line.paid_on:
        return _("Xã đã chi ngày %(day)s") % {"day": f"{item.line.paid_on:%d/%m/%Y}"}
    if item.taken_off:
        return taken_off_words()
    if item.state == ItemState.APPROVED:
        return _("Xã đã duyệt, chờ chi")
    return str(item.claim.get_state_display())


def register_all() -> None:
    register_panel(Panel("pay", 60, panel_of))
