"""Whose values hold for a unit on a day: its commune's, its province's, those of the units before, the country's."""

from dataclasses import dataclass
from datetime import date, timedelta

from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Succession, Unit
from hoathuan.units.selectors import path_of


@dataclass(frozen=True)
class Chain:
    """The units whose values are looked at, the nearest first; the country is last and has no unit.

    `commune`: a province may set a value for one commune. `former_commune`: the only one that went into it, whose
    value goes on until somebody sets its own; of several that were merged none speaks for all.
    `former`: the province that ended into today's, whose rates go on in its own communes until the new one has
    set its own. Nobody but a commune that came from one former province has one.
    """

    province: Unit | None
    former: Unit | None = None
    commune: Unit | None = None
    former_commune: Unit | None = None

    @property
    def keys(self) -> list[int | None]:
        """Keys of units, the nearest first; None: the country."""
        units = (self.commune, self.former_commune, self.province, self.former)
        return [*(unit.pk for unit in units if unit), None]

    @property
    def ended(self) -> set[int]:
        """Those that stand no more, whose values nobody has replaced."""
        return {unit.pk for unit in (self.former_commune, self.former) if unit}


def former_of(province: Unit) -> list[int]:
    """Keys of the provinces that ended into this one."""
    joined = Succession.objects.filter(to_unit=province, voided_by=None)
    return list(joined.values_list("from_unit_id", flat=True))


def chain_of(unit: Unit | None, on: date) -> Chain:
    """Of a unit (None, or the country: only the country's values)."""
    if unit is None or unit.level == Level.COUNTRY:
        return Chain(None)
    path = path_of(unit, on)
    province = next((step for step in path if step.level == Level.PROVINCE), None)
    commune = next((step for step in path if step.level == Level.COMMUNE), None)
    if province is None or commune is None:
        return Chain(province)
    joined = Succession.objects.filter(to_unit__in=[commune, province], voided_by=None, on_date__lte=on)
    before: dict[int, list[Succession]] = {commune.pk: [], province.pk: []}
    for one in joined.select_related("from_unit"):
        before[one.to_unit_id].append(one)
    former = _former(commune, before[province.pk])
    return Chain(province, former, commune, _former_commune(before[commune.pk]))


def _former_commune(before: list[Succession]) -> Unit | None:
    """The only unit that this one took the place of; it may have been renamed more than once."""
    return before[0].from_unit if len(before) == 1 and before[0].whole else None


def _former(commune: Unit, joined: list[Succession]) -> Unit | None:
    """The province of the commune before others (`joined`) went into today's."""
    ended = {one.from_unit_id: one.on_date for one in joined}
    if not ended:
        return None
    day = max(ended.values()) - timedelta(days=1)
    found = {home.pk: home for home in _provinces_on(_pieces(commune, day), day)}
    left = [home for key, home in found.items() if key in ended]
    return left[0] if len(found) == 1 and left else None


def _pieces(commune: Unit, day: date) -> list[Unit]:
    """The commune as it stood on a day: itself, or those that went into it later."""
    if day in commune.valid:
        return [commune]
    links = Succession.objects.filter(to_unit=commune, voided_by=None).select_related("from_unit")
    return [link.from_unit for link in links]


def _provinces_on(units: list[Unit], day: date) -> list[Unit]:
    """The provinces above these units on a day; level by level, not unit by unit."""
    found, step = [], {unit.pk for unit in units}
    while step:
        above = Placement.objects.filter(unit__in=step, valid__contains=day).select_related("parent")
        parents = {place.parent for place in above if place.parent}
        found += [parent for parent in parents if parent.level == Level.PROVINCE]
        step = {parent.pk for parent in parents if parent.level > Level.PROVINCE}
    return found
