"""A made-up country at national size, written by the database itself: 34 provinces, 3,321 communes, disputes."""

from datetime import date

from django.db import connection

from hoathuan.core.migrating import as_owner
from hoathuan.stats.cells.filling import rebuild
from hoathuan.units.services import rebuild_reach

FIRST = date(2016, 7, 1)
PROVINCES, ZONES, COMMUNES, TEAMS = 34, 87, 3_321, 10
_DEFAULTS = {
    "boolean": "false",
    "character varying": "''",
    "text": "''",
    "uuid": "gen_random_uuid()",
    "date": "'2016-01-01'",
}


def insert(table: str, given: dict[str, str], source: str) -> None:
    """INSERT … SELECT; columns that must not be empty and are not given get an empty value of their type."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
            " AND is_nullable = 'NO' AND is_generated = 'NEVER' AND is_identity = 'NO' AND column_default IS NULL",
            [table],
        )
        filled = {
            name: _DEFAULTS.get(kind, "now()" if "time" in kind else "0") for name, kind in cursor.fetchall()
        }
        values = filled | given
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM {source}"
        )


def triggers(verb: str) -> None:
    with connection.cursor() as cursor:
        for event in ("insert", "update", "delete"):
            cursor.execute(f"ALTER TABLE cases_case {verb} TRIGGER stats_note_{event}_cases_case")


def fill(cases: int, years: int) -> None:
    with as_owner():
        _units()
        _places()
        triggers("DISABLE")
        _cases(cases, years)
        triggers("ENABLE")
        for table in ("cases_case", "units_area", "units_unit", "units_placement", "teams_team"):
            with connection.cursor() as cursor:
                cursor.execute(f"VACUUM ANALYZE {table}")
    rebuild_reach()
    rebuild()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE stats_cell")


def _units() -> None:
    """Keys: 1 the country, 100 + p provinces of today, 200 + z provinces of then, 1000 + c communes."""
    today, then = "daterange('2016-01-01', NULL)", "daterange('2016-01-01', '2025-07-01')"
    key = {"id": "n", "name": "'Đơn vị ' || n", "sort": "lpad(n::text, 9, '0')", "folded": "'don vi ' || n"}
    levels = [
        ("0", today, "generate_series(1, 1) n"),
        ("1", today, f"generate_series(100, {99 + PROVINCES}) n"),
        ("1", then, f"generate_series(200, {199 + ZONES}) n"),
        ("3", today, f"generate_series(1000, {999 + COMMUNES}) n"),
    ]
    for level, valid, source in levels:
        insert("units_unit", key | {"level": level, "valid": valid}, source)
    place = {"valid": today, "unit_id": "n"}
    insert("units_placement", place, "generate_series(1, 1) n")
    insert("units_placement", place | {"parent_id": "1"}, f"generate_series(100, {99 + PROVINCES}) n")
    province = f"100 + (n - 1000) % {PROVINCES}"
    insert("units_placement", place | {"parent_id": province}, f"generate_series(1000, {999 + COMMUNES}) n")


def _places() -> None:
    """Zones, one area for each commune (key as the commune's), teams."""
    zone = {"id": "z + 1", "then_province_id": "200 + z", "now_province_id": f"100 + z % {PROVINCES}"}
    insert("units_zone", zone, f"generate_series(0, {ZONES - 1}) z")
    pick = (
        f"JOIN units_zone z ON z.now_province_id = 100 + c % {PROVINCES}"
        f" AND (z.id - 1) / {PROVINCES} = c / {PROVINCES} % 2"
    )
    area = {"id": "1000 + c", "then_commune_id": "1000 + c", "now_commune_id": "1000 + c"}
    area |= {
        "then_province_id": "z.then_province_id",
        "now_province_id": "z.now_province_id",
        "zone_id": "z.id",
    }
    area |= {"valid": "daterange('2016-01-01', NULL)"}
    insert("units_area", area, f"generate_series(0, {COMMUNES - 1}) c {pick}")
    team = {
        "id": "t",
        "name": "'Tổ ' || t",
        "folded": "'to ' || t",
        "started_on": "'2016-01-01'::date",
    } | _LOCATED
    insert(
        "teams_team",
        team,
        f"generate_series(0, {COMMUNES * TEAMS - 1}) t JOIN units_area a ON a.id = 1000 + t % {COMMUNES}",
    )


_LOCATED = {
    "area_id": "a.id",
    "now_province_id": "a.now_province_id",
    "now_commune_id": "a.now_commune_id",
}


def _cases(cases: int, years: int) -> None:
    """Nine of ten ended within a month or so, four of five of them with success; one in a hundred is still open."""
    ended = "n % 100 < 99"
    good = f"{ended} AND n % 5 < 4"
    end = f"CASE WHEN {ended} THEN d + 1 + (n % 40) END"
    case = {
        "team_id": f"n % {COMMUNES * TEAMS}",
        "book_year": "2016",
        "book_number": "n",
        "received_on": "d",
        "assigned_on": f"CASE WHEN {ended} THEN d + (n % 2) END",
        "ended_on": end,
        "closed_on": end,
        "matter": "(ARRAY['a','b','c','a','b','d','g'])[1 + n % 7]",
        "field": "(ARRAY['neighbours','land','marriage','passage','property','offence','other'])[1 + n % 7]",
        "state": f"CASE WHEN {ended} THEN 'ended' ELSE 'received' END",
        "ending": f"CASE WHEN {good} THEN 'agreement' WHEN {ended} THEN 'party' ELSE '' END",
        "outcome": f"CASE WHEN {good} THEN 'successful' WHEN {ended} THEN 'unsuccessful' ELSE '' END",
    }
    source = (
        f"(SELECT n, '{FIRST}'::date + ((n::bigint * 7919) % {365 * years})::int AS d"
        f" FROM generate_series(1, {cases}) n) days JOIN units_area a ON a.id = 1000 + n % {COMMUNES}"
    )
    insert("cases_case", case | _LOCATED, source)
