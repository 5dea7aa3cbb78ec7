"""What a hand-over passes on: each context registers the duties that it keeps by seat or person.

from hoathuan.accounts.handover import Duty, register_duty

register_duty(Duty("plans.tasks", _("Nhiệm vụ đang phụ trách"), count, items, pass_on))

Seats of teams are not given by hand; the context that keeps the roster registers how they move (`register_passer`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from .actor import Actor
from .models import Person, Seat

SHOWN = 5
"""Lines of a preview; the count says how many there are."""


@dataclass(frozen=True)
class Duty:
    """Something that the holder of a seat answers for and the successor takes over.

    `items(seat)`: the first few as lines, without content of a dispute. `pass_on(old, new, actor)`: hands them
    over inside the caller's transaction and returns how many; the right was checked by the hand-over.
    """

    key: str
    label: Any
    count: Callable[[Seat], int]
    items: Callable[[Seat], Sequence[str]]
    pass_on: Callable[[Seat, Seat, Actor], int]


@dataclass(frozen=True)
class SeatPasser:
    """How seats of a kind pass to somebody else where no administrator gives them out.

    `successors(seat)`: who may follow. `move(seat, person, day, actor)`: do it, and return the successor's seat.
    """

    successors: Callable[[Seat], QuerySet[Person]]
    move: Callable[[Seat, Person, date, Actor], Seat]


@dataclass(frozen=True)
class Waiting:
    """A duty of one seat as the page shows it before it passes."""

    duty: Duty
    count: int
    lines: Sequence[str]


_duties: dict[str, Duty] = {}
_passers: dict[str, SeatPasser] = {}


def register_duty(duty: Duty) -> None:
    """Add a duty (from `AppConfig.ready()`); the same key again replaces it."""
    _duties[duty.key] = duty


def register_passer(kind: str, passer: SeatPasser) -> None:
    _passers[kind] = passer


def passer_of(seat: Seat) -> SeatPasser | None:
    return _passers.get(seat.kind)


def waiting(seat: Seat) -> list[Waiting]:
    """What the holder of the seat answers for now; duties without anything are left out."""
    counted = ((duty, duty.count(seat)) for duty in _duties.values())
    return [Waiting(duty, count, duty.items(seat)) for duty, count in counted if count]


def chosen(keys: Sequence[str]) -> list[Duty]:
    return [duty for key, duty in _duties.items() if key in keys]
