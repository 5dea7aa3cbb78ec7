"""Who sits in an office today, and whom a due goes to when nobody does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.models import Seat
from hoathuan.core.dates import today
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement

from .registry import Due, Office

#: office → who hears of what it left undone, or of what nobody there can do; at the same unit, then at the one above
_OVER: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    K.COMMUNE_OFFICER: ((K.COMMUNE_LEADER,), (K.PROVINCE_OFFICER,)),
    K.COMMUNE_LEADER: ((), (K.PROVINCE_OFFICER,)),
    K.PROVINCE_OFFICER: ((K.PROVINCE_LEADER,), (K.MINISTRY_VIEWER,)),
    K.PROVINCE_LEADER: ((), (K.MINISTRY_VIEWER,)),
    K.ADMINISTRATOR: ((), (K.ADMINISTRATOR,)),
    # a body of a commune or province works with the justice officer there
    K.BODY_OFFICER: ((K.COMMUNE_OFFICER, K.PROVINCE_OFFICER), (K.PROVINCE_OFFICER, K.MINISTRY_VIEWER)),
}
_TEAM = ((K.COMMUNE_OFFICER,), (K.PROVINCE_OFFICER,))


def running() -> Q:
    """Seats whose term runs today."""
    return Q(stopped_at=None, valid__contains=today())


@dataclass(frozen=True)
class Holders:
    """The seats of many offices, read with one question; `parents`: unit → the unit above it today."""

    seats: Sequence[Seat]
    parents: dict[int, int] = field(default_factory=dict)
    _at: dict[tuple[str, int], list[Seat]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for seat in self.seats:
            self._at[seat.kind, _place(seat)].append(seat)

    def of(self, office: Office) -> list[Seat]:
        """Who is told: the named person; else the first kind of the office at which somebody sits."""
        by_kind = [self._held(office, kind) for kind in office.kinds]
        named = [seat for seats in by_kind for seat in seats if seat.person_id == office.person_id]
        return named or next((seats for seats in by_kind if seats), [])

    def over(self, office: Office) -> list[Seat]:
        """Who stands over it: at the same unit, else at the unit above."""
        team = [seat for kind in TEAM_KINDS for seat in self._held(office, kind)]
        here, above = _TEAM if team else _OVER.get(office.kinds[-1], _TEAM)
        parent = self.parents.get(office.unit_id)
        return self._any(here, office.unit_id) or (self._any(above, parent) if parent else [])

    def stand_in(self, office: Office) -> list[Seat]:
        """Whom a due without a holder goes to: the nearest administrators, and who stands over the office."""
        nearest = self._any((K.ADMINISTRATOR,), office.unit_id)
        parent = self.parents.get(office.unit_id)
        if not nearest and parent:
            nearest = self._any((K.ADMINISTRATOR,), parent)
        return list({seat.pk: seat for seat in [*nearest, *self.over(office)]}.values())

    def _held(self, office: Office, kind: str) -> list[Seat]:
        place = {K.BODY_OFFICER: office.body_id}.get(K(kind), office.unit_id)
        place = office.team_id if kind in TEAM_KINDS else place
        return self._at.get((kind, place), []) if place else []

    def _any(self, kinds: Iterable[str], unit: int) -> list[Seat]:
        return [seat for kind in kinds for seat in self._at.get((kind, unit), [])]


def _place(seat: Seat) -> int:
    if seat.kind in TEAM_KINDS:
        return seat.team_id or 0
    return (seat.body_id or 0) if seat.kind == K.BODY_OFFICER else seat.unit_id


def holders_of(dues: Iterable[Due]) -> Holders:
    """Everybody whom these dues may be told to: two questions for any number of dues."""
    offices = {due.office for due in dues}
    units = {office.unit_id for office in offices}
    above = Placement.objects.filter(unit__in=units, valid__contains=today(), parent__isnull=False)
    parents = dict(above.values_list("unit_id", "parent_id"))
    kinds = {kind for office in offices for kind in office.kinds} - {*TEAM_KINDS, K.BODY_OFFICER}
    over = {kind for pair in (*_OVER.values(), _TEAM) for group in pair for kind in group}
    at_units = Q(kind__in=kinds | over | {K.ADMINISTRATOR}, unit__in=units | set(parents.values()))
    bodies = Q(kind=K.BODY_OFFICER, body__in={office.body_id for office in offices} - {None})
    teams = Q(kind__in=TEAM_KINDS, team_id__in={office.team_id for office in offices} - {None})
    seats = Seat.objects.filter(running(), at_units | bodies | teams).select_related("person")
    return Holders(list(seats.order_by("id")), {unit: parent for unit, parent in parents.items() if parent})


def people_told(dues: Iterable[Due]) -> dict[str, list[int]]:
    """Due → the accounts that were shown it: those of its office, else who stands in, and who stands over it."""
    asked = list(dues)
    holders = holders_of(asked)
    return {due.key: _accounts(holders, due.office) for due in asked}


def _accounts(holders: Holders, office: Office) -> list[int]:
    seats = [*(holders.of(office) or holders.stand_in(office)), *holders.over(office)]
    return sorted({seat.person.user_id for seat in seats if seat.person.user_id})


def empty_units(
    units: Collection[int], offices: Collection[tuple[str, ...]]
) -> dict[tuple[str, ...], set[int]]:
    """Office (its kinds) → those of the units where nobody sits in any of them: one question for all offices."""
    kinds = {kind for office in offices for kind in office}
    held = Seat.objects.filter(running(), unit__in=units, kind__in=kinds).order_by()
    at: dict[str, set[int]] = defaultdict(set)
    for kind, unit in held.values_list("kind", "unit_id").distinct():
        at[kind].add(unit)
    return {office: set(units).difference(*(at[kind] for kind in office)) for office in offices}


def units_looked_after(kind: str, unit_id: int, level: int) -> set[int]:
    """The units whose empty offices a seat stands in for: those right below; an administrator also its own."""
    if kind == K.ADMINISTRATOR:
        own = {unit_id}
    elif (kind, level) in ((K.PROVINCE_OFFICER, Level.PROVINCE), (K.MINISTRY_VIEWER, Level.COUNTRY)):
        own = set()
    else:
        return set()
    below = Placement.objects.filter(
        parent=unit_id, valid__contains=today(), unit__level__lte=Level.COMMUNE
    ).values_list("unit_id", flat=True)
    return own | set(below)
