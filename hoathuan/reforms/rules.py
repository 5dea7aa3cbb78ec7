"""Who writes and applies reforms: administrators of the country, and of a province for what lies wholly inside it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.units.choices import ReformState
from hoathuan.units.models import Reform

from .errors import ReformsError


def REFORMERS(actor: Any) -> bool:
    """Administrators above the commune."""
    return actor.seat is not None and actor.kind == SeatKind.ADMINISTRATOR and actor.commune_id is None


def visible_to(actor: Actor) -> QuerySet[Reform]:
    """The reforms that an administrator sees: all, or those inside the own province and what the country has done."""
    if not REFORMERS(actor):
        return Reform.objects.none()
    if actor.nation:
        return Reform.objects.all()
    of_the_country = Q(province=None, state=ReformState.APPLIED)
    return Reform.objects.filter(Q(province_id=actor.province_id or 0) | of_the_country)


def may_change(actor: Actor, reform: Reform) -> bool:
    """Whether the reform is the actor's to write, apply or correct; others are only read."""
    return REFORMERS(actor) and (actor.nation or reform.province_id == actor.province_id)


def check_may(actor: Actor, reform: Reform) -> None:
    """Asked again in every service and job, whatever the page allowed."""
    if not REFORMERS(actor):
        raise ReformsError(_("Chỉ người quản trị của cả nước hoặc của tỉnh sắp xếp được đơn vị hành chính."))
    if not may_change(actor, reform):
        raise ReformsError(_("Việc sắp xếp này không nằm trọn trong tỉnh của ông/bà."))
