"""Derive spans, zones and the columns of today from areas and successions; write only what differs."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.core.copying import write

from .choices import Level
from .models import Area, AreaSpan, Placement, Succession, Unit, Zone, ZoneSpan
from .spans import AreaFact, Day, History, Span, zone_path

Path = tuple[tuple[Day, Day, int | None], ...]

_NOW = """
UPDATE units_area a SET now_commune_id = w.commune, now_province_id = w.province, zone_id = w.zone
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS w(id, commune, province, zone)
WHERE a.id = w.id
"""


def derive_after_migrate(using: str = "default", **kwargs: Any) -> None:
    """The handler of post_migrate: areas of a database that knew no spans yet get theirs."""
    known = using == "default" and AreaSpan._meta.db_table in connection.introspection.table_names()
    if known and Area.objects.filter(spans=None).exists():
        place_areas()


@transaction.atomic
def place_areas() -> set[int]:
    """Bring every area's spans, zone and today's columns to what units and successions say.

    Returns the keys of the areas for which something changed: their facts are to be stamped anew.
    """
    history = _history()
    spans = {area.pk: list(history.spans_of(area)) for area in history.areas}
    changed = _write_spans(spans)
    zones = _zones({key: tuple(zone_path(of)) for key, of in spans.items()})
    return changed | _write_now(history, spans, zones)


def _history() -> History:
    successors: dict[tuple[int, date], list[int]] = defaultdict(list)
    standing = Succession.objects.filter(voided_by=None).order_by("id")
    for unit, into, day in standing.filter(rest=False).values_list("from_unit_id", "to_unit_id", "on_date"):
        successors[unit, day].append(into)
    for unit, into, day in standing.filter(rest=True).values_list("from_unit_id", "to_unit_id", "on_date"):
        successors[unit, day] = [into]
    provinces = Unit.objects.filter(level=Level.PROVINCE, valid__endswith__isnull=False)
    ends = dict(provinces.values_list("pk", "valid__endswith"))
    return History(_areas(), successors, ends)


def _areas() -> list[AreaFact]:
    """Every area with the district above it, if there was one, on its first day."""
    districts: dict[int, list[tuple[DateRange, int]]] = defaultdict(list)
    under = Placement.objects.filter(parent__level=Level.DISTRICT, unit__level=Level.COMMUNE)
    for commune, parent, valid in under.values_list("unit_id", "parent_id", "valid"):
        districts[commune].append((valid, parent))
    rows = Area.objects.exclude(valid__isempty=True).order_by("pk")
    return [
        AreaFact(
            key, commune, _district(districts[commune], valid.lower), province, valid.lower, valid.upper, part
        )
        for key, commune, province, valid, part in rows.values_list(
            "pk", "then_commune_id", "then_province_id", "valid", "part_id"
        )
    ]


def _district(placements: list[tuple[DateRange, int]], first: date | None) -> int | None:
    return next((parent for valid, parent in placements if _begins_in(valid, first)), None)


def _begins_in(valid: DateRange, first: date | None) -> bool:
    return valid.lower is None if first is None else first in valid


def _write_spans(spans: dict[int, list[Span]]) -> set[int]:
    known: dict[int, list[Span]] = defaultdict(list)
    for area, valid, *place in AreaSpan.objects.order_by("area_id", "valid").values_list(
        "area_id", "valid", "home_id", "commune_id", "district_id", "province_id"
    ):
        known[area].append(Span(valid.lower, valid.upper, *place))
    changed = {key for key, of in spans.items() if known.get(key) != of}
    AreaSpan.objects.filter(area_id__in=changed | (known.keys() - spans.keys())).delete()
    write([_row(key, span) for key in sorted(changed) for span in spans[key]])
    return changed


def _row(area: int, span: Span) -> AreaSpan:
    return AreaSpan(
        area_id=area,
        valid=DateRange(span.first, span.end),
        home_id=span.home,
        commune_id=span.commune,
        district_id=span.district,
        province_id=span.province,
    )


def _zones(paths: dict[int, Path]) -> dict[int, int]:
    """Area → zone; zones that nobody stood in before are made."""
    keys = {path: _key(path) for path in set(paths.values())}
    known = dict(Zone.objects.values_list("path", "pk"))
    fresh = {key: path for path, key in keys.items() if key not in known}
    made = Zone.objects.bulk_create(
        Zone(path=key, then_province_id=path[0][2] or 0, now_province_id=path[-1][2])
        for key, path in sorted(fresh.items())
    )
    known |= {zone.path: zone.pk for zone in made}
    ZoneSpan.objects.bulk_create(
        ZoneSpan(zone_id=known[key], valid=DateRange(first, end), province_id=province)
        for key, path in fresh.items()
        for first, end, province in path
    )
    return {area: known[keys[path]] for area, path in paths.items()}


def _key(path: Path) -> str:
    return ";".join(f"{province or '-'}@{first or ''}" for first, _end, province in path)


def _write_now(history: History, spans: dict[int, list[Span]], zones: dict[int, int]) -> set[int]:
    wanted = {a.pk: (spans[a.pk][-1].commune, spans[a.pk][-1].province, zones[a.pk]) for a in history.areas}
    held = Area.objects.values_list("pk", "now_commune_id", "now_province_id", "zone_id")
    changed = sorted(key for key, *now in held if key in wanted and tuple(now) != wanted[key])
    columns = list(zip(*(wanted[key] for key in changed), strict=True)) or [(), (), ()]
    with connection.cursor() as cursor:
        cursor.execute(_NOW, [changed, *map(list, columns)])
    return set(changed)
