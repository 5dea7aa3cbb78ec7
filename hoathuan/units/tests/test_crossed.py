"""Two writers who wait for one another: one is sent back, in words, with nothing written."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from hoathuan.units.changing.gate import refusal_of


@pytest.mark.django_db(transaction=True)
def test_the_one_who_is_sent_back_is_told_to_write_again(race: Any) -> None:
    keys, both_hold = [(1, 2), (2, 1)], threading.Barrier(2)

    def cross() -> str:
        first, second = keys.pop()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [first])
                both_hold.wait()
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [second])
            return "written"
        except Exception as problem:
            return str(refusal_of(problem))

    assert sorted(race(cross, 2)) == ["Hai người cùng ghi vào một chỗ. Chưa ghi gì: hãy ghi lại.", "written"]
