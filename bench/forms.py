"""How long form 12c takes, for a province and for the nation, beside counting the raw rows cell by cell.

    HT_DB_NAME=ht_bench_forms .venv/bin/python manage.py setup
    HT_DB_NAME=ht_bench_forms .venv/bin/python manage.py load_units
    HT_DB_NAME=ht_bench_forms .venv/bin/python -m bench.forms [--cases 1500000] [--runs 9] [--baseline 1]

The first run fills the database with made-up disputes over every commune of today; later runs use them again.
The baseline is the straightforward way: one `count()` for each part of each cell. It is asked in the same run
and must give the same numbers. Medians over the runs; a fresh window each time, so that nothing is warm by chance.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.db import connection, connections  # noqa: E402
from django.db.models import Q  # noqa: E402

from hoathuan.accounts.acting import as_actor  # noqa: E402
from hoathuan.accounts.actor import SYSTEM  # noqa: E402
from hoathuan.cases.models import Case  # noqa: E402
from hoathuan.core.windows import Window  # noqa: E402
from hoathuan.reports.filling import FilledForm, terms_of  # noqa: E402
from hoathuan.reports.printing import pdf_of  # noqa: E402
from hoathuan.reports.selectors import newest_form  # noqa: E402
from hoathuan.reports.services import fill, load_forms  # noqa: E402
from hoathuan.stats.api import Measure, fold  # noqa: E402
from hoathuan.units.api import country  # noqa: E402
from hoathuan.units.choices import Level  # noqa: E402
from hoathuan.units.models import Unit  # noqa: E402

TEAMS_EACH = 5
PROVINCE = "Tỉnh Thanh Hóa"
TEAMS = """
INSERT INTO teams_team (uuid, name, sort, folded, started_on, decision_number, needs_minority, accepted_number,
    version, area_id, now_province_id, now_commune_id)
SELECT gen_random_uuid(), 'Tổ mẫu ' || n, n, 'to mau ' || n, '2025-07-01', '', false, '', 1,
    area.id, area.now_province_id, area.now_commune_id
FROM units_area area, generate_series(1, %s) n
WHERE area.now_commune_id = area.then_commune_id AND upper_inf(area.valid)
"""
# dates follow the number of the row, so that two runs of the bench count the same
CASES = """
INSERT INTO cases_case (uuid, team_id, book_year, book_number, received_on, received_known, ground, matter, field,
    state, start_basis, assigned_on, ended_on, closed_on, ending, outcome, referred_on, entered_late, created_at,
    entry_digest, version, area_id, now_province_id, now_commune_id)
SELECT gen_random_uuid(), team.id, 2026, made.n, made.received, true, '', made.matter, 'other', made.state, '',
    CASE WHEN made.state IN ('assigned', 'ended') THEN made.received + 2 END,
    CASE made.state WHEN 'ended' THEN made.received + 20 END,
    CASE made.state WHEN 'ended' THEN made.received + 20 WHEN 'referred' THEN made.received + 5 END,
    CASE WHEN made.state <> 'ended' THEN '' WHEN made.n %% 5 = 0 THEN 'party' ELSE 'agreement' END,
    CASE WHEN made.state <> 'ended' THEN '' WHEN made.n %% 5 = 0 THEN 'unsuccessful' ELSE 'successful' END,
    CASE made.state WHEN 'referred' THEN made.received + 5 END,
    false, now(), '', 1, team.area_id, team.now_province_id, team.now_commune_id
FROM teams_team team, LATERAL (
    SELECT n, date '2022-01-01' + ((team.id * 7919 + n * 104729) %% 1700)::int AS received,
        (ARRAY['a','b','c','d','dd','e','g'])[1 + (team.id + n) %% 7] AS matter,
        (ARRAY['ended','ended','ended','ended','ended','ended','ended','referred','assigned','received'])
            [1 + (team.id + n * 3) %% 10] AS state
    FROM generate_series(1, %s) n) made
"""


def prepare(cases: int) -> int:
    """Fill an empty database; returns how many disputes there are."""
    load_forms()
    have = Case.objects.count()
    if have:
        return have
    with connections["owner"].cursor() as cursor:
        cursor.execute(TEAMS, [TEAMS_EACH])
        cursor.execute("SELECT count(*) FROM teams_team")
        teams = cursor.fetchone()[0]
        cursor.execute(CASES, [max(cases // teams, 1)])
        cursor.execute("VACUUM ANALYZE cases_case")
    while fold():
        pass
    return Case.objects.count()


def naive(form: FilledForm) -> list[list[int]]:
    """Every cell of the rows of units, each part counted by a query of its own."""
    rows = [row for row in form.rows if row.spec.kind == "each"]
    return [
        [
            sum(
                term.sign * counted(term.measure, term.opening, row.unit, form.window)
                for term in terms_of(form.definition, column)
            )
            for column in form.definition.columns
        ]
        for row in rows
    ]


def counted(measure: Measure, opening: bool, unit: Unit | None, window: Window) -> int:
    assert unit is not None
    place = "now_province" if unit.level == Level.PROVINCE else "now_commune"
    day = window.start - timedelta(days=1) if opening else window.last_day
    span = {
        key: Q(**{f"{key}__range": (window.start, day)}) for key in ("received_on", "ended_on", "referred_on")
    }
    asked = {
        "cases.received": span["received_on"],
        "cases.ended": span["ended_on"],
        "cases.referred": span["referred_on"],
        "cases.not_yet": Q(received_on__lte=day) & (Q(dealt_on=None) | Q(dealt_on__gt=day)),
        "cases.in_progress": Q(assigned_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gt=day)),
    }[measure.key]
    where = {f"{name}__in": measure.values_of(name) for name in measure.where}
    return Case.objects.filter(asked, **{place: unit}, **where).count()


def timed(run: Callable[[int], object], times: int) -> float:
    """Median milliseconds."""
    took = []
    for number in range(times):
        begun = time.perf_counter()
        run(number)
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def window(number: int) -> Window:
    """A year of any days."""
    start = date(2025, 1, 3) + timedelta(days=number)
    return Window(start, start + timedelta(days=364))


def measure(name: str, unit: Unit, runs: int, baseline: int) -> None:
    definition = newest_form("20-2013-bieu-12").form  # type: ignore[union-attr]
    with as_actor(SYSTEM):
        fill(definition, unit, window(0))  # connections, plans and definition are warm in a running server
        ours = timed(lambda n: fill(definition, unit, window(n)), runs)
        paper = timed(lambda n: pdf_of(fill(definition, unit, window(n))), 3)
        plain = timed(lambda n: naive(fill(definition, unit, window(n))), baseline)
        form = fill(definition, unit, window(0))
        assert naive(form) == [list(r.values.values()) for r in form.rows if r.spec.kind == "each"]
    rows = sum(row.spec.kind == "each" for row in form.rows)
    print(f"{name:<28} {rows:>6} rows  {ours:>9.0f} ms  naive {plain:>9.0f} ms  {plain / ours:>6.0f} x  "
          f"with PDF {paper:>7.0f} ms")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_500_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--baseline", type=int, default=1)
    options = parser.parse_args()
    found = prepare(options.cases)
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    print(
        f"{found} disputes; PostgreSQL {server}; Python {platform.python_version()}; {os.cpu_count()} cores"
    )
    measure("12c, Thanh Hóa", Unit.objects.get(name=PROVINCE, level=Level.PROVINCE, valid__endswith=None),
            options.runs, options.baseline)  # fmt: skip
    measure("12c, nation by province", country(), options.runs, options.baseline)


if __name__ == "__main__":
    sys.exit(main())
