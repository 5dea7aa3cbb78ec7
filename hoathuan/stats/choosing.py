"""What is offered above numbers and lists: units of today and former ones, and by which of them is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.former import former_units, last_change
from hoathuan.core.text import fold
from hoathuan.units.api import above, told_apart
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

AS_NOW, AS_THEN = "", "1"
SWITCH = ((AS_NOW, gettext_lazy("hiện nay")), (AS_THEN, gettext_lazy("khi đó")))
LONG = 60
"""More units than these are offered in groups."""
_BELOW_NATION = (Level.DISTRICT, Level.COMMUNE)


def switch_field(choices: Any = SWITCH) -> forms.ChoiceField:
    """Then or now: the one switch of numbers, forms and lists."""
    words = gettext_lazy("Khi đó: đơn vị lúc việc xảy ra.")
    return forms.ChoiceField(
        label=gettext_lazy("Theo đơn vị"), choices=choices, required=False, help_text=words
    )


def differs(start: date | None) -> bool:
    """Whether units of then and of now can differ for what happened from this day on (None: ever)."""
    change = last_change()
    return change is not None and (start is None or start < change)


def offered_former(actor: Actor) -> list[Unit]:
    """Former units that the seat may choose: the nation's provinces, else districts and communes of its own."""
    return list(
        former_units(actor, *((Level.PROVINCE,) if actor.nation else (Level.PROVINCE, *_BELOW_NATION)))
    )


def unit_choices(
    units: Iterable[Unit], former: Iterable[Unit], *, key: str = "uuid"
) -> list[tuple[Any, Any]]:
    """For a select: units of today, then "Đơn vị cũ" with the day on which each ended.

    A long list is parted: by the unit above, or, where all stand under one, by the first letter.
    """
    now, ended = list(units), list(former)
    if len(now) + len(ended) > LONG:
        return [*_parted(now, key), *_parted_former(ended, key)]
    names = told_apart(now) | told_apart(ended)
    choices: list[tuple[Any, Any]] = _listed(now, names, key)
    old = _listed(ended, {unit.pk: _until(unit, names[unit.pk]) for unit in ended}, key)
    return [*choices, (_("Đơn vị cũ"), old)] if old else choices


def _listed(units: Iterable[Unit], names: Mapping[int, str], key: str) -> list[tuple[str, str]]:
    return [(str(getattr(unit, key)), names[unit.pk]) for unit in units]


def _parted(units: list[Unit], key: str) -> list[tuple[Any, Any]]:
    """The unit over all the others stands first, in no group."""
    lowest = max((unit.level for unit in units), default=0)
    top = [unit for unit in units if unit.level < lowest]
    rest = [unit for unit in units if unit.level == lowest]
    over = above(rest)
    several = len({over[unit.pk].pk for unit in rest if unit.pk in over}) > 1
    groups: dict[str, list[Unit]] = {}
    for unit in rest:
        label = over[unit.pk].name if several and unit.pk in over else _letter(unit)
        groups.setdefault(label, []).append(unit)
    names = told_apart(units)
    return [*_listed(top, names, key), *_grouped(groups, names, key)]


def _letter(unit: Unit) -> str:
    """ "Xã · A": units are sorted by kind, then by name."""
    kind, _space, bare = unit.name.partition(" ")
    if unit.kind and unit.name.lower().startswith(f"{unit.kind.lower()} "):
        kind, bare = unit.name[: len(unit.kind)], unit.name[len(unit.kind) :].strip()
    return f"{kind} · {fold(bare or kind)[0].upper()}"


def _parted_former(units: list[Unit], key: str) -> list[tuple[Any, Any]]:
    """By district; a district stands first among its own communes, a province by itself."""
    over = above([unit for unit in units if unit.level > Level.DISTRICT])
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        head = unit if unit.level == Level.DISTRICT else over.get(unit.pk)
        label = _("Đơn vị cũ: %(unit)s") % {"unit": head.name} if head else _("Đơn vị cũ")
        groups.setdefault(label, []).append(unit)
    return _grouped(groups, {unit.pk: name_of(unit) for unit in units}, key)


def _grouped(groups: Mapping[str, list[Unit]], names: Mapping[int, str], key: str) -> list[tuple[Any, Any]]:
    return [(label, _listed(units, names, key)) for label, units in groups.items()]


def name_of(unit: Unit) -> str:
    """ "Huyện Mẫu (đến 30/06/2025)"; of a unit that stands, its name."""
    return _until(unit, unit.name)


def _until(unit: Unit, name: str) -> str:
    if unit.valid.upper is None:
        return name
    return _("%(unit)s (đến %(last)s)") % {
        "unit": name,
        "last": f"{unit.valid.upper - timedelta(days=1):%d/%m/%Y}",
    }
