"""Whose money a page is about: a unit, or a body of one. Both are addressed by their outside name."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Body
from hoathuan.units.api import now_of
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from . import rights
from .models import Budget


@dataclass(frozen=True)
class Holder:
    """A unit, or one body at a unit."""

    unit: Unit
    body: Body | None = None

    @property
    def uuid(self) -> UUID:
        return self.body.uuid if self.body else self.unit.uuid

    @property
    def name(self) -> str:
        return self.body.name if self.body else self.unit.name

    @property
    def is_commune(self) -> bool:
        return self.unit.level == Level.COMMUNE


def find(actor: Actor, key: UUID) -> Holder | None:
    """The holder of that name that this seat may see; a unit that ended leads to the one that goes on with it."""
    body = Body.objects.select_related("unit").filter(uuid=key).first()
    unit = body.unit if body else Unit.objects.filter(uuid=key).first()
    if unit is None:
        return None
    here = now_of(unit) or unit
    found = Holder(here if here.level == unit.level else unit, body)
    return found if rights.may_see(actor, found.unit, found.body) else None


def own(actor: Actor) -> Holder | None:
    """What this seat's own pages are about: its body, its commune or its province; None of the country."""
    seat = actor.seat
    if seat is None:
        return None
    if actor.kind == SeatKind.BODY_OFFICER:
        return Holder(seat.body.unit, seat.body) if seat.body else None
    key = actor.commune_id or actor.province_id
    return Holder(Unit.objects.get(pk=key)) if key else None


def bodies_with_money(unit: Unit, year: int) -> list[Body]:
    """The bodies of a province that have a budget in a year."""
    keys = Budget.objects.filter(now_province=unit, year=year, body__isnull=False).values("body")
    return list(Body.objects.filter(pk__in=keys).order_by("sort", "id"))
