"""A made-up country of national size in its own database: it begins before 01/07/2025 and passes through the reform.

    .venv/bin/python -m bench.seed_national [--scale 0.1] [--again]

34 provinces and 3,321 communes of today (real), 87,396 teams, 549,446 mediators, about 90,000 villages, 1.5 million
disputes of ten years, content for every tenth. One province is the demo's own, with plans, seats and sign-ins. The
database is called `<name>_national` after the one that the settings name. A country that is there already is kept;
--again makes it anew. Two figures come out on the way, with people recording disputes meanwhile: all sums counted
anew and swapped, and the reform applied.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from bench import made_rows  # noqa: E402
from bench.writers import Writers  # noqa: E402
from hoathuan.accounts.models import Seat  # noqa: E402
from hoathuan.cases.models import Case  # noqa: E402
from hoathuan.core import postgres  # noqa: E402
from hoathuan.core.dates import today  # noqa: E402
from hoathuan.core.migrating import as_owner, migrate_as_owner  # noqa: E402
from hoathuan.core.postgres.prepare import Database  # noqa: E402
from hoathuan.demo.story import Story  # noqa: E402
from hoathuan.reports.services import load_forms  # noqa: E402
from hoathuan.stats.api import fold  # noqa: E402
from hoathuan.stats.cells.checking import verify  # noqa: E402
from hoathuan.stats.cells.filling import rebuild  # noqa: E402
from hoathuan.units.facts import Facts  # noqa: E402
from hoathuan.units.models import Unit  # noqa: E402

PROVINCE = 38
TEAMS, MEDIATORS, CASES = 87_396, 549_446, 1_500_000
DEMO_TEAMS, DEMO_MEDIATORS, DEMO_CASES = 4_000, 25_000, 12_800
WRITERS = 2
_begun = time.monotonic()


def say(words: str) -> None:
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"{time.monotonic() - _begun:6.0f} s  {words}  (load {load})", flush=True)


def database() -> Database:
    """The country's own database, and from now on the one of every connection of this process."""
    if postgres.is_embedded():
        postgres.start()
    name = f"{settings.DATABASES['default']['NAME'].removesuffix('_national')}_national"
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name
    return Database.from_settings(settings.DATABASES["owner"], settings.DATABASES["default"], name)


def is_there(found: Database) -> bool:
    with found.connect("postgres") as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [found.name]).fetchone():
            return False
    with found.connect() as held:
        if not held.execute("SELECT to_regclass('units_reform')").fetchone()[0]:  # type: ignore[index]
            return False
        return bool(held.execute("SELECT 1 FROM units_reform WHERE state = 'applied'").fetchone())


def make(found: Database, scale: float) -> None:
    with found.connect("postgres") as server:
        server.execute(f'DROP DATABASE IF EXISTS "{found.name}"')
    found.create()
    migrate_as_owner()
    found.settle()
    say("tables are there")
    with as_owner():
        story = _before(scale)
    _count_anew(found.name)
    _reform(story, found.name)
    with as_owner():
        _after(story)


def _before(scale: float) -> Story:
    """The country of three levels: the demo's province by the demo, all others by the database."""
    story = Story(Facts(), PROVINCE, today(), say)
    with transaction.atomic():
        story.units()
        story.three_levels(DEMO_TEAMS, DEMO_MEDIATORS, DEMO_CASES // 2)
        story.plans_then()
    fold()
    made_rows.fill(
        int(TEAMS * scale) - int(DEMO_TEAMS * min(scale, 1)),
        int(MEDIATORS * scale) - int(DEMO_MEDIATORS * min(scale, 1)),
        int(CASES * scale) - int(DEMO_CASES * min(scale, 1)),
        Unit.objects.get(level=1, code=PROVINCE).pk,
    )
    say(f"{Case.objects.count()} disputes are there")
    made_rows.settle()
    say("vacuumed")
    return story


def _officers() -> list[int]:
    """Officers of communes with teams, in different communes."""
    seats = Seat.objects.filter(kind="commune_officer", stopped_at=None, valid__endswith=None)
    return list(seats.order_by("-pk").values_list("pk", flat=True)[:WRITERS])


def _timed(what: str, name: str, work: Callable[[], Any]) -> None:
    with Writers(_officers(), name, pause=0.2) as at_work:
        begun = time.monotonic()
        work()
        took = time.monotonic() - begun
    met = at_work.result
    slowest = max(met.took, default=0)
    say(
        f"{what}: {took:.0f} s; meanwhile {len(met.took)} disputes recorded, the slowest in {slowest:.0f} ms,"
    )
    say(f"   {len(met.refused)} refused: {sorted(set(met.refused))[-3:]}")


def _count_anew(name: str) -> None:
    _timed("all sums counted anew aside and swapped", name, rebuild)
    begun = time.monotonic()
    wrong = verify()
    say(f"every sum recounted in {time.monotonic() - begun:.0f} s: {len(wrong)} wrong")


def _reform(story: Story, name: str) -> None:
    def apply() -> None:
        with as_owner(), transaction.atomic():
            story.reform()

    _timed("the reform of 01/07/2025", name, apply)
    say(f"sums wrong after it: {len(verify())}")


def _after(story: Story) -> None:
    with transaction.atomic():
        story.decide()
        story.new_communes(DEMO_CASES // 2)
    while fold():
        pass
    load_forms()
    made_rows.forget()
    made_rows.settle()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="part of the country's size, to try it out")
    parser.add_argument("--again", action="store_true", help="drop the country that is there")
    options = parser.parse_args()
    found = database()
    if not options.again and is_there(found):
        print(f"{found.name} is there already; --again makes it anew.")
        return 0
    make(found, options.scale)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        say(f"{found.name} is ready: {cursor.fetchone()[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
