"""A province with a department that writes, two communes and a body that receive, and letters of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.models import Body
from hoathuan.inbox.directions.models import Direction
from hoathuan.inbox.directions.services import drafting, issuing
from hoathuan.inbox.directions.services.drafting import Typed
from hoathuan.inbox.tests.conftest import clock

__all__ = ["clock"]


@pytest.fixture
def offices(world: Any, seat_of: Callable[..., Any]) -> SimpleNamespace:
    return build_offices(world, seat_of)


def build_offices(world: Any, seat_of: Callable[..., Any]) -> SimpleNamespace:
    department = Body.objects.create(
        name="Sở Tư pháp tỉnh Mẫu", kind="justice_department", unit=world.tinh_mau
    )
    union = Body.objects.create(name="Hội Phụ nữ tỉnh Mẫu", kind="association", unit=world.tinh_mau)
    return SimpleNamespace(
        world=world,
        department=department,
        union=union,
        province=seat_of("province_officer", world.tinh_mau, "Bà Mẫu Sở", body=department),
        second=seat_of("province_officer", world.tinh_mau, "Ông Mẫu Sở", body=department),
        director=seat_of("province_leader", world.tinh_mau, body=department),
        a=seat_of("commune_officer", world.xa_a, "Bà Mẫu An"),
        leader_a=seat_of("commune_leader", world.xa_a),
        b=seat_of("commune_officer", world.xa_b, "Ông Mẫu Bình"),
        c=seat_of("commune_officer", world.xa_c),
        other=seat_of("province_officer", world.tinh_khac),
        ministry=seat_of("ministry_viewer", world.country),
        inspector=seat_of("inspector", world.tinh_mau),
        women=seat_of("body_officer", world.tinh_mau, body=union),
    )


def typed(offices: Any, **fields: Any) -> Typed:
    given = {
        "body": offices.department, "title": "Rà soát tổ hòa giải", "text": "Rà soát.\nGửi danh sách.",
        "number": "12/STP-HG", "signed_on": date(2026, 1, 5), "scope": "below",
    }  # fmt: skip
    return Typed(**(given | fields))


@pytest.fixture
def written(offices: Any, acting: Any) -> Callable[..., Direction]:
    """A draft of the department's officer."""

    def make(by: Any = None, **fields: Any) -> Direction:
        with acting(by or offices.province) as actor:
            return drafting.draft(typed=typed(offices, **fields), actor=actor)

    return make


@pytest.fixture
def sent(offices: Any, written: Any, acting: Any) -> Callable[..., Direction]:
    """A letter that went out: to both communes of the province unless said otherwise."""

    def make(by: Any = None, **fields: Any) -> Direction:
        made = written(by, **fields)
        with acting(by or offices.province) as actor:
            return issuing.issue(direction=made, actor=actor)

    return make


def line_of(direction: Direction, unit: Any, **fields: Any) -> Any:
    return direction.recipients.select_related("direction", "unit", "body", "former_unit").get(
        unit=unit, **fields
    )


@contextmanager
def as_seat(seat: Any) -> Iterator[Any]:
    """For threads and live servers: the actor, in a transaction that knows it."""
    from hoathuan.accounts.actor import actor_for

    actor = actor_for(seat, seat.person.user)
    with as_actor(actor):
        yield actor
