"""Bring the place columns of located rows to what their areas say: for the areas that a reform touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from hoathuan.units.models import Located

from .gate import located_models

# a row belongs to the home of its own day: for days before its area began, to that area itself
_STAMP = """
UPDATE {table} t
SET area_id = h.id, now_province_id = h.now_province_id, now_commune_id = h.now_commune_id
FROM units_area a
JOIN units_areaspan s ON s.area_id = a.id
JOIN units_area h ON h.id = s.home_id
WHERE t.area_id = ANY(%s) AND a.id = t.area_id AND s.valid @> greatest(t.{day}, lower(a.valid))
  AND (t.area_id, t.now_province_id, t.now_commune_id)
      IS DISTINCT FROM (h.id, h.now_province_id, h.now_commune_id)
"""

# the columns of today go with the area: a row is never seen with the one and without the other
_CARRY = """
UPDATE {table} t
SET area_id = h.id, now_province_id = h.now_province_id, now_commune_id = h.now_commune_id
FROM unnest(%s::bigint[], %s::bigint[]) AS m(former, home) JOIN units_area h ON h.id = m.home
WHERE t.area_id = m.former
"""


def stamp(model: type[Located], areas: Iterable[int]) -> int:
    """Stamp the rows of these areas; returns how many changed."""
    names = {"table": f'"{model._meta.db_table}"', "day": f'"{model.dated_by}"'}
    with connection.cursor() as cursor:
        cursor.execute(_STAMP.format(**names), [list(areas)])
        return int(cursor.rowcount)


def carry_over(areas: Mapping[int, int]) -> None:
    """Put every located row of an area into the area that takes its place; stamps are the caller's next step."""
    names = [f'"{model._meta.db_table}"' for model in located_models()]
    with connection.cursor() as cursor:
        for name in names if areas else []:
            cursor.execute(_CARRY.format(table=name), [list(areas), list(areas.values())])
