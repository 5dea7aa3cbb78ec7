"""How long numbers take at national size: sums above the province beside counting every row, in the same run.

    .venv/bin/python -m bench.indicators [--cases 1500000] [--years 10] [--rounds 20] [--keep] [--again]

Makes a database of its own beside the one that the settings name (`<name>_bench`), fills it with made-up,
evenly spread units and disputes, and drops it at the end unless --keep; --again uses one that was kept. Medians
and slowest twentieth over random windows; each question is asked of both in turn, and their answers compared.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import nation  # noqa: E402
from hoathuan.cases.models import Case  # noqa: E402
from hoathuan.core import postgres  # noqa: E402
from hoathuan.core.migrating import as_owner, migrate_as_owner  # noqa: E402
from hoathuan.core.postgres.prepare import Database  # noqa: E402
from hoathuan.core.windows import Window  # noqa: E402
from hoathuan.stats import api, registry  # noqa: E402
from hoathuan.stats.api import Measure  # noqa: E402
from hoathuan.stats.cells.checking import verify  # noqa: E402
from hoathuan.stats.cells.filling import rebuild  # noqa: E402
from hoathuan.stats.cells.folding import fold  # noqa: E402
from hoathuan.units.choices import Level  # noqa: E402
from hoathuan.units.models import Unit  # noqa: E402

FORM = [
    Measure("cases.received"),
    *(Measure("cases.received", {"matter": group}) for group in (("b",), ("c",), ("a", "d", "dd", "e", "g"))),
    Measure("cases.ended", {"outcome": "successful"}),
    *(
        Measure("cases.ended", {"outcome": "successful", "matter": group})
        for group in (("b",), ("c",), ("a", "d", "dd", "e", "g"))
    ),
    Measure("cases.ended", {"outcome": "unsuccessful"}),
    Measure("cases.not_yet"),
    Measure("cases.in_progress"),
]
"""The eleven columns of the results of mediation (Circular 20/2013, commune form)."""


@contextmanager
def scratch(keep: bool, again: bool) -> Iterator[None]:
    if postgres.is_embedded():
        postgres.start()
    name = f"{settings.DATABASES['default']['NAME']}_bench"
    database = Database.from_settings(settings.DATABASES["owner"], settings.DATABASES["default"], name)
    with database.connect("postgres") as server:
        if not again:
            server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        database.create()
        for alias in connections:
            connections[alias].settings_dict["NAME"] = name
        migrate_as_owner()
        database.settle()
        try:
            yield
        finally:
            connections.close_all()
            if not keep:
                server.execute(f'DROP DATABASE "{name}"')


@contextmanager
def counting_rows() -> Iterator[None]:
    """The baseline: every number is counted from its rows."""
    kept = registry.with_cells()
    for item in kept:
        registry.register(replace(item, cells=False))
    try:
        yield
    finally:
        for item in kept:
            registry.register(item)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    answer = work()
    return (time.perf_counter() - start) * 1000, answer


def said(times: list[float]) -> str:
    ordered = sorted(times)
    slow = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"median {statistics.median(times):8.1f} ms   p95 {slow:8.1f} ms"


def compare(what: str, rounds: int, ask: Callable[[int], Any]) -> None:
    """The same question of sums and of rows, in turn; different answers end the run."""
    sums, rows = [], []
    for index in range(rounds):
        took, answer = timed(lambda index=index: ask(index))
        sums.append(took)
        with counting_rows():
            took, counted = timed(lambda index=index: ask(index))
        rows.append(took)
        if answer != counted:
            sys.exit(f"{what}: sums say {answer}, rows say {counted}")
    print(f"{what:<52} sums {said(sums)}")
    print(f"{'':<52} rows {said(rows)}")


def alone(what: str, rounds: int, ask: Callable[[int], Any]) -> None:
    print(f"{what:<52} rows {said([timed(lambda index=index: ask(index))[0] for index in range(rounds)])}")


def random_windows(years: int, shape: str) -> Callable[[int], Window]:
    first = nation.FIRST

    def window(index: int) -> Window:
        random = Random(index)  # every contender gets the same
        if shape == "all":
            return Window(first, first + timedelta(days=365 * years - random.randrange(20)))
        if shape == "months":
            year = first.year + random.randrange(years)
            return Window(date(year, 1, 1), date(year, 10, 31))
        start = first + timedelta(days=random.randrange(365 * (years - 1)))
        return Window(start, start + timedelta(days=364))

    return window


def grid(measures: list[Measure], unit: Unit, window: Window) -> list[Any]:
    made = api.table(measures, unit, window)
    return [[made.cell(row, column) for column in range(len(measures))] for row in made.rows]


def measure_reads(years: int, rounds: int) -> None:
    country = Unit.objects.get(level=Level.COUNTRY)
    province = Unit.objects.filter(level=Level.PROVINCE, valid__contains=date(2026, 1, 1)).order_by("id")[0]
    commune = Unit.objects.filter(level=Level.COMMUNE).order_by("id")[0]
    ended = Measure("cases.ended", {"outcome": "successful"})
    year, every, months = (random_windows(years, shape) for shape in ("days", "all", "months"))
    alone("commune, a year of any days", rounds, lambda i: api.value(ended, commune, year(i)))
    alone("commune, ten years", rounds, lambda i: api.value(ended, commune, every(i)))
    alone("province by commune, a year of any days", rounds, lambda i: grid([ended], province, year(i)))
    alone("province by commune, ten years", rounds, lambda i: grid([ended], province, every(i)))
    compare("nation, ten years", rounds, lambda i: api.value(ended, country, every(i)))
    compare("nation, a year of any days", rounds, lambda i: api.value(ended, country, year(i)))
    compare("nation, whole months", rounds, lambda i: api.value(ended, country, months(i)))
    compare(
        "nation, stock of a day", rounds, lambda i: api.value(Measure("cases.in_progress"), country, year(i))
    )
    compare("34 provinces, ten years", rounds, lambda i: grid([ended], country, every(i)))
    compare("34 provinces, a year of any days", rounds, lambda i: grid([ended], country, year(i)))
    compare("34 provinces, whole months", rounds, lambda i: grid([ended], country, months(i)))
    alone("form of a province: communes × 11 columns", rounds, lambda i: grid(FORM, province, months(i)))
    compare("form of the nation: 34 provinces × 11 columns", rounds, lambda i: grid(FORM, country, months(i)))
    with CaptureQueriesContext(connection) as asked:
        grid(FORM, province, months(0))
    print(f"{'statements for the form of a province':<52} {len(asked)}")


def measure_writes(rounds: int) -> None:
    """One dispute, with and without the triggers; then what moves the sums."""
    case = Case.objects.order_by("-id")[0]

    def write(index: int) -> None:
        with transaction.atomic():
            Case.objects.filter(pk=case.pk - index).update(field="hygiene")

    with as_owner():
        noted = [timed(lambda i=i: write(i))[0] for i in range(rounds)]
        print(f"{'one dispute changed, with triggers':<52}      {said(noted)}")
        nation.triggers("DISABLE")
        without = [timed(lambda i=i: write(i + rounds))[0] for i in range(rounds)]
        nation.triggers("ENABLE")
        print(f"{'one dispute changed, without':<52}      {said(without)}")
    rebuild_time, _nothing = timed(rebuild)
    print(f"{'all sums made anew from the facts':<52} {rebuild_time / 1000:8.1f} s")
    with transaction.atomic():
        Case.objects.filter(pk__gt=case.pk - 20_000, outcome="successful").update(field="other")
    fold_time, moved = timed(fold)
    print(f"{f'fold of {moved} changes':<52} {fold_time:8.1f} ms")
    verify_time, wrong = timed(verify)
    print(f"{'every sum recounted':<52} {verify_time / 1000:8.1f} s, {len(wrong)} wrong")


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), platform.machine())
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    return f"{os.cpu_count()} cores, {model}; Python {platform.python_version()}, PostgreSQL {version}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_500_000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    with scratch(options.keep, options.again):
        print(machine())
        if not options.again:
            took, _nothing = timed(lambda: nation.fill(options.cases, options.years))
            print(f"{f'{options.cases} disputes of {options.years} years made':<52} {took / 1000:8.1f} s")
        measure_reads(options.years, options.rounds)
        measure_writes(options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
