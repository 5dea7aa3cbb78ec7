"""What a reform of units does to stories: those shown are stamped with all located rows; the ties follow disputes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from hoathuan.units.api import Effect, Line, Mover, register_mover


def move(effect: Effect) -> Sequence[Line]:
    """Ties are behind row security: a function of the database says again where each stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stories_place_origins()")
        moved = cursor.fetchone()[0]
    return [Line(_("Chuyện đang kể chuyển theo vụ việc"), moved)] if moved else []


def register_all() -> None:
    """After the disputes themselves."""
    register_mover(Mover("stories", move, order=61))
