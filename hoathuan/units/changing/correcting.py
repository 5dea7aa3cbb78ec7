"""Mend an applied reform: former units went elsewhere than was written, or should not have ended.

A correction says what was true from the reform's own day on. Successions of before are voided, not deleted; a unit that
the reform made by mistake is withdrawn (it stood on no day); facts recorded in it meanwhile follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from hoathuan.units.models import Area, Placement, Reform, Succession, Unit
from hoathuan.units.placing import place_areas
from hoathuan.units.selectors import area_of, now_of
from hoathuan.units.services import rebuild_reach

from .blueprint import target_of
from .moving import Effect, Say, quiet
from .stamping import carry_over
from .tree import make_units, new_areas


@dataclass(frozen=True)
class _Mended:
    """One former unit: where it goes now; to nothing: it goes on as itself."""

    unit: Unit
    targets: list[int]
    assigned: dict[int, int]


def correct_units(reform: Reform, say: Say = quiet) -> Effect:
    """Write the correction into the tree; to be followed by stamps and movers as any reform."""
    make_units(reform)
    placed = _place_new(reform)
    withdrawn = {}
    for mended in _mended(reform):
        _void(reform, mended)
        if mended.targets and mended.unit.valid.upper is None and mended.unit.valid.lower != reform.on_date:
            _close_again(reform, mended.unit)
        if mended.unit.valid.lower == reform.on_date:
            withdrawn[mended.unit.pk] = _withdraw(reform, mended)
        elif not mended.targets:
            placed |= _restore(reform, mended.unit)
        else:
            placed |= _place_children(reform, mended)
    _give_codes(reform)
    new_areas(reform)
    carried = _carry_facts(reform, withdrawn) | _take_back_parts(reform)
    areas = place_areas()
    rebuild_reach()
    return Effect(reform=reform, day=reform.on_date, areas=frozenset(areas | carried), placed=placed, say=say)


def _mended(reform: Reform) -> list[_Mended]:
    found: dict[int, _Mended] = {}
    for link in (
        reform.links.select_related("from_unit", "to_new").prefetch_related("villages").order_by("id")
    ):
        mended = found.setdefault(link.from_unit_id, _Mended(link.from_unit, [], {}))
        target = target_of(link)
        if target is not None:
            mended.targets.append(target)
            mended.assigned.update({village.pk: target for village in link.villages.all()})
    return list(found.values())


def _place_new(reform: Reform) -> dict[int, int]:
    rows = reform.new_units.select_related("parent_new").order_by("id")
    above = ((row.made_id, row.parent_new.made_id if row.parent_new else row.parent_id) for row in rows)
    placed = {unit: parent for unit, parent in above if unit and parent}
    since = DateRange(reform.on_date, None)
    Placement.objects.bulk_create(
        Placement(unit_id=unit, parent_id=parent, valid=since) for unit, parent in placed.items()
    )
    return placed


def _give_codes(reform: Reform) -> None:
    """Last: a code may be that of a unit that was withdrawn a moment ago."""
    for row in reform.new_units.exclude(code=None):
        Unit.objects.filter(made_by=row).update(code=row.code)


def _void(reform: Reform, mended: _Mended) -> None:
    standing = Succession.objects.filter(from_unit=mended.unit, on_date=reform.on_date, voided_by=None)
    standing.update(voided_by=reform)
    if mended.unit.valid.lower == reform.on_date:
        return  # it never stood: nothing succeeds it
    Succession.objects.bulk_create(
        Succession(
            reform=reform,
            from_unit=mended.unit,
            to_unit_id=target,
            on_date=reform.on_date,
            whole=len(mended.targets) == 1,
        )
        for target in mended.targets
    )


def _children(unit: Unit, reform: Reform) -> dict[int, Placement]:
    """What stood under the unit until the day → where it stands from the day on."""
    theirs = Placement.objects.filter(parent=unit, valid__endswith=reform.on_date).values("unit_id")
    since = Placement.objects.filter(unit_id__in=theirs, valid__startswith=reform.on_date)
    return {row.unit_id: row for row in since.select_related("unit")}


def _place_children(reform: Reform, mended: _Mended) -> dict[int, int]:
    placed = {}
    for child, placement in _children(mended.unit, reform).items():
        target = mended.assigned.get(child)
        if target is None and len(mended.targets) > 1 and placement.parent_id in mended.targets:
            continue  # a person has placed it, and it may well have gone there
        if target is None:
            target = mended.targets[0] if len(mended.targets) == 1 else _above(mended.unit, reform)
        Placement.objects.filter(pk=placement.pk).update(parent_id=target)
        placed[child] = target
    return placed


def _above(unit: Unit, reform: Reform) -> int:
    """What holds the unit's place since the day: its former parent, or what that became."""
    last = Placement.objects.filter(unit=unit, valid__endswith=reform.on_date).select_related("parent").get()
    held = now_of(last.parent) if last.parent else None
    if held is None:
        raise ValueError(f"nothing holds unit {unit.pk}")
    return held.pk


