"""A province's administrator, a resolution of hers, and due dates that count working days."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hoathuan.norms import registry
from hoathuan.norms.planning import Entry
from hoathuan.norms.values import Document

PAY = "mediation.pay_successful"
NOT_PAY = "mediation.pay_unsuccessful"
START = date(2026, 8, 1)
RESOLUTION = Document("09/2026/NQ-HĐND", date(2026, 7, 10), "Điều 2", "HĐND tỉnh")


@pytest.fixture
def enter(actor_of: Any) -> Callable[..., Any]:
    """`enter(seat, pay=350_000)`: write a value for the seat's province from 01/08/2026 on."""
    from hoathuan.norms import services

    def write(seat: Any, pay: int | None = 350_000, **more: Any) -> Any:
        given = {"province": seat.unit, "document": RESOLUTION, "first": START} | more
        given.setdefault("entries", [Entry(PAY, Decimal(pay or 0))])
        return services.enter(actor=actor_of(seat), **given)

    return write


@pytest.fixture
def shown_dues() -> Iterator[list[Any]]:
    """Due dates that some context shows; put `CountedDue`s in."""
    dues: list[Any] = []

    def find(province_id: int | None) -> list[Any]:
        return [due for due in dues if province_id is None or due.province_id == province_id]

    registry.register_dues("tests", find)
    yield dues
    registry._dues.pop("tests")
