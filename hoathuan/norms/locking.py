"""One writer at a time for each place: what was looked at stays true until the values are written."""

from django.db import connection

from hoathuan.units.models import Unit

_LOCK = 7205134


def one_writer(province: Unit | None) -> None:
    """Wait until nobody else writes values of this place; held to the end of the transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("one_writer() needs the transaction that writes the values")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, province.pk if province else 0])
