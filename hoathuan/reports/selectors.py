"""Which forms there are, and for which units an actor may fill them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.former import reaches
from hoathuan.units.api import children_of, country, province_of
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .models import FormVersion


def newest_forms() -> list[FormVersion]:
    """The newest version of every form, those in force first."""
    newest = FormVersion.objects.order_by("code", "-version").distinct("code")
    return sorted(newest, key=lambda version: (version.form.in_force.ended, version.code))


def newest_form(code: str) -> FormVersion | None:
    return FormVersion.objects.filter(code=code).order_by("-version").first()


def own_unit(actor: Actor) -> Unit:
    """The unit whose form an actor sees first."""
    key = actor.commune_id or actor.province_id
    return Unit.objects.get(pk=key) if key else country()


def unit_for(actor: Actor, uuid: str) -> Unit | None:
    """The unit of an address, if a form can be filled for it and it lies in reach; "" is the actor's own."""
    if not uuid:
        return own_unit(actor)
    try:
        unit = Unit.objects.filter(uuid=UUID(uuid)).first()
    except ValueError:
        return None
    fits = unit is not None and unit.level in (Level.COUNTRY, Level.PROVINCE, Level.COMMUNE)
    if unit is None or not fits or not _reaches(actor, unit):
        return None
    return unit


def _reaches(actor: Actor, unit: Unit) -> bool:
    # the country lies in the reach of a seat of the nation only
    return actor.nation if unit.level == Level.COUNTRY else reaches(actor, unit)


def choosable_units(actor: Actor, chosen: Unit) -> list[Unit]:
    """What the list of units offers: the own unit and those directly below it; beside a chosen one its sisters.

    The 3,321 communes of the country are never offered at once: a province's row leads on to them.
    """
    own = own_unit(actor)
    found = [own, *_below(own)]
    if actor.nation and chosen.level != Level.COUNTRY:
        province = chosen if chosen.level == Level.PROVINCE else province_of(chosen)
        if province is not None:
            found += _below(province)
    return found if chosen in found else [*found, chosen]


def _below(unit: Unit) -> QuerySet[Unit] | list[Unit]:
    if unit.level == Level.COMMUNE:
        return []
    return children_of(unit).filter(level__in=(Level.PROVINCE, Level.COMMUNE))
