"""How units are called where several stand together: a name that repeats says what tells it apart.

One rule for sentences, lists and selects: the unit above is named ("Xã Xuân Lập (Huyện Thọ Xuân)"); beside the one
of the name that stands, those that ended are "cũ"; where even that repeats, the code or the last day follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from .choices import Level
from .models import Placement, Unit


@dataclass(frozen=True)
class Called:
    """A unit in a list. above: the unit over it ("" of a province); end: the day from which it stands no more."""

    key: int
    name: str
    above: str = ""
    code: int | None = None
    end: date | None = None


def tell_apart(units: Sequence[Called]) -> list[str]:
    """What each is called among the others, in their order."""
    only = {unit.key: unit for unit in units}.values()
    repeated = Counter(unit.name.lower() for unit in only)
    standing = Counter(unit.name.lower() for unit in only if unit.end is None)
    words = {
        unit.key: _placed(unit, standing[unit.name.lower()]) if repeated[unit.name.lower()] > 1 else unit.name
        for unit in only
    }
    again = Counter(words.values())
    return [
        _marked(unit, words[unit.key]) if again[words[unit.key]] > 1 else words[unit.key] for unit in units
    ]


def _placed(unit: Called, standing: int) -> str:
    if unit.end is None and standing == 1:
        return unit.name
    name = _("%(unit)s cũ") % {"unit": unit.name} if unit.end and standing else unit.name
    return _("%(unit)s (%(above)s)") % {"unit": name, "above": unit.above} if unit.above else name


def _marked(unit: Called, words: str) -> str:
    if unit.code is not None:
        return _("%(unit)s (mã %(code)s)") % {"unit": words, "code": unit.code}
    if unit.end is None:
        return words
    return _("%(unit)s (đến %(last)s)") % {"unit": words, "last": f"{unit.end - timedelta(days=1):%d/%m/%Y}"}


class Names:
    """The names of many units, of which some stand together at a time: what lies above them is asked for once."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {unit.pk: unit for unit in units}

    @cached_property
    def _above(self) -> dict[int, Unit]:
        repeated = Counter(unit.name.lower() for unit in self.units.values())
        return above([unit for unit in self.units.values() if repeated[unit.name.lower()] > 1])

    def together(self, units: Iterable[Unit]) -> list[str]:
        """What these are called in one sentence or list."""
        return tell_apart([self._called(unit) for unit in units])

    def _called(self, unit: Unit) -> Called:
        over = self._above.get(unit.pk)
        name = over.name if over is not None and over.level != Level.COUNTRY else ""
        return Called(unit.pk, unit.name, name, unit.code, unit.valid.upper)


def told_apart(units: Iterable[Unit]) -> dict[int, str]:
    """Unit → what it is called in a list of these."""
    found = list(units)
    return dict(zip((unit.pk for unit in found), Names(found).together(found), strict=True))


def above(units: Iterable[Unit]) -> dict[int, Unit]:
    """Unit → the unit over it, of one that ended the last one: one question for all."""
    keys = [unit.pk for unit in units]
    if not keys:
        return {}
    placed = Placement.objects.filter(unit__in=keys, parent__isnull=False).select_related("parent")
    # later placements take the place of earlier ones
    return {row.unit_id: row.parent for row in placed.order_by("unit", "valid") if row.parent}
