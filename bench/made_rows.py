"""Rows of a whole country before 01/07/2025, written by the database itself: villages, teams, mediators, disputes.

Only the names come from here, by COPY; they are visibly fictional, with the spread of real ones: a third of all people
bear one family name. Disputes run until today in the communes of then: applying the reform puts each where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

from django.db import connection

from bench.nation import insert
from hoathuan.core.text import fold, person_sort_key, sort_key
from hoathuan.demo.names import PLACES, PLANTS
from hoathuan.teams.services.standing import restate

FAMILIES = ["Mẫu", "Thử", "Ví", "Giả", "Nháp", "Tạm", "Bịa", "Phỏng", "Đệm", "Vờ", "Dụ", "Phác"]
FAMILY_SHARES = [31, 11, 10, 8, 7, 6, 6, 5, 5, 4, 4, 3]
MIDDLES = {
    "F": "Thị Thị Thị Thị Thị Ngọc Thu Thanh Minh Kim".split(),
    "M": "Văn Văn Văn Văn Đức Hữu Quang Xuân Công Bá".split(),
}
ONSETS, RIMES = (
    "B C D Đ G H Kh L M N Nh Ph S T Th Tr V X".split(),
    "ai an âm anh ao ăm âu em iên inh oa ô ơi ú uân ương".split(),
)
NAMES = 20_000
PEOPLE = (
    "accounts_person", "accounts_personcontact", "teams_mediator", "teams_mediatortraining", "teams_teamvillage",
    "teams_teamhead",
)  # fmt: skip
_NO_TRIGGERS = ("cases_case", "teams_team", "teams_mediator", "teams_mediatortraining", "teams_teamstanding")
_PLACE = {
    "area_id": "w.area",
    "now_province_id": "w.province",
    "now_commune_id": "w.commune",
}


def run(sql: str, params: Any = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def fill(teams: int, mediators: int, cases: int, except_province: int) -> None:
    """Everything of the country but one province, which the demo fills."""
    run("SELECT setseed(0.2025)")
    _names()
    _wheres(teams, mediators, except_province)
    with _bare(("units_unit", "units_placement"), exclusions=True):
        _villages()
    with _silent(), _bare(PEOPLE):
        _teams()
        _people()
    with _silent(), _bare(("teams_teamstanding",)):
        _standings()
    with _silent(), _bare(("cases_case", "cases_casecontent", "cases_party", "cases_caseevent")):
        _cases(cases)
        _content()
    _numbers()


def settle() -> None:
    """As after weeks of work: what the planner knows and which pages are wholly visible."""
    run("VACUUM ANALYZE")


def forget() -> None:
    run("DROP TABLE IF EXISTS bench_name, bench_village, bench_where, bench_member, bench_case")


@contextmanager
def _silent() -> Iterator[None]:
    """Without the triggers of sums and gates: sums are counted from the rows afterwards."""
    for table in _NO_TRIGGERS:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in _NO_TRIGGERS:
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def _bare(tables: Sequence[str], exclusions: bool = False) -> Iterator[None]:
    """Without foreign keys and second indexes meanwhile: made at once they cost a fifth."""
    kinds = "f', 'x" if exclusions else "f"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            f" WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('{kinds}')",
            [list(tables)],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i"
            " WHERE indrelid::regclass::text = ANY(%s) AND NOT indisunique AND NOT indisexclusion",
            [list(tables)],
        )
        indexes = cursor.fetchall()
    for table, name, _definition in constraints:
        run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        run(f"DROP INDEX {name}")
    try:
        yield
    finally:
        run("SET maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            run(definition)
        for table, name, definition in constraints:
            run(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def _names() -> None:
    random = Random(2025)
    given = [onset + rime for onset in ONSETS for rime in RIMES]
    shares = [1 / (rank + 3) for rank in range(len(given))]
    run(
        "DROP TABLE IF EXISTS bench_name; CREATE UNLOGGED TABLE bench_name"
        ' (rank int PRIMARY KEY, name text, sort text COLLATE "C", folded text, sex text)'
    )
    run(
        "DROP TABLE IF EXISTS bench_village; CREATE UNLOGGED TABLE bench_village"
        " (rank int PRIMARY KEY, name text, sort text, folded text, team text, team_sort text, team_folded text)"
    )
    with connection.cursor() as cursor:
        with cursor.copy("COPY bench_name FROM STDIN") as copy:
            for rank in range(NAMES):
                sex = "F" if random.random() < 0.42 else "M"
                family, word = random.choices(FAMILIES, FAMILY_SHARES)[0], random.choices(given, shares)[0]
                name = f"{family} {random.choice(MIDDLES[sex])} {word}"
                copy.write_row((rank, name, person_sort_key(name), fold(name), sex))
        with cursor.copy("COPY bench_village FROM STDIN") as copy:
            for rank, name in enumerate(f"Thôn {place} {plant}" for place in PLACES for plant in PLANTS):
                team = f"Tổ hòa giải thôn{name[4:]}"
                copy.write_row((rank, name, sort_key(name), fold(name), team, sort_key(team), fold(team)))


def _wheres(teams: int, mediators: int, except_province: int) -> None:
    """One row for each team-to-be: where it stands, its village and its members; the sums are exact."""
    run(
        "DROP TABLE IF EXISTS bench_where; CREATE UNLOGGED TABLE bench_where AS WITH communes AS ("
        " SELECT *, sum(weight) OVER (ORDER BY area) / sum(weight) OVER () AS upto FROM ("
        "  SELECT id AS area, then_commune_id AS unit,"
        "   now_province_id AS province, now_commune_id AS commune, 0.4 + 1.2 * random() AS weight"
        "  FROM units_area WHERE then_province_id <> %(skipped)s AND upper_inf(valid)) a"
        "), numbered AS ("
        " SELECT *, floor(coalesce(lag(upto) OVER (ORDER BY area), 0) * %(teams)s)::int AS first,"
        "  floor(upto * %(teams)s)::int AS last FROM communes"
        "), made AS ("
        " SELECT c.*, n, n - first AS place, row_number() OVER (ORDER BY n) AS k, 0.3 + 1.4 * random() AS size"
        " FROM numbered c, generate_series(c.first + 1, c.last) n"
        "), upto AS (SELECT *, sum(size) OVER (ORDER BY k) / sum(size) OVER () AS share FROM made)"
        " SELECT k AS row, k + (SELECT max(id) FROM units_unit) AS village,"
        "  k + (SELECT coalesce(max(id), 0) FROM teams_team) AS team, area, unit, province, commune,"
        "  ((unit * 37 + place * 41) %% %(names)s)::int AS name,"
        "  floor(coalesce(lag(share) OVER (ORDER BY k), 0) * %(members)s)::int AS first_member,"
        "  floor(share * %(members)s)::int AS last_member, date '2013-06-01' + (random() * 900)::int AS since"
        " FROM upto",
        {
            "skipped": except_province,
            "teams": teams,
            "members": mediators,
            "names": len(PLACES) * len(PLANTS),
        },
    )
    run("CREATE UNIQUE INDEX ON bench_where(team); ANALYZE bench_where")


def _villages() -> None:
    unit = {
        "id": "w.village",
        "level": "4",
        "name": "v.name",
        "kind": "'thôn'",
        "sort": "v.sort",
        "folded": "v.folded",
    }
    insert(
        "units_unit",
        unit | {"valid": "daterange(NULL, NULL)"},
        "bench_where w JOIN bench_village v ON v.rank = w.name",
    )
    insert(
        "units_placement",
        {"unit_id": "w.village", "parent_id": "w.unit", "valid": "daterange(NULL, NULL)"},
        "bench_where w",
    )
    _forward("units_unit")


def _teams() -> None:
    team = {
        "id": "w.team",
        "name": "v.team",
        "sort": "v.team_sort",
        "folded": "v.team_folded",
        "started_on": "w.since",
        "decision_number": "'12/QĐ-UBND'",
        "version": "1",
    }
    insert("teams_team", team | _PLACE, "bench_where w JOIN bench_village v ON v.rank = w.name")
    insert(
        "teams_teamvillage",
        {"team_id": "w.team", "village_id": "w.village", "started_on": "w.since"},
        "bench_where w",
    )
    _forward("teams_team")


def _people() -> None:
    """Members of one team begin together; one in ten later, one in twenty has left again."""
    run(
        "DROP TABLE IF EXISTS bench_member; CREATE UNLOGGED TABLE bench_member AS SELECT w.team, m,"
        " m - w.first_member AS place, m + (SELECT coalesce(max(id), 0) FROM accounts_person) AS person,"
        " m + (SELECT coalesce(max(id), 0) FROM teams_mediator) AS mediator,"
        f" (random() * {NAMES - 1})::int AS name, CASE WHEN m - w.first_member > 3 AND random() < 0.1"
        " THEN date '2018-01-01' + (random() * 2500)::int ELSE w.since END AS since, random() AS luck"
        " FROM bench_where w, generate_series(w.first_member + 1, w.last_member) m"
    )
    run("ANALYZE bench_member")
    source = "bench_member m JOIN bench_name n ON n.rank = m.name JOIN bench_where w ON w.team = m.team"
    person = {"id": "m.person", "full_name": "n.name", "sort": "n.sort", "folded": "n.folded", "sex": "n.sex"}
    minority = "m.m % 10 < 2"
    person |= {"birth_year": "1950 + (m.luck * 45)::int"}
    insert(
        "accounts_person",
        person | {"ethnicity": f"CASE WHEN {minority} THEN '03' ELSE '01' END", "version": "1"},
        source,
    )
    left = "m.place > 3 AND m.luck < 0.05 AND m.since < '2023-01-01'"
    term = {
        "id": "m.mediator",
        "person_id": "m.person",
        "team_id": "m.team",
        "started_on": "m.since",
        "sort": "n.sort",
        "folded": "n.folded",
        "sex": "n.sex",
        "languages": "'{}'",
        "version": "1",
        "minority": f"CASE WHEN {minority} THEN 'other' ELSE 'kinh' END",
        "qualification": "(ARRAY['law','other','other','none','none','none'])[1 + (m.luck * 100)::int % 6]",
        "ended_on": f"CASE WHEN {left} THEN date '2025-12-31' - (m.luck * 20000)::int END",
        "end_reason": f"CASE WHEN {left} THEN 'wish' ELSE '' END",
    }
    insert("teams_mediator", term | _PLACE, source)
    insert(
        "teams_teamhead",
        {"team_id": "m.team", "mediator_id": "m.mediator", "started_on": "m.since"},
        "bench_member m WHERE m.place = 1",
    )
    contact = {"person_id": "m.person", "phone": "'000' || lpad(m.m::text, 7, '0')"}
    contact |= {"now_province_id": "w.province", "now_commune_id": "w.commune"}
    insert("accounts_personcontact", contact, f"{source} WHERE m.m % 3 > 0")
    training = {
        "mediator_id": "m.mediator",
        "trained_on": "d.day",
        "title": "'Bồi dưỡng nghiệp vụ (mẫu)'",
    } | _PLACE
    days = "(VALUES (date '2024-04-16'), ('2025-05-20'), ('2026-04-21')) d(day)"
    insert(
        "teams_mediatortraining",
        training,
        f"{source} CROSS JOIN {days} WHERE random() < 0.26 AND m.since <= d.day",
    )
    for table in ("accounts_person", "teams_mediator"):
        _forward(table)


def _standings() -> None:
    """By the service's own statement."""
    run("ANALYZE teams_mediator; ANALYZE teams_team; ANALYZE teams_teamhead")
    with connection.cursor() as cursor:
        cursor.execute("SELECT team FROM bench_where ORDER BY team")
        teams = [team for (team,) in cursor.fetchall()]
    for first in range(0, len(teams), 30_000):
        restate(teams[first : first + 30_000])


