"""The standing of teams in time, derived from the terms of their mediators and heads."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from hoathuan.teams.rules import LEAST_MEDIATORS

# every day on which something about a team may change, the state on that day, and the runs of equal states
_RESTATE = """
WITH team AS (
    SELECT * FROM teams_team WHERE id = ANY(%(teams)s)
), change AS (
    SELECT id AS team_id, started_on AS day FROM team
    UNION SELECT id, accepted_on FROM team WHERE accepted_on IS NOT NULL
    UNION SELECT m.team_id, unnest(ARRAY[m.started_on, m.ended_on + 1])
          FROM teams_mediator m WHERE m.team_id = ANY(%(teams)s)
    UNION SELECT h.team_id, unnest(ARRAY[h.started_on, h.ended_on + 1])
          FROM teams_teamhead h WHERE h.team_id = ANY(%(teams)s)
), day AS (
    SELECT t.id, c.day FROM change c JOIN team t ON t.id = c.team_id
    WHERE c.day >= t.started_on AND (t.ended_on IS NULL OR c.day <= t.ended_on)
), makeup AS (
    SELECT d.id, d.day, count(m.id) AS mediators,
           coalesce(bool_or(m.sex = 'F'), false) AS woman,
           coalesce(bool_or(m.minority = 'other'), false) AS minority,
           coalesce(bool_or(h.id IS NOT NULL), false) AS head
    FROM day d
    LEFT JOIN teams_mediator m ON m.team_id = d.id AND m.started_on <= d.day
        AND (m.ended_on IS NULL OR m.ended_on >= d.day)
    LEFT JOIN teams_teamhead h ON h.team_id = d.id AND h.mediator_id = m.id AND h.started_on <= d.day
        AND (h.ended_on IS NULL OR h.ended_on >= d.day)
    GROUP BY d.id, d.day
), state AS (
    SELECT k.id, k.day, CASE WHEN k.head AND (t.accepted_on <= k.day
        OR (k.mediators >= %(least)s AND k.woman AND (k.minority OR NOT t.needs_minority)))
        THEN 'complete' ELSE 'incomplete' END AS composition
    FROM makeup k JOIN team t ON t.id = k.id
), turn AS (
    SELECT s.*, composition IS DISTINCT FROM lag(composition) OVER (PARTITION BY id ORDER BY day) AS turns
    FROM state s
), run AS (
    SELECT id, day, composition, lead(day) OVER (PARTITION BY id ORDER BY day) - 1 AS last FROM turn WHERE turns
)
INSERT INTO teams_teamstanding
    (team_id, composition, started_on, ended_on, area_id, now_province_id, now_commune_id)
SELECT t.id, r.composition, r.day, coalesce(r.last, t.ended_on),
       h.id, h.now_province_id, h.now_commune_id
FROM run r JOIN team t ON t.id = r.id
-- where the team stood on that day
JOIN units_area a ON a.id = t.area_id
JOIN units_areaspan s ON s.area_id = a.id AND s.valid @> greatest(r.day, lower(a.valid))
JOIN units_area h ON h.id = s.home_id
"""


@transaction.atomic
def restate(team_ids: Iterable[int]) -> None:
    """Derive the whole timeline of these teams anew; to be called by whoever changed a term, a head or a team."""
    teams: dict[str, Any] = {"teams": list(team_ids), "least": LEAST_MEDIATORS}
    with connection.cursor() as cursor:
        # two changes of one team at once: the second waits, and then sees the first one's rows
        cursor.execute(
            "SELECT 1 FROM teams_team WHERE id = ANY(%(teams)s) ORDER BY id FOR NO KEY UPDATE", teams
        )
        cursor.execute("DELETE FROM teams_teamstanding WHERE team_id = ANY(%(teams)s)", teams)
        cursor.execute(_RESTATE, teams)