def _restore(reform: Reform, unit: Unit) -> dict[int, int]:
    """The unit goes on as if it had never ended; its children come back to it."""
    children = _children(unit, reform)
    above = _above(unit, reform)
    Unit.objects.filter(pk=unit.pk).update(valid=DateRange(unit.valid.lower, None))
    last = Placement.objects.get(unit=unit, valid__endswith=reform.on_date)
    if last.parent_id == above:
        Placement.objects.filter(pk=last.pk).update(valid=DateRange(last.valid.lower, None))
    else:
        Placement.objects.create(unit=unit, parent_id=above, valid=DateRange(reform.on_date, None))
    Placement.objects.filter(pk__in=[row.pk for row in children.values()]).update(parent=unit)
    if last.parent_id == above:
        for area in Area.objects.filter(then_commune=unit, valid__endswith=reform.on_date):
            Area.objects.filter(pk=area.pk).update(valid=DateRange(area.valid.lower, None))
    return dict.fromkeys(children, unit.pk)


def _close_again(reform: Reform, unit: Unit) -> None:
    """An earlier correction had let it go on; now it did end."""
    Unit.objects.filter(pk=unit.pk).update(valid=DateRange(unit.valid.lower, reform.on_date))
    for placement in Placement.objects.filter(unit=unit, valid__contains=reform.on_date):
        if placement.valid.lower == reform.on_date:
            placement.delete()
        else:
            valid = DateRange(placement.valid.lower, reform.on_date)
            Placement.objects.filter(pk=placement.pk).update(valid=valid)


def _withdraw(reform: Reform, mended: _Mended) -> int:
    """A unit that the reform made by mistake stood on no day; what went into it went to the one named instead."""
    unit, target = mended.unit, mended.targets[0]
    _hand_on_successions(reform, unit, target)
    Placement.objects.filter(parent=unit).update(parent_id=target)
    Placement.objects.filter(unit=unit).delete()
    nothing = DateRange(reform.on_date, reform.on_date, "[)")
    Unit.objects.filter(pk=unit.pk).update(valid=nothing, code=None)
    return target


def _hand_on_successions(reform: Reform, unit: Unit, target: int) -> None:
    standing = Succession.objects.filter(to_unit=unit, on_date=reform.on_date, voided_by=None)
    for row in list(standing.exclude(from_unit__in=reform.links.values("from_unit_id"))):
        Succession.objects.filter(pk=row.pk).update(voided_by=reform)
        Succession.objects.get_or_create(
            from_unit=row.from_unit,
            to_unit_id=target,
            on_date=row.on_date,
            voided_by=None,
            defaults={"reform": reform, "whole": row.whole, "rest": row.rest},
        )


def _carry_facts(reform: Reform, withdrawn: dict[int, int]) -> set[int]:
    """Rows recorded in a withdrawn unit belong to the one that took its place."""
    carried = set()
    for unit, target in withdrawn.items():
        home = area_of(target, reform.on_date)
        former = list(Area.objects.filter(then_commune_id=unit))
        carry_over({area.pk: home.pk for area in former})
        carried |= _rename_parts(unit, target)
        _never_stood(Area.objects.filter(pk__in=[area.pk for area in former]), reform.on_date)
        carried.add(home.pk)
    return carried


def _take_back_parts(reform: Reform) -> set[int]:
    """Rows that a person had placed in a unit of which the correction says that nothing went there."""
    carried = {}
    for mended in _mended(reform):
        for part in Area.objects.filter(then_commune=mended.unit).exclude(part=None):
            if part.part_id in mended.targets and len(mended.targets) > 1:
                continue
            whole = Area.objects.filter(then_commune=mended.unit, part=None).exclude(valid__isempty=True)
            same = next((area for area in whole if area.valid.lower == part.valid.lower), None)
            if same is not None:
                carried[part.pk] = same.pk
    carry_over(carried)
    return set(carried.values())


def _rename_parts(unit: int, target: int) -> set[int]:
    """Parts of split communes that a person had placed in the withdrawn unit."""
    touched = set()
    for part in Area.objects.filter(part_id=unit):
        same = Area.objects.filter(
            then_commune_id=part.then_commune_id, part_id=target, valid=part.valid
        ).first()
        if same:
            carry_over({part.pk: same.pk})
            _never_stood(Area.objects.filter(pk=part.pk), part.valid.lower)
        else:
            Area.objects.filter(pk=part.pk).update(part_id=target)
        touched.add(same.pk if same else part.pk)
    return touched


def _never_stood(areas: QuerySet[Area], day: date) -> None:
    """Keep the rows for whoever points at them; on no day does a fact belong to them."""
    areas.update(valid=DateRange(day, day, "[)"))
