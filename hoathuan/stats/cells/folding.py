"""Deltas into cells: a job every few seconds. Whether it ran or not, a read gives the same number."""

from django.db import connection, transaction

from .filling import GRAINS, LOCK

_FOLD = f"""
WITH taken AS (
    DELETE FROM stats_delta RETURNING indicator, zone, day, d1, d2, d3, n
), summed AS (
    SELECT indicator, g.grain, g.zone, g.period, d1, d2, d3, sum(n) AS n
    FROM taken CROSS JOIN LATERAL {GRAINS} GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(n) <> 0
), moved AS (
    INSERT INTO stats_cell (indicator, grain, zone, period, d1, d2, d3, n)
    SELECT indicator, grain, zone, period, d1, d2, d3, n FROM summed
    ON CONFLICT (indicator, grain, zone, period, d1, d2, d3) DO UPDATE SET n = stats_cell.n + excluded.n
)
SELECT count(*) FROM taken
"""


@transaction.atomic
def fold() -> int:
    """Move what was written since the last time into the cells; returns how many deltas were moved.

    Delete, sum and upsert are one statement: no reader sees a delta twice or not at all. Where another is
    folding already there is nothing to do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_FOLD)
        return int(cursor.fetchone()[0])
