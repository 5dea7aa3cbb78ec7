"""What a seat may see: the rows of its nation, province, commune or team. Outside is a 404."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from hoathuan.units.choices import Level
from hoathuan.units.models import Reach, Unit
from hoathuan.units.selectors import now_of, path_of

from .actor import Actor


def within_reach(actor: Actor, prefix: str = "") -> Q:
    """The condition on `now_province`/`now_commune` of a located table; nothing without a seat."""
    if actor.nation:
        return Q()
    if actor.commune_id:
        return Q(**{f"{prefix}now_commune_id": actor.commune_id})
    if actor.province_id:
        return Q(**{f"{prefix}now_province_id": actor.province_id})
    return Q(pk__in=[])


class ReachQuerySet(models.QuerySet[Any]):
    """A queryset of located rows that knows who may see them."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(within_reach(actor))


def units_in_reach(actor: Actor) -> models.QuerySet[Unit]:
    """Today's units, communes and above, under the actor's seat (itself included)."""
    if actor.seat is None:
        return Unit.objects.none()
    root = actor.commune_id or actor.province_id or actor.unit_id
    under = Reach.objects.filter(ancestor_id=root).values("descendant_id")
    return Unit.objects.filter(pk__in=under).order_by("sort", "id")


def unit_in_reach(actor: Actor, unit: Unit) -> bool:
    """Whether a unit (a village by its commune; one that ended by what it became) lies under the actor's seat today."""
    if actor.nation:
        return True
    if actor.seat is None:
        return False
    held = {step.pk for step in path_of(now_of(unit) or unit) if step.level <= Level.COMMUNE}
    return (actor.commune_id or actor.province_id) in held