def _cases(cases: int) -> None:
    """Ten years until today, a little more each year, some teams busier than others; one in a hundred is open."""
    run(
        "DROP TABLE IF EXISTS bench_case; CREATE UNLOGGED TABLE bench_case AS"
        " SELECT *, received + (luck * 3)::int AS assigned,"
        " received + 3 + (luck2 * luck2 * 40)::int AS ended, luck2 < 0.99 AS closed, luck < 0.81 AS good FROM ("
        "  SELECT n, 1 + floor(power(random(), 1.2) * t.teams)::int AS row,"
        "   current_date - 1 - floor(power(random(), 1.1) * (current_date - date '2016-07-01'))::int AS received,"
        "   random() AS luck, random() AS luck2"
        "  FROM generate_series(1, %s) n, (SELECT count(*) AS teams FROM bench_where) t) made",
        [cases],
    )
    run("UPDATE bench_case SET closed = false WHERE ended >= current_date")
    run("ANALYZE bench_case")
    case = {
        "id": "c.n + (SELECT coalesce(max(id), 0) FROM cases_case)",
        "team_id": "w.team",
        "village_id": "w.village",
        "mediator_id": "h.mediator_id",
        "book_year": "extract(year FROM c.received)",
        "book_number": "row_number() OVER book",
        "received_on": "c.received",
        "received_known": "true",
        "assigned_on": "CASE WHEN c.closed THEN c.assigned END",
        "ended_on": "CASE WHEN c.closed THEN c.ended END",
        "closed_on": "CASE WHEN c.closed THEN c.ended END",
        "ground": "'request'",
        "matter": "(ARRAY['b','a','c','a','b','d','g'])[1 + c.n % 7]",
        "field": "(ARRAY['land','neighbours','marriage','passage','property','offence','other'])[1 + c.n % 7]",
        "state": "CASE WHEN c.closed THEN 'ended' ELSE 'received' END",
        "ending": "CASE WHEN c.closed THEN CASE WHEN c.good THEN 'agreement' ELSE 'party' END ELSE '' END",
        "outcome": "CASE WHEN NOT c.closed THEN '' WHEN c.good THEN 'successful' ELSE 'unsuccessful' END",
        "version": "1",
    }
    insert(
        "cases_case",
        case | _PLACE,
        "bench_case c JOIN bench_where w ON w.row = c.row LEFT JOIN teams_teamhead h ON h.team_id = w.team"
        " WINDOW book AS (PARTITION BY w.team, extract(year FROM c.received) ORDER BY c.received, c.n)",
    )
    _forward("cases_case")


