"""Bodies of units that ended: each goes on as its successor's body, or is closed where nobody knows one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from hoathuan.core.text import fold
from hoathuan.core.writing import write_changed
from hoathuan.units.models import Unit

from .choices import BodyKind
from .models import Body

# a unit has one of each, whatever it is called
ONE_OF_ITS_KIND = (
    BodyKind.PEOPLES_COMMITTEE,
    BodyKind.JUSTICE_DEPARTMENT,
    BodyKind.DISTRICT_JUSTICE,
    BodyKind.FRONT,
    BodyKind.COUNCIL,
)


def carry_bodies(into: Mapping[int, int], day: date) -> int:
    """Open bodies of ended units (unit → successor) become the successor's; returns how many."""
    bodies = _going(into)
    targets = Unit.objects.in_bulk({into[body.unit_id] for body in bodies})
    known = _Known(targets)
    for body in bodies:
        stays = into[body.unit_id] == body.unit_id
        body.moved_to = None if stays else known.body_for(body, targets[into[body.unit_id]])
        body.closed_on = None if stays else day
    write_changed(bodies, ["moved_to", "closed_on"])
    _carry_superiors()
    return len(bodies)


def _going(into: Mapping[int, int]) -> list[Body]:
    """Open bodies of ended units, and those that had gone elsewhere than a correction says."""
    theirs = Body.objects.filter(unit_id__in=list(into)).select_related("unit", "moved_to").order_by("id")
    return [
        body
        for body in theirs.filter(Q(closed_on=None) | Q(moved_to__isnull=False))
        if (body.closed_on is None and into[body.unit_id] != body.unit_id)
        or (body.moved_to is not None and body.moved_to.unit_id != into[body.unit_id])
    ]


def close_bodies(units: Iterable[int], day: date) -> int:
    """Bodies of units that went nowhere whole are closed; what they did is for a person to place."""
    return Body.objects.filter(unit_id__in=list(units), closed_on=None).update(closed_on=day)


def _carry_superiors() -> None:
    """Who stood under a body that went on stands under what it became."""
    under = list(Body.objects.filter(superior__moved_to__isnull=False).select_related("superior"))
    for body in under:
        above = body.superior.moved_to_id if body.superior else None
        body.superior_id = above if above != body.pk else None
    write_changed(under, ["superior"])


class _Known:
    """The bodies of the successors, by what makes them the same."""

    def __init__(self, units: Iterable[int]) -> None:
        self._by_kind: dict[tuple[int, str], Body] = {}
        self._by_name: dict[tuple[int, str], Body] = {}
        for body in Body.objects.filter(unit_id__in=list(units)).order_by("closed_on", "-id"):
            if body.closed_on is None:
                self._by_kind[body.unit_id, body.kind] = body
            self._by_name[body.unit_id, fold(body.name)] = body

    def body_for(self, body: Body, unit: Unit) -> Body:
        if body.kind in ONE_OF_ITS_KIND and (unit.pk, body.kind) in self._by_kind:
            return self._by_kind[unit.pk, body.kind]
        name = renamed(body.name, body.unit, unit)
        return self._by_name.get((unit.pk, fold(name))) or self._made(body, unit, name)

    def _made(self, body: Body, unit: Unit, name: str) -> Body:
        made = Body.objects.create(name=name, kind=body.kind, unit=unit, superior_id=body.superior_id)
        self._by_kind.setdefault((unit.pk, body.kind), made)
        self._by_name[unit.pk, fold(name)] = made
        return made


def renamed(name: str, former: Unit, unit: Unit) -> str:
    """The body's name with the new unit's in it: "UBND xã Đông Thanh" → "UBND phường Hàm Rồng"."""
    for old, new in ((former.name, unit.name), (_bare(former), _bare(unit))):
        found = re.search(re.escape(old), name, re.IGNORECASE)
        if found:
            written = new if name[found.start()].isupper() else new[:1].lower() + new[1:]
            return (name[: found.start()] + written + name[found.end() :])[:200]
    return name


def _bare(unit: Unit) -> str:
    """The name without its kind: "Đông Thanh" of "Xã Đông Thanh"."""
    kind = unit.kind.lower()
    return unit.name[len(kind) :].strip() if kind and unit.name.lower().startswith(kind + " ") else unit.name
