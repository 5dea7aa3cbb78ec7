"""Where a seat went on: a reform of units ends it at a unit that ended and opens it at the one that follows."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hoathuan.units.changing import gate

from .actor import Actor
from .models import Seat


def followed(seat_id: int | None) -> int | None:
    """The seat itself, or the one that it went on as."""
    step = seat_id
    while step is not None:
        further = Seat.objects.filter(pk=step).values_list("moved_to_id", flat=True).first()
        if further is None:
            return step
        step = further
    return None


def hold_units(actor: Actor) -> None:
    """No reform begins before this transaction ends; whose seat one has moved a moment ago begins anew.

    To be asked before any row is locked: a reform that waited for the row would wait for who waits for the reform.
    """
    gate.hold()
    if followed(actor.seat_id) != actor.seat_id:
        raise gate.have_changed()


def chosen_of(seats: Sequence[Seat], uuid: str | None) -> Seat | None:
    """Of the seats of today the one that a session chose, or that the chosen one went on as."""
    found = next((seat for seat in seats if str(seat.uuid) == uuid), None)
    if found is not None or not uuid or not _is_uuid(uuid):
        return found
    gone = Seat.objects.filter(uuid=uuid).values_list("pk", flat=True).first()
    key = followed(gone)
    return next((seat for seat in seats if seat.pk == key), None)


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
