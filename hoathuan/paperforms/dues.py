"""Filled forms that wait to be typed in: lines without a day, that name neither people nor matter."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.choices import SeatKind as K
from hoathuan.inbox.api import Asked, Due, DueSource, Office, register

from .rights import DECIDERS
from .selectors import waiting_counts


def register_all() -> None:
    kinds = (K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR)
    register(DueSource("paperforms.drafts", gettext_lazy("Nhập phiếu giấy"), kinds, waiting, reminded=False))


def waiting(asked: Asked) -> Iterator[Due]:
    """How many wait; those of which nobody knows the team are the justice officer's."""
    actor = asked.actor
    if actor is None or not DECIDERS(actor):
        return
    known, unknown = waiting_counts(actor)
    office = Office(actor.commune_id or actor.unit_id or 0, (actor.kind,), team_id=actor.team_id)
    url = reverse("paperforms:home")
    if known:
        words = ngettext("%(n)s phiếu giấy chờ nhập vào sổ", "%(n)s phiếu giấy chờ nhập vào sổ", known)
        title, state = words % {"n": known}, _("chờ nhập")
        yield Due("paperforms.drafts:known", title, None, office, url, state="risk", words=state)
    if unknown:
        words = ngettext("%(n)s ảnh phiếu chưa rõ của tổ nào", "%(n)s ảnh phiếu chưa rõ của tổ nào", unknown)
        title, state = words % {"n": unknown}, _("chờ chọn tổ")
        yield Due("paperforms.drafts:unknown", title, None, office, url, state="risk", words=state)