def _content() -> None:
    """What was told, for every tenth dispute."""
    source = "cases_case c JOIN bench_where w ON w.team = c.team_id WHERE c.id % 10 = 0"
    mine = {"case_id": "c.id", "team_id": "c.team_id", "now_commune_id": "c.now_commune_id"}
    insert(
        "cases_casecontent", mine | {"summary": "'Vụ việc mẫu'", "agreement": "'Đã thống nhất (mẫu)'"}, source
    )
    insert(
        "cases_party",
        mine
        | {
            "role": "'party'",
            "full_name": "p.name",
            "folded": "p.folded",
            "birth_year": "1970",
            "position": "k",
        },
        "cases_case c JOIN bench_where w ON w.team = c.team_id CROSS JOIN generate_series(1, 2) k"
        f" JOIN bench_name p ON p.rank = (c.id * 7919 + k * 31) % {NAMES} WHERE c.id % 10 = 0",
    )
    insert(
        "cases_caseevent",
        {"case_id": "c.id", "on_date": "c.received_on", "verb": "'received'", "data": "'{}'"},
        source,
    )


def _numbers() -> None:
    """The books of the last two years go on where the disputes ended."""
    run(
        "INSERT INTO documents_counter (book, last) SELECT 'mediation/' || t.uuid || '/' || c.book_year,"
        " max(c.book_number) FROM cases_case c JOIN teams_team t ON t.id = c.team_id"
        " WHERE c.book_year >= extract(year FROM current_date) - 1 GROUP BY t.uuid, c.book_year"
        " ON CONFLICT (book) DO UPDATE SET last = greatest(documents_counter.last, excluded.last)"
    )


def _forward(table: str) -> None:
    """Keys were given here: the sequence goes on behind them."""
    run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
