"""Fixtures that every test may use: a small world, seats in it, clients that act in them, and races."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from hypothesis import settings

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.database",
    "tests.plugins.memory",
    "tests.plugins.order",
]

# a loaded machine is no mistake of the rule that is tested
settings.register_profile("hoathuan", deadline=None)
settings.load_profile("hoathuan")

START = date(2025, 7, 1)


@dataclass
class World:
    """A country of two provinces; three communes; two villages in each. `xa_a`, `xa_b` are sisters."""

    country: Any
    tinh_mau: Any
    tinh_khac: Any
    xa_a: Any
    xa_b: Any
    xa_c: Any
    villages: dict[str, list[Any]] = field(default_factory=dict)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def build_world() -> World:
    from hoathuan.units.choices import Level
    from hoathuan.units.placing import place_areas
    from hoathuan.units.services import rebuild_reach

    country = _unit(Level.COUNTRY, 0, "Việt Nam", None)
    tinh_mau = _unit(Level.PROVINCE, 901, "Tỉnh Mẫu", country)
    tinh_khac = _unit(Level.PROVINCE, 902, "Tỉnh Khác", country)
    xa_a = _commune(90101, "Xã An Mẫu", tinh_mau)
    xa_b = _commune(90102, "Xã Bình Mẫu", tinh_mau)
    xa_c = _commune(90201, "Xã Cao Khác", tinh_khac)
    made = World(country, tinh_mau, tinh_khac, xa_a, xa_b, xa_c)
    for commune in (xa_a, xa_b, xa_c):
        made.villages[commune.name] = [_unit(Level.VILLAGE, None, f"Thôn {i}", commune) for i in (1, 2)]
    place_areas()
    rebuild_reach()
    return made


def _unit(level: int, code: int | None, name: str, parent: Any) -> Any:
    from hoathuan.units.models import Placement, Unit

    kind = name.split(" ")[0].lower()
    unit = Unit.objects.create(level=level, code=code, name=name, kind=kind, valid=DateRange(START, None))
    Placement.objects.create(unit=unit, parent=parent, valid=DateRange(START, None))
    return unit


def _commune(code: int, name: str, province: Any) -> Any:
    from hoathuan.units.choices import Level
    from hoathuan.units.models import Area

    commune = _unit(Level.COMMUNE, code, name, province)
    Area.objects.create(then_commune=commune, then_province=province, valid=DateRange(START, None))
    return commune


@pytest.fixture
def seat_of(db: None) -> Callable[..., Any]:
    """Make a seat of a kind at a unit, with a person and an account: `seat_of("commune_officer", xa_a)`."""
    from hoathuan.accounts.models import Person, Seat, User

    def make(kind: str, unit: Any, name: str = "", **fields: Any) -> Any:
        number = User.objects.count() + 1
        user = User.objects.create_user(f"thu{number}", password="mat-khau-thu-nghiem")
        person = Person.objects.create(full_name=name or f"Người Thử {number}", user=user)
        fields.setdefault("valid", DateRange(START, None))
        return Seat.objects.create(person=person, kind=kind, unit=unit, **fields)

    return make


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """A browser signed in as the person of a seat and acting in it; `client_for(None)` has no account."""

    def make(seat: Any) -> Client:
        client = Client()
        if seat is not None:
            client.force_login(seat.person.user)
            session = client.session
            session["seat"] = str(seat.uuid)
            # as after a sign-in with password and app: seats that need a second factor have shown it
            session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
            session["account_authentication_methods_user"] = str(seat.person.user.pk)
            session.save()
        return client

    return make


@pytest.fixture
def actor_of() -> Callable[..., Any]:
    """The actor of a seat."""
    from hoathuan.accounts.actor import actor_for

    return lambda seat: actor_for(seat, seat.person.user)


@pytest.fixture
def acting(actor_of: Callable[..., Any]) -> Callable[..., Any]:
    """`with acting(seat) as actor:` a transaction in which the database knows the seat's actor."""
    from contextlib import contextmanager

    from hoathuan.accounts.acting import as_actor

    @contextmanager
    def enter(seat: Any) -> Any:
        actor = actor_of(seat)
        with as_actor(actor):
            yield actor

    return enter


@pytest.fixture
def race() -> Callable[[Callable[[], Any], int], list[Any]]:
    """Run a function in `n` threads that start together, each with a connection of its own.

    Returns what each call returned, or the exception that it raised.
    """

    def run(call: Callable[[], Any], n: int) -> list[Any]:
        barrier = threading.Barrier(n)
        results: list[Any] = [None] * n

        def one(index: int) -> None:
            barrier.wait()
            try:
                results[index] = call()
            except Exception as error:  # the caller looks at every result
                results[index] = error
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(i,)) for i in range(n)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    return run
