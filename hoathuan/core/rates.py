"""How often somebody may try, counted in the database for all workers together.

Counted in fixed windows: up to twice as many tries fit around the end of one. Who tries is kept as a keyed hash for
the length of the window, and nothing else.
"""

import time
from typing import Final

from django.db import connection
from django.utils.crypto import salted_hmac

_SALT: Final = "hoathuan.core.rates"


def take(action: str, who: str, *, most: int, seconds: int) -> bool:
    """Count one try of `action` by `who` (an address, an account); False when it is one too many.

    One statement, so that tries at the same moment are all counted. The transaction must commit for a try to count:
    a refusal is a response, never an exception.
    """
    window = int(time.time()) // seconds
    key = f"{action}:{window}:{salted_hmac(_SALT, who, algorithm='sha256').hexdigest()[:32]}"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_rate AS r (key, tries, until) VALUES (%s, 1, to_timestamp(%s))"
            " ON CONFLICT (key) DO UPDATE SET tries = r.tries + 1 RETURNING r.tries",
            [key, (window + 1) * seconds],
        )
        (tries,) = cursor.fetchone()
    return int(tries) <= most


def forget_old() -> int:
    """Delete windows that are over; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_rate WHERE until < now()")
        return int(cursor.rowcount)
