"""What a reform of units does to agreements: their words stand where their dispute stands."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from hoathuan.units.api import Effect, Line, Mover, register_mover


def move(effect: Effect) -> Sequence[Line]:
    """Words are behind row security: a function of the database says again where each stands."""
    effect.say(_("Đang chuyển văn bản hòa giải thành và việc đã hứa"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT settlements_place()")
        (moved,) = cursor.fetchone()
    return [Line(_("Văn bản hòa giải thành, việc đã hứa chuyển sang nơi tiếp nhận"), moved)] if moved else []


def register_all() -> None:
    # after the disputes, whose place they take
    register_mover(Mover("settlements", move, order=65))
