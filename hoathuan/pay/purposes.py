"""For what a commune pays: each context that owes money names its purpose, and is told when a line is paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hoathuan.accounts.actor import Actor

    from .models import Line, Payment


@dataclass(frozen=True)
class Receiver:
    """A person who is to have money of a line in hand, whole đồng; `mediator_id` where it is a mediator of the team."""

    person_id: int
    name: str
    amount: int
    mediator_id: int | None = None
    note: str = ""


def _nothing(actor: Actor, payment: Payment, lines: Sequence[Line]) -> None:
    return None


def _all(actor: Actor, lines: Sequence[Line]) -> Sequence[Line]:
    return lines


def _team_or_person(lines: Sequence[Line]) -> list[Receiver]:
    """Who signs for lines that go to one person."""
    return [
        Receiver(line.person_id, line.person.full_name, line.amount)
        for line in lines
        if line.person_id and line.person
    ]


@dataclass(frozen=True)
class Purpose:
    """One purpose of payment.

    `on_paid(actor, payment, lines)` runs in the transaction in which lines are recorded as paid, once for all of
    them; `payment` is the first of theirs. `on_unpaid` runs in the one in which that turns out to have been a mistake:
    the lines wait for their voucher again.
    `seen(actor, lines)`: those of the lines whose page this seat may open.
    `receivers(lines)`: who signs that they have the money (empty: nobody does). `address(line)`: the page of what the
    line pays. `sheet`: title of the signed sheet.
    """

    key: str
    label: Any
    address: Callable[[Line], str]
    receivers: Callable[[Sequence[Line]], list[Receiver]] = _team_or_person
    on_paid: Callable[[Actor, Payment, Sequence[Line]], None] = _nothing
    on_unpaid: Callable[[Actor, Payment, Sequence[Line]], None] = _nothing
    sheet: Any = ""
    seen: Callable[[Actor, Sequence[Line]], Sequence[Line]] = _all


_purposes: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> None:
    """Make a purpose known (from registrations); the same key again replaces it."""
    _purposes[purpose.key] = purpose


def purpose_of(key: str) -> Purpose:
    """Raises KeyError for a purpose that nobody registered."""
    return _purposes[key]


def all_purposes() -> list[Purpose]:
    return list(_purposes.values())


def by_purpose(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Lines of each purpose together."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.purpose, []).append(line)
    return found


def pages_of(actor: Actor, lines: Sequence[Line]) -> dict[int, str]:
    """Line → the page of what it pays, where this seat may open it."""
    found: dict[int, str] = {}
    for key, those in by_purpose(lines).items():
        purpose = purpose_of(key)
        found |= {line.pk: purpose.address(line) for line in purpose.seen(actor, those)}
    return found
