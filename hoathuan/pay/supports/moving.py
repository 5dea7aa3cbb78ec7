"""What a reform of units does to requests for support: who and what stands where the request stands."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from hoathuan.pay.models import SupportAct, SupportMonth
from hoathuan.units.api import Effect, Line, Mover, register_mover

from .choices import ActState, MonthState


def move(effect: Effect) -> Sequence[Line]:
    """The content is behind row security: a function of the database places it."""
    effect.say(_("Đang chuyển hồ sơ hỗ trợ hòa giải viên"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pay_place_accidents()")
        (moved,) = cursor.fetchone()
    found = [
        Line(_("Hồ sơ hỗ trợ hòa giải viên chuyển sang nơi tiếp nhận"), moved),
        Line(_("Đợt hỗ trợ chưa duyệt của đơn vị bị chia, đã hủy để lập lại"), void_proposed()),
    ]
    return [line for line in found if line.count]


def void_proposed() -> int:
    """Rounds that nobody is left to approve: their months may be asked for again where each team stands now."""
    with translation.override("vi"):
        reason = _("Xã đã được chia: lập lại ở xã mới.")
    acts = SupportAct.objects.filter(state=ActState.PROPOSED, now_commune=None)
    keys = list(acts.values_list("pk", flat=True))
    SupportMonth.objects.filter(act__in=keys, state=MonthState.OPEN).update(state=MonthState.VOIDED)
    return SupportAct.objects.filter(pk__in=keys).update(state=ActState.VOIDED, void_reason=reason)


def register_all() -> None:
    register_mover(Mover("pay.accidents", move, order=65))
