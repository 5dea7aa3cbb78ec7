"""Whom a letter may go to, who sits there today, and how an office is called in a due."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.models import Body, Seat
from hoathuan.inbox.dues.holders import running
from hoathuan.inbox.dues.registry import Office
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit
from hoathuan.units.selectors import children_of

from .choices import ISSUING_BODIES, UNIT_KINDS, VILLAGE_KINDS, WRITER_KINDS, Scope
from .models import Direction, Recipient
from .rights import WRITERS, place_id

#: Of each level the kind of seat that owes the answer.
OFFICERS = {
    Level.COUNTRY: K.MINISTRY_VIEWER,
    Level.PROVINCE: K.PROVINCE_OFFICER,
    Level.COMMUNE: K.COMMUNE_OFFICER,
    Level.VILLAGE: K.VILLAGE_HEAD,
}


#: Whom each level writes to. Villages of a split commune may stand under a province for a while: they have no office.
_BELOW = {Level.COUNTRY: Level.PROVINCE, Level.PROVINCE: Level.COMMUNE, Level.COMMUNE: Level.VILLAGE}


def units_below(actor: Actor) -> QuerySet[Unit]:
    """The units right below the seat's own: the only ones that it may choose."""
    level = _BELOW.get(Level(actor.seat.unit.level)) if actor.seat else None
    if level is None or not WRITERS(actor):
        return Unit.objects.none()
    return children_of(Unit(pk=place_id(actor))).filter(level=level)


def units_of(actor: Actor, scope: str) -> QuerySet[Unit]:
    """The units of a scope today; of the country's communes only where the seat is the country's."""
    if scope == Scope.BELOW:
        return units_below(actor)
    if scope == Scope.COMMUNES and actor.nation and WRITERS(actor):
        return Unit.objects.filter(level=Level.COMMUNE, valid__endswith=None).order_by("sort", "id")
    return Unit.objects.none()


def bodies_beside(actor: Actor) -> QuerySet[Body]:
    """Bodies of the seat's unit that may be written to: those in whose name the unit itself does not write."""
    if not WRITERS(actor):
        return Body.objects.none()
    beside = Body.objects.filter(unit_id=place_id(actor), closed_on=None).exclude(kind__in=ISSUING_BODIES)
    return beside.order_by("sort", "id")


def users_of(recipients: QuerySet[Recipient]) -> list[int]:
    """The accounts of everybody who opens and acts for these offices today: one question for any number."""
    units = recipients.filter(body=None)
    at_units = Q(kind__in=UNIT_KINDS, unit__in=units.values("unit"))
    at_villages = Q(kind__in=VILLAGE_KINDS, unit__in=units.filter(unit__level=Level.VILLAGE).values("unit"))
    at_bodies = Q(kind=K.BODY_OFFICER, body__in=recipients.filter(body__isnull=False).values("body"))
    return _accounts(Seat.objects.filter(running(), at_units | at_villages | at_bodies))


def users_who_wrote(direction: Direction) -> list[int]:
    """The accounts of those who answer for the letter."""
    return _accounts(Seat.objects.filter(running(), unit=direction.unit_id, kind__in=WRITER_KINDS))


def _accounts(seats: QuerySet[Seat]) -> list[int]:
    return list(seats.filter(person__user__isnull=False).values_list("person__user_id", flat=True))


def office_of(recipient: Recipient) -> Office:
    """Who owes the answer."""
    if recipient.body_id:
        return Office(recipient.unit_id, (K.BODY_OFFICER,), body_id=recipient.body_id)
    return Office(recipient.unit_id, (OFFICERS.get(Level(recipient.unit.level), K.COMMUNE_OFFICER),))
