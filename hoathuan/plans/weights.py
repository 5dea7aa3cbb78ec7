"""By what a target may be shared out: population and households here, more from the contexts above."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hoathuan.units.choices import UnitFactKind
from hoathuan.units.models import Unit, UnitFact

from .errors import WeightUnknown

#: From units and a day to the weight of each (by key); None where it is not known.
Weigh = Callable[[Sequence[Unit], date], Mapping[int, Decimal | None]]

_NAMED = 5


@dataclass(frozen=True)
class Weight:
    name: str
    label: str | Promise
    weigh: Weigh


_weights: dict[str, Weight] = {}


def register_weight(name: str, label: str | Promise, weigh: Weigh) -> None:
    """Offer a way of sharing (from `AppConfig.ready()`); the same name again replaces it."""
    _weights[name] = Weight(name, label, weigh)


def choices() -> list[tuple[str, Any]]:
    return [(weight.name, weight.label) for weight in _weights.values()]


def weights_of(name: str, units: Sequence[Unit], on: date) -> dict[int, Decimal]:
    """The weight of every unit. Raises WeightUnknown, naming the units whose figure is missing."""
    found = _weights[name].weigh(units, on)
    unknown = [unit.name for unit in units if found.get(unit.pk) is None]
    if unknown:
        raise WeightUnknown(_missing(str(_weights[name].label), unknown))
    return {unit.pk: Decimal(found[unit.pk] or 0) for unit in units}


def _missing(label: str, names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return _(
        "“%(label)s” chưa làm được: chưa có số liệu của %(count)s đơn vị (%(names)s). Hãy nhập số liệu, chọn cách "
        "chia khác hoặc tự nhập từng đơn vị."
    ) % {"label": label, "count": len(names), "names": shown}


def population(units: Sequence[Unit], on: date) -> Mapping[int, Decimal | None]:
    return _facts(units, on, UnitFactKind.POPULATION)


def households(units: Sequence[Unit], on: date) -> Mapping[int, Decimal | None]:
    return _facts(units, on, UnitFactKind.HOUSEHOLDS)


def _facts(units: Sequence[Unit], on: date, kind: UnitFactKind) -> dict[int, Decimal | None]:
    """The newest figure of each unit that is not later than the day, in one query."""
    facts = UnitFact.objects.filter(unit__in=[unit.pk for unit in units], kind=kind, on_date__lte=on)
    newest = facts.order_by("unit_id", "-on_date").distinct("unit_id").values_list("unit_id", "value")
    return {unit_id: Decimal(value) for unit_id, value in newest}
