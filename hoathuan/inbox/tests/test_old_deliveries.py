"""What was sent long ago makes nothing slower: the worker, the gauges and the page of failures read partial indexes."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoathuan.accounts.actor import SYSTEM
from hoathuan.inbox.models import Delivery
from hoathuan.inbox.services import outstanding, sending

pytestmark = pytest.mark.django_db


def plans_of(ask: Callable[[], Any]) -> Iterable[str]:
    """How the database would answer what is asked of the deliveries, were reading the whole table never cheap."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for query in asked.captured_queries:
            if f'FROM "{Delivery._meta.db_table}"' in query["sql"]:
                cursor.execute(f"EXPLAIN {query['sql']}")
                yield "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize(
    ("ask", "indexes"),
    [
        (lambda: sending.claim("email"), ["delivery_waiting"]),
        (outstanding.waiting, ["delivery_waiting", "delivery_sending"]),
        (outstanding.failed, ["delivery_trouble"]),
        (lambda: outstanding.stuck_for(SYSTEM).count(), ["delivery_trouble", "delivery_waiting"]),
    ],
    ids=["claim", "waiting", "failed", "stuck"],
)
def test_only_what_is_open_is_read(ask: Callable[[], Any], indexes: list[str]) -> None:
    (plan,) = plans_of(ask)
    assert [name for name in indexes if name not in plan] == []
    assert "Seq Scan" not in plan


def test_an_in_of_both_states_would_read_every_row() -> None:
    (plan,) = plans_of(lambda: Delivery.objects.filter(state__in=["waiting", "sending"]).count())
    assert "delivery_waiting" not in plan
