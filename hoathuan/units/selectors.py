"""Reads about units. A unit's neighbours are asked for a day; without one, today."""

from collections.abc import Iterable
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, QuerySet

from hoathuan.core.dates import today

from .choices import Level
from .models import Area, AreaSpan, Placement, Succession, Unit


def country() -> Unit:
    return Unit.objects.get(level=Level.COUNTRY)


def children_of(unit: Unit, on: date | None = None) -> QuerySet[Unit]:
    """The units placed directly under `unit` on that day, in Vietnamese order."""
    return Unit.objects.filter(placements__parent=unit, placements__valid__contains=on or today()).order_by(
        "sort", "id"
    )


def villages_of(commune: Unit, on: date | None = None) -> QuerySet[Unit]:
    return children_of(commune, on).filter(level=Level.VILLAGE)


def parent_of(unit: Unit, on: date | None = None) -> Unit | None:
    """The unit above on that day; for a unit that was closed before it, the last one above it."""
    placements = Placement.objects.filter(unit=unit).select_related("parent")
    day = placements.filter(valid__contains=on or today()).first()
    found = day or placements.order_by(F("valid").desc()).first()
    return found.parent if found else None


#: A unit's ancestors, the nearest first; of a placement that was closed before the day the last one, as `parent_of`.
_ABOVE = """
WITH RECURSIVE above (id, steps) AS (
    SELECT %s::bigint, 0
    UNION ALL
    SELECT step.parent_id, above.steps + 1 FROM above, LATERAL (
        SELECT p.parent_id FROM units_placement p WHERE p.unit_id = above.id
        ORDER BY (p.valid @> %s::date) DESC, p.valid DESC LIMIT 1
    ) step WHERE step.parent_id IS NOT NULL
)
SELECT u.* FROM above JOIN units_unit u USING (id) WHERE above.steps > 0 ORDER BY above.steps
"""


def path_of(unit: Unit, on: date | None = None) -> list[Unit]:
    """From the province down to the unit itself (the country is left out); one question for any depth."""
    above = [] if unit.level == Level.COUNTRY else Unit.objects.raw(_ABOVE, [unit.pk, on or today()])
    return [step for step in (*reversed(list(above)), unit) if step.level != Level.COUNTRY]


def ancestor_at(unit: Unit, level: int, on: date | None = None) -> Unit | None:
    """The unit of `level` that holds `unit` (itself, if it is of that level)."""
    return next((step for step in path_of(unit, on) if step.level == level), None)


def province_of(unit: Unit, on: date | None = None) -> Unit | None:
    return ancestor_at(unit, Level.PROVINCE, on)


def commune_of(unit: Unit, on: date | None = None) -> Unit | None:
    return ancestor_at(unit, Level.COMMUNE, on)


def area_of(commune: Unit | int, on: date | None = None) -> Area:
    """The area that a fact of this commune and day belongs to.

    A day before the commune existed (a late entry after a merger) falls to its first area.
    """
    key = commune.pk if isinstance(commune, Unit) else commune
    areas = Area.objects.filter(then_commune_id=key, part=None)
    return areas.filter(valid__contains=on or today()).first() or areas.order_by("valid")[0]


def area_on(area: Area | int, on: date) -> Area:
    """Where a fact of that day belongs, recorded by something whose own place is `area` (a team founded before)."""
    key = area.pk if isinstance(area, Area) else area
    home = Area.objects.filter(home_of__area_id=key, home_of__valid__contains=on).first()
    return home or Area.objects.get(pk=key)


def homes_of(areas: Iterable[int]) -> dict[int, list[tuple[DateRange, Area]]]:
    """As `area_on` for many: area → (days, where its facts of those days belong)."""
    found: dict[int, list[tuple[DateRange, Area]]] = {}
    for span in AreaSpan.objects.filter(area__in=list(areas)).select_related("home"):
        found.setdefault(span.area_id, []).append((span.valid, span.home))
    return found


def now_of(unit: Unit) -> Unit | None:
    """The unit itself while it stands; else the smallest of today that holds it wholly."""
    step: Unit | None = unit
    while step is not None and not is_open(step):
        into = Succession.objects.filter(from_unit=step, voided_by=None).select_related("to_unit")[:2]
        step = into[0].to_unit if len(into) == 1 else parent_of(step)
    return step


def whole_successors(units: QuerySet[Unit]) -> dict[int, int]:
    """Ended unit → today's unit that it went into wholly, for those that went into one."""
    into: dict[int, list[int]] = {}
    standing = Succession.objects.filter(voided_by=None).values_list("from_unit_id", "to_unit_id")
    for unit, target in standing:
        into.setdefault(unit, []).append(target)
    found = {}
    for key in units.values_list("pk", flat=True):
        step = key
        while len(into.get(step, ())) == 1:
            step = into[step][0]
        if step != key and step not in into:
            found[key] = step
    return found


def with_those_before(unit: int) -> frozenset[int]:
    """The unit, and those that went wholly into it, at whatever remove."""
    held, new = {unit}, {unit}
    while new:
        whole = Succession.objects.filter(to_unit__in=new, whole=True, voided_by=None)
        new = set(whole.values_list("from_unit", flat=True)) - held
        held |= new
    return frozenset(held)


def is_open(unit: Unit, on: date | None = None) -> bool:
    return (on or today()) in unit.valid
