"""What a reform of units does to numbers: they follow their commune."""

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from hoathuan.units.api import Effect, Line, Mover, register_mover


def move(effect: Effect) -> Sequence[Line]:
    """Row security hides the numbers from here; a function of the database moves them and says how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT privacy_place_numbers()")
        count = int(cursor.fetchone()[0])
    return [Line(_("Số giấy tờ, tài khoản của hòa giải viên"), count)] if count else []


def register_all() -> None:
    register_mover(Mover("privacy", move, order=30))
