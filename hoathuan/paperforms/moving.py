"""What a reform of units does to filled forms: a draft stands where its team stands."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from hoathuan.units.api import Effect, Line, Mover, register_mover


def move(effect: Effect) -> Sequence[Line]:
    """Drafts are behind row security: a function of the database says again where each one stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT paperforms_place_drafts()")
        moved = int(cursor.fetchone()[0])
    return [Line(_("Phiếu giấy chờ nhập chuyển theo tổ"), moved)] if moved else []


def register_all() -> None:
    register_mover(Mover("paperforms", move, order=61))
