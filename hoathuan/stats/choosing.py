"""What is offered above numbers and lists: units of today and former ones, and by which of them is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.former import former_units, last_change
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

AS_NOW, AS_THEN = "", "1"
SWITCH = ((AS_NOW, gettext_lazy("hiện nay")), (AS_THEN, gettext_lazy("khi đó")))
_BELOW_NATION = (Level.DISTRICT, Level.COMMUNE)


def switch_field(choices: Any = SWITCH) -> forms.ChoiceField:
    """Then or now: the one switch of numbers, forms and lists."""
    return forms.ChoiceField(label=gettext_lazy("Theo đơn vị"), choices=choices, required=False)


def differs(start: date | None) -> bool:
    """Whether units of then and of now can differ for what happened from this day on (None: ever)."""
    change = last_change()
    return change is not None and (start is None or start < change)


def offered_former(actor: Actor) -> list[Unit]:
    """Former units that the seat may choose: the nation's provinces, else districts and communes of its own."""
    return list(
        former_units(actor, *((Level.PROVINCE,) if actor.nation else (Level.PROVINCE, *_BELOW_NATION)))
    )


def unit_choices(units: Iterable[Unit], former: Iterable[Unit]) -> list[tuple[Any, Any]]:
    """For a select: units of today, then "Đơn vị cũ" with the day on which each ended."""
    choices: list[tuple[Any, Any]] = [(str(unit.uuid), unit.name) for unit in units]
    ended = [(str(unit.uuid), name_of(unit)) for unit in former]
    return [*choices, (_("Đơn vị cũ"), ended)] if ended else choices


def name_of(unit: Unit) -> str:
    """ "Huyện Mẫu (đến 30/06/2025)"; of a unit that stands, its name."""
    if unit.valid.upper is None:
        return unit.name
    return _("%(unit)s (đến %(last)s)") % {
        "unit": unit.name,
        "last": f"{unit.valid.upper - timedelta(days=1):%d/%m/%Y}",
    }
