"""Is a reform written so that it can be applied? Every problem in words, before anything changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reform, ReformUnit, Unit

from .blueprint import Blueprint, Tangled, draw
from .checking_corrections import problems_of_correction

SHOWN = 20


def problems_of(reform: Reform) -> list[str]:
    """What stands in the way, in words; empty if it can be applied."""
    if not (reform.links.exists() or reform.moves.exists() or reform.new_units.exists() or reform.abolishes):
        return [_("Chưa ghi đơn vị nào thay đổi.")]
    if reform.corrects_id:
        return list(problems_of_correction(reform))[:SHOWN]
    try:
        plan = draw(reform)
    except Tangled as problem:
        return [str(problem)]
    found = [*_ending(reform, plan), *_touched_later(reform, plan), *_targets(reform, plan), *_parents(reform, plan),
             *_codes(reform, plan), *same_names(reform, plan.places, plan.ending)]  # fmt: skip
    return found[:SHOWN] + (
        [_("… và %(n)s lỗi khác.") % {"n": len(found) - SHOWN}] if len(found) > SHOWN else []
    )


def _ending(reform: Reform, plan: Blueprint) -> Iterator[str]:
    """Who ends must be there on the day, and have been there the day before."""
    for unit in _units(plan.ending | {move.unit_id for move in reform.moves.all()}):
        if reform.on_date not in unit.valid:
            yield _("%(unit)s không còn hoặc chưa có vào ngày %(day)s.") % _words(unit, reform)
        elif unit.valid.lower == reform.on_date:
            yield _(
                "%(unit)s mới lập đúng ngày %(day)s: sửa việc sắp xếp đã lập nó, không thêm việc mới."
            ) % _words(unit, reform)


def _touched_later(reform: Reform, plan: Blueprint) -> Iterator[str]:
    """What already changed on that day or after it cannot be changed before it."""
    touched = (
        plan.ending | set(plan.held) | {key for into in plan.targets.values() for key in into if key > 0}
    )
    later = Placement.objects.filter(
        Q(unit_id__in=touched) | Q(parent_id__in=plan.ending), valid__startswith__gte=reform.on_date
    ).select_related("unit", "parent")
    for placement in later.order_by("unit__sort"):
        yield _("%(unit)s thay đổi từ %(since)s (thuộc %(parent)s): không thể sắp xếp theo ngày sớm hơn.") % {
            "unit": placement.unit.name,
            "since": f"{placement.valid.lower:%d/%m/%Y}",
            "parent": placement.parent.name if placement.parent else "",
        }


def _targets(reform: Reform, plan: Blueprint) -> Iterator[str]:
    """A unit goes into units of its own level that stay; a split says at least two."""
    levels = dict(_units(plan.ending).values_list("pk", "level"))
    links = reform.links.select_related("from_unit", "to_unit", "to_new").prefetch_related("villages")
    for link in links:
        target = link.to_unit or link.to_new
        if target and target.level != levels.get(link.from_unit_id):
            yield _("%(unit)s và %(target)s không cùng cấp.") % {"unit": link.from_unit, "target": target}
        if link.to_unit and link.to_unit_id in plan.ending:
            yield _("%(target)s cũng kết thúc trong việc này, không nhận được %(unit)s.") % {
                "unit": link.from_unit,
                "target": link.to_unit,
            }
        elif link.to_unit:
            yield from lasting(link.to_unit, reform)
        for village in link.villages.all():
            placement = plan.held.get(village.pk)
            if placement is None or placement.parent_id != link.from_unit_id:
                yield _("%(village)s không thuộc %(unit)s.") % {"village": village, "unit": link.from_unit}
    twice = (
        reform.links.values("villages")
        .annotate(times=Count("id"))
        .filter(times__gt=1, villages__isnull=False)
    )
    for village in Unit.objects.filter(pk__in=twice.values("villages")):
        yield _("%(village)s được ghi về hai nơi.") % {"village": village}


def lasting(unit: Unit, reform: Reform) -> Iterator[str]:
    """Who takes others in stands on the day and ever since."""
    if reform.on_date not in unit.valid:
        yield _("%(unit)s không còn hoặc chưa có vào ngày %(day)s.") % _words(unit, reform)
    elif unit.valid.upper is not None:
        yield _("%(unit)s đã kết thúc sau ngày %(day)s, không nhận thêm được.") % _words(unit, reform)


def _parents(reform: Reform, plan: Blueprint) -> Iterator[str]:
    """Everyone stands under a unit of a higher level, nobody under itself, and no child of a split unit is lost."""
    new = {-row.pk: row for row in reform.new_units.all()}
    keys = set(plan.places) | set(plan.places.values())
    units = {unit.pk: unit for unit in _units({key for key in keys if key > 0})}
    known: dict[int, Unit | ReformUnit] = {**units, **new}
    moved = set(reform.moves.values_list("unit_id", flat=True))
    divided = plan.split - plan.abolished
    for key, parent_key in plan.places.items():
        unit, parent = known[key], known[parent_key]
        if isinstance(parent, Unit) and parent.pk not in plan.ending:
            yield from lasting(parent, reform)
        if parent.level >= unit.level:
            yield _("%(unit)s không thể thuộc %(parent)s: đơn vị trên phải ở cấp cao hơn.") % {
                "unit": unit,
                "parent": parent,
            }
        placement = plan.held.get(key)
        if placement and unit.level != Level.VILLAGE and placement.parent_id in divided and key not in moved:
            yield _("%(unit)s thuộc một đơn vị bị chia: ghi rõ từ ngày đó thuộc đơn vị nào.") % {"unit": unit}


def same_names(reform: Reform, places: Mapping[int, int], ending: Collection[int]) -> Iterator[str]:
    """Under one parent a name is used once, tones and all: nobody could tell two such units apart."""
    on_day = Placement.objects.filter(parent__in=set(places.values()), valid__contains=reform.on_date)
    staying = on_day.exclude(unit__in=[*ending, *places])
    used = {(parent, level, name.lower()) for parent, level, name in _named(staying)}
    for row in reform.new_units.order_by("id"):
        key = (places.get(row.made_id or -row.pk, 0), row.level, row.name.lower())
        if key in used:
            yield _("Đã có %(unit)s trong cùng đơn vị cấp trên: đặt tên khác.") % {"unit": row.name}
        used.add(key)


def _named(placements: QuerySet[Placement]) -> QuerySet[Placement, tuple[int | None, int, str]]:
    return placements.values_list("parent_id", "unit__level", "unit__name")


def _codes(reform: Reform, plan: Blueprint) -> Iterator[str]:
    """A code may return once its unit has ended, not while it stands."""
    rows = [row for row in reform.new_units.all() if row.code is not None]
    standing = Unit.objects.filter(code__in=[row.code for row in rows], valid__contains=reform.on_date)
    held = {(unit.level, unit.code): unit for unit in standing.exclude(pk__in=plan.ending)}
    seen: set[tuple[int, int | None]] = set()
    for row in rows:
        key = (row.level, row.code)
        if key in held:
            yield _("Mã %(code)s đang là mã của %(unit)s.") % {"code": row.code, "unit": held[key]}
        if key in seen:
            yield _("Mã %(code)s ghi cho hai đơn vị mới.") % {"code": row.code}
        seen.add(key)


def _units(keys: set[int]) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=[key for key in keys if key > 0]).order_by("sort", "id")


def _words(unit: Unit, reform: Reform) -> dict[str, str]:
    return {"unit": unit.name, "day": f"{reform.on_date:%d/%m/%Y}"}
