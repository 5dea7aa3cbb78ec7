"""What a reform does to the tree of units, worked out before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoathuan.core.errors import DomainError
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reform, ReformLink, ReformMove, ReformUnit, Unit


class Tangled(DomainError):
    """The rows contradict each other or the tree of the day, so that nothing can be worked out from them."""


Key = int
"""Of a unit; of a unit that the reform has still to make: the negative key of its row."""


@dataclass
class Blueprint:
    """The units that end, what they become, and under whom everything stands afterwards.

    targets: ending unit → the units it becomes (none: nobody has said). places: unit → its parent from the day on.
    loose: villages of split units that nobody has assigned; they stand directly under what holds the split whole.
    """

    reform: Reform
    targets: Mapping[Key, list[Key]]
    abolished: set[Key]
    held: Mapping[Key, Placement]
    assigned: Mapping[Key, Key]
    places: dict[Key, Key] = field(default_factory=dict)
    loose: set[Key] = field(default_factory=set)

    @cached_property
    def ending(self) -> set[Key]:
        return self.abolished | set(self.targets)

    @cached_property
    def whole(self) -> dict[Key, Key]:
        """Ending unit → its only successor."""
        return {unit: into[0] for unit, into in self.targets.items() if len(into) == 1}

    @cached_property
    def split(self) -> set[Key]:
        """Ending units whose content a person has to place."""
        return {unit for unit, into in self.targets.items() if len(into) != 1}

    def standing(self, unit: Key) -> Key:
        """The unit itself, or the smallest that holds it wholly from the day on."""
        seen = set()
        while unit in self.ending:
            if unit in seen:
                raise Tangled(
                    _("Các đơn vị được nhập vòng vào nhau: xem lại đơn vị nào nhập vào đơn vị nào.")
                )
            seen.add(unit)
            into = self.targets.get(unit, [])
            unit = into[0] if len(into) == 1 else self._above(unit)
        return unit

    def _above(self, unit: Key) -> Key:
        placement = self.held.get(unit)
        if placement is None or placement.parent_id is None:
            raise Tangled(
                _("Có đơn vị không còn hoặc chưa có vào ngày sắp xếp, hoặc không thuộc đơn vị nào.")
            )
        return placement.parent_id


def draw(reform: Reform) -> Blueprint:
    """Read a reform's rows and the tree of the day before."""
    targets: dict[Key, list[Key]] = defaultdict(list)
    goes: dict[int, Key | None] = {}
    links = reform.links.order_by("id").values_list("pk", "from_unit", "to_unit", "to_new", "to_new__made")
    for link, unit, to_unit, to_new, made_unit in links:
        goes[link] = to_unit if to_new is None else made_unit or -to_new
        targets[unit] += [key for key in [goes[link]] if key is not None]
    abolished = set(_of_level(reform).values_list("pk", flat=True)) if reform.abolishes else set()
    moves = {move.unit_id: target_of(move) for move in reform.moves.select_related("to_new")}
    listed = ReformLink.villages.through.objects.filter(reformlink__reform=reform).order_by("id")
    assigned = {
        village: key
        for link, village in listed.values_list("reformlink_id", "unit_id")
        if (key := goes[link]) is not None
    }
    ending = abolished | set(targets)
    held = _placements(reform, ending | set(moves) | set(assigned), ending)
    made = Blueprint(reform, dict(targets), abolished, held, assigned)
    made.places = _places(made, {unit: key for unit, key in moves.items() if key is not None})
    return made


def target_of(row: ReformLink | ReformMove) -> Key | None:
    """The unit that a link or move names; negative while it is not made."""
    if row.to_new is None:
        return row.to_unit_id
    return row.to_new.made_id or -row.to_new.pk


def _of_level(reform: Reform) -> QuerySet[Unit]:
    units = Unit.objects.filter(level=reform.abolishes or 0, valid__contains=reform.on_date)
    if reform.province_id:
        units = units.filter(
            placements__parent=reform.province_id, placements__valid__contains=reform.on_date
        )
    return units


def _placements(reform: Reform, units: Iterable[Key], parents: Iterable[Key]) -> dict[Key, Placement]:
    """Where these units, and the children of those parents, stand when the day begins."""
    on_day = Placement.objects.filter(valid__contains=reform.on_date).select_related("unit")
    rows = [*on_day.filter(unit_id__in=list(units)), *on_day.filter(parent_id__in=list(parents))]
    return {row.unit_id: row for row in rows}


def _places(made: Blueprint, moves: Mapping[Key, Key]) -> dict[Key, Key]:
    """The new parent of everything that loses the old one, moves, or is new."""
    places = {unit: made.standing(parent) for unit, parent in moves.items()}
    for unit, placement in made.held.items():
        if unit in made.ending or unit in places:
            continue
        if unit in made.assigned:
            places[unit] = made.assigned[unit]
        elif placement.parent_id in made.ending:
            places[unit] = made.standing(placement.parent_id)
            if placement.unit.level == Level.VILLAGE and placement.parent_id in made.split:
                made.loose.add(unit)
    for new in made.reform.new_units.select_related("parent_new"):
        places[new.made_id or -new.pk] = _parent_of_new(made, new)
    return places


def _parent_of_new(made: Blueprint, new: ReformUnit) -> Key:
    parent_new, parent = new.parent_new, new.parent_id
    if parent_new is not None:
        return parent_new.made_id or -parent_new.pk
    if parent is None:
        raise Tangled(_("Chưa ghi %(unit)s thuộc đơn vị nào.") % {"unit": new.name})
    return made.standing(parent)
