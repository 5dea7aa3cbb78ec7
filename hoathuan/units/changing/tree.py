"""Write a blueprint into the tree of units: units, placements, successions, areas, and what is derived of them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.core.copying import write
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reform, Succession, Unit
from hoathuan.units.placing import place_areas
from hoathuan.units.services import rebuild_reach

from .blueprint import Blueprint, draw
from .moving import Effect, Say, quiet


def change_units(reform: Reform, say: Say = quiet) -> Effect:
    """Units, placements, successions, areas and reach; without the facts that stand in them."""
    make_units(reform)
    plan = draw(reform)
    _succeed(reform, plan)
    _close_units(reform, plan)
    _place(reform, plan)
    new_areas(reform)
    areas = place_areas()
    rebuild_reach()
    ended = plan.split - plan.abolished
    return Effect(
        reform=reform,
        day=reform.on_date,
        into=plan.whole,
        split=frozenset(ended),
        abolished=frozenset(plan.abolished),
        areas=frozenset(areas),
        placed=plan.places,
        say=say,
    )


_MADE = """
UPDATE units_reformunit n SET made_id = m.unit
FROM unnest(%s::bigint[], %s::bigint[]) AS m(id, unit) WHERE n.id = m.id
"""


def make_units(reform: Reform) -> None:
    """Without their codes: those may be of units that end today (`_close_units`)."""
    rows = list(reform.new_units.filter(made=None).order_by("id"))
    units = [
        Unit(level=row.level, name=row.name, kind=row.kind, valid=DateRange(reform.on_date, None))
        for row in rows
    ]
    for unit in units:
        unit.name_keys()
    write(units)
    with connection.cursor() as cursor:
        cursor.execute(_MADE, [[row.pk for row in rows], [unit.pk for unit in units]])


def _succeed(reform: Reform, plan: Blueprint) -> None:
    write(
        [
            Succession(
                reform=reform,
                from_unit_id=unit,
                to_unit_id=target,
                on_date=reform.on_date,
                whole=len(into) == 1,
            )
            for unit, into in plan.targets.items()
            for target in into
        ]
    )


_END = "UPDATE {table} SET valid = daterange(lower(valid), %(day)s) WHERE {key} = ANY(%(units)s) AND valid @> %(day)s"
_CODES = """
UPDATE units_unit u SET code = n.code FROM units_reformunit n
WHERE n.made_id = u.id AND n.reform_id = %(reform)s AND n.code IS NOT NULL
"""


def _close_units(reform: Reform, plan: Blueprint) -> None:
    ending: dict[str, Any] = {"units": sorted(plan.ending), "day": reform.on_date, "reform": reform.pk}
    leaving = ending | {"units": sorted(plan.ending | {unit for unit in plan.places if unit in plan.held})}
    with connection.cursor() as cursor:
        cursor.execute(_END.format(table="units_unit", key="id"), ending)
        cursor.execute(_END.format(table="units_placement", key="unit_id"), leaving)
        cursor.execute(_CODES, ending)


def _place(reform: Reform, plan: Blueprint) -> None:
    since = DateRange(reform.on_date, None)
    write([Placement(unit_id=unit, parent_id=parent, valid=since) for unit, parent in plan.places.items()])


_END_AREAS = """
UPDATE units_area a SET valid = daterange(lower(a.valid), %(day)s)
WHERE a.valid @> %(day)s::date AND lower(a.valid) IS DISTINCT FROM %(day)s::date AND (
    EXISTS (SELECT 1 FROM units_unit u WHERE u.id = a.then_commune_id AND upper(u.valid) = %(day)s)
    OR (a.then_commune_id, a.then_province_id) NOT IN (SELECT commune, province FROM commune_now)
    OR a.then_commune_id IN (SELECT commune FROM commune_now WHERE since = %(day)s)
)
"""
_COMMUNES_NOW = """
CREATE TEMPORARY TABLE commune_now ON COMMIT DROP AS
SELECT p.unit_id AS commune,
       CASE WHEN u.level = %(province)s THEN u.id ELSE up.parent_id END AS province,
       greatest(lower(p.valid), CASE WHEN u.level <> %(province)s THEN lower(up.valid) END) AS since
FROM units_placement p
JOIN units_unit c ON c.id = p.unit_id AND c.level = %(commune)s
JOIN units_unit u ON u.id = p.parent_id
LEFT JOIN units_placement up ON up.unit_id = u.id AND up.valid @> %(day)s::date
WHERE p.valid @> %(day)s::date
"""
_ADD_AREAS = """
INSERT INTO units_area (then_commune_id, then_province_id, valid)
SELECT n.commune, n.province, daterange(%(day)s::date, NULL) FROM commune_now n
WHERE NOT EXISTS (SELECT 1 FROM units_area a WHERE a.then_commune_id = n.commune AND a.valid @> %(day)s::date)
ORDER BY n.commune
"""


def new_areas(reform: Reform) -> None:
    """Areas end with their commune, or when it comes under another parent; each open commune has one."""
    words: dict[str, Any] = {"day": reform.on_date, "province": Level.PROVINCE, "commune": Level.COMMUNE}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS commune_now")
        cursor.execute(_COMMUNES_NOW, words)
        cursor.execute(_END_AREAS, words)
        cursor.execute(_ADD_AREAS, words)
        cursor.execute("DROP TABLE commune_now")
