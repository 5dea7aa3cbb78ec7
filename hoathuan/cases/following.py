"""Disputes where their team goes: when a split commune's villages are placed, and when a reform is corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from hoathuan.units.api import Effect, Line

# by the part, not by the area: a team founded in an earlier area of the commune went the same way
_PARTS = """
UPDATE cases_case r SET area_id = p.id, now_province_id = p.now_province_id, now_commune_id = p.now_commune_id
FROM unnest(%(former)s::bigint[], %(part)s::bigint[]) AS m(former, part) JOIN units_area p ON p.id = m.part,
     teams_team t JOIN units_area home ON home.id = t.area_id
WHERE r.area_id = m.former AND t.id = r.team_id AND home.part_id = p.part_id
"""
_RETRACE = """
UPDATE cases_case r
SET area_id = h.id, now_province_id = h.now_province_id, now_commune_id = h.now_commune_id
FROM teams_team t, units_areaspan s JOIN units_area h ON h.id = s.home_id
WHERE t.id = r.team_id AND t.area_id = ANY(%(areas)s) AND s.area_id = t.area_id
  AND s.valid @> r.received_on AND r.area_id <> h.id
"""


def follow_villages(villages: Sequence[int], parts: Mapping[int, int]) -> None:
    """After their teams: disputes of the placed teams go into the part, too."""
    words = {"former": list(parts), "part": list(parts.values())}
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, words)


def retrace(effect: Effect) -> Sequence[Line]:
    """After a correction: disputes recorded since the day stand where their team stood on their day."""
    if effect.reform.corrects_id:
        with connection.cursor() as cursor:
            cursor.execute(_RETRACE, {"areas": list(effect.areas)})
    return []
