"""Teams where their villages go: when a split commune's villages are placed, and when a reform is corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from hoathuan.units.api import Effect, Line

# a team of villages in several parts stays with what nobody has placed, until a person says where it goes
_TEAMS = """
SELECT v.team_id FROM teams_teamvillage v
GROUP BY v.team_id HAVING bool_and(v.village_id = ANY(%(villages)s) OR v.village_id = ANY(%(before)s))
    AND bool_or(v.village_id = ANY(%(villages)s))
"""
_PARTS = """
UPDATE {table} r SET area_id = p.id, now_province_id = p.now_province_id, now_commune_id = p.now_commune_id
FROM unnest(%(former)s::bigint[], %(part)s::bigint[]) AS m(former, part) JOIN units_area p ON p.id = m.part
WHERE r.area_id = m.former AND r.{team} = ANY(%(teams)s)
"""
_ROWS = {"teams_team": "id", "teams_mediator": "team_id", "teams_teamstanding": "team_id"}
_TRAININGS = """
UPDATE teams_mediatortraining r
SET area_id = p.id, now_province_id = p.now_province_id, now_commune_id = p.now_commune_id
FROM unnest(%(former)s::bigint[], %(part)s::bigint[]) AS m(former, part)
JOIN units_area p ON p.id = m.part, teams_mediator t
WHERE r.area_id = m.former AND t.id = r.mediator_id AND t.team_id = ANY(%(teams)s)
"""

# what was recorded since the reform stands where its team stood on its day
_RETRACE = """
UPDATE {table} r
SET area_id = h.id, now_province_id = h.now_province_id, now_commune_id = h.now_commune_id
FROM {source}, units_areaspan s JOIN units_area h ON h.id = s.home_id
WHERE {joined} AND t.area_id = ANY(%(areas)s) AND s.area_id = t.area_id AND s.valid @> r.{day}
  AND r.area_id <> h.id
"""
_DATED = {
    "teams_mediator": ("teams_team t", "t.id = r.team_id", "started_on"),
    "teams_teamstanding": ("teams_team t", "t.id = r.team_id", "started_on"),
    "teams_mediatortraining": ("teams_mediator t", "t.id = r.mediator_id", "trained_on"),
}


def follow_villages(villages: Sequence[int], parts: Mapping[int, int]) -> list[int]:
    """Put the teams of these villages, and what belongs to them, into the part; returns the teams."""
    if not parts:
        return []
    words = {"former": list(parts), "part": list(parts.values()), "villages": list(villages)}
    with connection.cursor() as cursor:
        cursor.execute(_TEAMS, words | {"before": _in_part(words["part"])})
        teams = [team for (team,) in cursor.fetchall()]
        for table, column in _ROWS.items():
            cursor.execute(_PARTS.format(table=table, team=column), words | {"teams": teams})
        cursor.execute(_TRAININGS, words | {"teams": teams})
    return teams


def _in_part(parts: Sequence[int]) -> list[int]:
    """Villages that went the same way in an earlier decision."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.unit_id FROM units_placement p JOIN units_area a ON a.part_id = p.parent_id"
            " WHERE a.id = ANY(%s) AND lower(p.valid) = upper(a.valid)",
            [list(parts)],
        )
        return [village for (village,) in cursor.fetchall()]


def retrace(effect: Effect) -> Sequence[Line]:
    """After a correction: rows of the teams of a former commune leave the unit that was wrongly named."""
    if not effect.reform.corrects_id:
        return []
    with connection.cursor() as cursor:
        for table, (source, joined, day) in _DATED.items():
            text = _RETRACE.format(table=table, source=source, joined=joined, day=day)
            cursor.execute(text, {"areas": list(effect.areas)})
    return []
