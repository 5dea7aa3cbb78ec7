"""What a reform of units does to disputes: content and parties stand where their dispute stands.

The disputes themselves are stamped with all located rows; books and their numbers go on, for they are the team's.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from hoathuan.units.api import Effect, Line, Mover, register_mover


def move(effect: Effect) -> Sequence[Line]:
    """Content is behind row security: a function of the database says again where each dispute stands."""
    effect.say(_("Đang chuyển nội dung vụ việc"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_place_contents()")
        (moved, waiting) = cursor.fetchone()[0]
    found = [
        Line(_("Nội dung vụ việc chuyển sang nơi tiếp nhận"), moved),
        Line(_("Trong đó đang giải quyết"), waiting),
    ]
    return [line for line in found if line.count]


def register_all() -> None:
    register_mover(Mover("cases", move, order=60))
