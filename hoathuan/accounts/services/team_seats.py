"""Seats of team heads and mediators: they follow the roster, nobody gives them out by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS, SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.accounts.selectors import not_over
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.units.models import Unit

from .guards import check_unit


@dataclass(frozen=True)
class OnRoster:
    """A person who is mediator of a team today; `head`: leads it."""

    person_id: int
    team_id: int
    head: bool = False

    @property
    def kind(self) -> SeatKind:
        return SeatKind.TEAM_HEAD if self.head else SeatKind.MEDIATOR


@transaction.atomic
def follow_roster(*, commune: Unit, teams: Iterable[int], roster: Iterable[OnRoster], actor: Actor) -> int:
    """Make the seats of these teams equal to their roster from today on; returns how many were changed.

    Who left a team loses the seat; a head who became a mediator, or the reverse, gets the other seat.
    """
    check_unit(actor, commune)
    wanted = {(entry.person_id, entry.team_id): entry for entry in roster}
    held = Seat.objects.select_for_update(of=("self",)).filter(
        not_over(), team_id__in=list(teams), kind__in=TEAM_KINDS
    )
    kept: set[tuple[int, int]] = set()
    changed = 0
    for seat in held.select_related("person", "unit"):
        key = (seat.person_id, seat.team_id or 0)
        entry = wanted.get(key)
        if entry is not None and entry.kind == seat.kind and key not in kept:
            kept.add(key)
        else:
            _close(seat, actor)
            changed += 1
    return changed + _open(commune, {key: wanted[key] for key in wanted.keys() - kept}, actor)


@transaction.atomic
def end_team_seats(*, team_id: int, last_day: date, actor: Actor, person_id: int | None = None) -> None:
    """Seats of a team that ends, or of one person who leaves it, end with `last_day`."""
    held = Seat.objects.filter(not_over(), team_id=team_id, kind__in=TEAM_KINDS)
    if person_id is not None:
        held = held.filter(person_id=person_id)
    for seat in held.select_related("person", "unit"):
        _close(seat, actor, last_day + timedelta(days=1))


def _close(seat: Seat, actor: Actor, day: date | None = None) -> None:
    """The seat has ended on `day` (today); one that would have begun later is taken back whole."""
    day, start = day or today(), seat.valid.lower
    term = DateRange(empty=True) if start is not None and start >= day else DateRange(start, day)
    stopped = timezone.now() if day <= today() else None
    Seat.objects.filter(pk=seat.pk).update(valid=term, stopped_at=stopped, version=seat.version + 1)
    audit.record(actor=actor, action="accounts.seat_ended", subject=seat, data=_said(seat))


def _open(commune: Unit, wanted: Mapping[tuple[int, int], OnRoster], actor: Actor) -> int:
    seats = [
        Seat(
            person_id=entry.person_id,
            kind=entry.kind,
            unit=commune,
            team_id=entry.team_id,
            valid=DateRange(today(), None),
        )
        for _key, entry in sorted(wanted.items())
    ]
    for seat in Seat.objects.bulk_create(seats):
        audit.record(actor=actor, action="accounts.seat_given", subject=seat, data={"role": str(seat.kind)})
    return len(seats)


def _said(seat: Seat) -> dict[str, str]:
    return {"role": str(seat.kind), "unit": seat.unit.name}
