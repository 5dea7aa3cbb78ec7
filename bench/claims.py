"""How long a province's year of pay takes: claims from the register, approval, payments and the bank's file.

    HT_DB_NAME=ht_bench_claims .venv/bin/python manage.py setup
    HT_DB_NAME=ht_bench_claims .venv/bin/python -m bench.claims [--communes 166] [--teams 4400] [--cases 4800]
        [--workers 2] [--baseline 40] [--times 1] [--rounds]

A made-up province; `--times 10` has ten times the disputes of each team. Every commune does what its people would
press, each press a transaction: all claims of its teams in one click, confirmed, decided, one batch, its file, the
voucher. Communes wait for nobody but themselves, so as many press at a time as there are `--workers` (of the server;
as many as cores unless said). The file is the one that an accountant downloads: a workbook with the whole account
numbers of the heads, kept encrypted and opened for it with a line in the trail. The baseline takes the same verbs
dispute by dispute, each with a claim, a batch and a file of its own; it is measured on fewer disputes in the same run
and its total for all, by as many workers, is marked as computed. `--rounds` adds a year of team support: one round for
each commune, approved and paid. Everything is written into a database that is thrown away: a second run needs a new
one.
"""

import argparse
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections, transaction  # noqa: E402

from bench import province  # noqa: E402
from bench.province import FIRST  # noqa: E402
from bench.typesetting import machine  # noqa: E402
from hoathuan.accounts.acting import as_actor  # noqa: E402
from hoathuan.accounts.actor import SYSTEM, Actor, actor_for  # noqa: E402
from hoathuan.accounts.choices import SeatKind  # noqa: E402
from hoathuan.accounts.models import Seat  # noqa: E402
from hoathuan.cases.models import Case  # noqa: E402
from hoathuan.core.dates import today  # noqa: E402
from hoathuan.core.migrating import as_owner  # noqa: E402
from hoathuan.pay import filing  # noqa: E402
from hoathuan.pay import services as pay  # noqa: E402
from hoathuan.pay.models import Batch, ClaimItem, Line, SupportMonth  # noqa: E402
from hoathuan.pay.services.deciding import PURPOSE  # noqa: E402
from hoathuan.pay.supports.services import rounds  # noqa: E402
from hoathuan.teams.models import Team  # noqa: E402
from hoathuan.units.models import Unit  # noqa: E402

settings.DEBUG = False  # else every question is kept in memory
TARGET = 10.0
"""Seconds for the year of a province of the usual size: claims, approval, payments and the bank's files."""


def timed(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


class Clock:
    """Seconds by step; a step is a press: a transaction of its own, until it is kept."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def run(self, step: str, deed: Callable[[], Any], actor: Actor = SYSTEM) -> Any:
        begun = time.perf_counter()
        with as_actor(actor):
            made = deed()
        self.spent[step] += time.perf_counter() - begun
        return made


def told(words: str, seconds: float, spent: Counter[str], target: str = "") -> None:
    """`seconds` by the clock on the wall; `spent`: by step, added up over all who pressed at the same time."""
    print(f"{words:<60} {seconds:9.2f} s   {target}")
    for step, part in spent.items():
        print(f"    {step:<56} {part:9.2f} s")


def pay_through(
    place: Unit, teams: Sequence[Team], clock: Clock, voucher: str, accountant: Actor
) -> list[filing.Paid]:
    """What a commune's people press; gives back what stands in the bank's file."""
    run = clock.run
    claims = run("claims drawn up", lambda: pay.draft(actor=SYSTEM, teams=teams, since=FIRST))
    run("confirmed by the heads", lambda: pay.confirm_many(actor=SYSTEM, claims=claims))
    run("approved", lambda: pay.decide_many(actor=SYSTEM, claims=claims))
    lines = list(Line.objects.filter(items__claim__in=claims).distinct())
    batch = run("payments made", lambda: pay.make_batch(actor=SYSTEM, commune=place, lines=lines))
    rows = run("file for the bank", lambda: bank_file(accountant, batch), accountant)
    payments = list(batch.payments.all())
    paid = partial(pay.record_paid, actor=SYSTEM, payments=payments, bank_reference=voucher, on=today())
    run("voucher written down", paid)
    return rows


def bank_file(accountant: Actor, batch: Batch) -> list[filing.Paid]:
    """The file as the accountant downloads it."""
    rows = filing.rows_of(accountant, batch, opened=True)
    filing.written(filing.look_of(batch.layout), rows)
    return rows


def accountant_of(place: Unit) -> Actor:
    return actor_for(Seat.objects.get(kind=SeatKind.COMMUNE_ACCOUNTANT, unit=place))


def one_by_one(place: Unit, cases: Sequence[Case]) -> list[float]:
    """The plain way: every dispute a claim, a decision, a payment and a file of its own."""
    payer = accountant_of(place)
    return [
        timed(partial(pay_through, place, [case.team], Clock(), f"LE-{number}", payer))
        for number, case in enumerate(cases)
    ]


def commune(key: int, without: Collection[int]) -> tuple[Counter[str], int, int]:
    """A commune's year, by one worker: seconds by step, lines of the file, and those without a whole account number."""
    place, clock = Unit.objects.get(pk=key), Clock()
    teams = list(Team.objects.filter(now_commune=place).exclude(pk__in=without))
    rows = pay_through(place, teams, clock, f"UNC-{key}", accountant_of(place)) if teams else []
    return clock.spent, len(rows), sum(1 for row in rows if not row.account or "•" in row.account)


def round_of(key: int) -> Counter[str]:
    """A commune's year of team support, by one worker: one round, one approval, one batch."""
    place, clock = Unit.objects.get(pk=key), Clock()
    actor = Actor(system=True, commune_id=key)
    run = partial(clock.run, actor=actor)
    last = today().replace(day=1)
    act = run("rounds drawn up", partial(rounds.propose, actor, first=FIRST, last=last))
    act = run("rounds approved", partial(rounds.approve, actor=actor, act=act, version=act.version))
    lines = list(Line.objects.filter(support_months__act=act).distinct())
    batch = run("payments made", partial(pay.make_batch, actor=SYSTEM, commune=place, lines=lines))
    paid = partial(pay.record_paid, actor=SYSTEM, bank_reference=f"HT-{act.pk}", on=today())
    run("voucher written down", partial(paid, payments=list(batch.payments.all())))
    return clock.spent


def checked() -> None:
    """Nothing is fast that is wrong: what was asked is paid, to the đồng."""
    asked = sum(ClaimItem.objects.values_list("amount", flat=True))
    paid = sum(Line.objects.filter(state="paid", purpose=PURPOSE).values_list("amount", flat=True))
    kept = {line.purpose for line in Line.objects.exclude(state="paid")[:5]}
    print(
        f"{'asked and paid, million đồng':<60} {asked / 1e6:9.1f}   {paid / 1e6:9.1f}   unpaid: {sorted(kept)}"
    )


def seed(options: argparse.Namespace) -> list[Unit]:
    with as_owner(), transaction.atomic():
        places = province.communes(options.communes)
        pairs = province.registry(places, options.teams)
        province.accounts(term for _team, term in pairs)
        province.accountants(places)
        province.disputes(pairs, options.cases * options.times)
        province.money(places)
    return places


def year_of_claims(pool: ProcessPoolExecutor, places: Sequence[Unit], options: argparse.Namespace) -> None:
    first = places[0]
    alone = list(Team.objects.filter(now_commune=first)[: options.baseline])
    times = one_by_one(first, [Case.objects.filter(team=team)[0] for team in alone])
    done = ClaimItem.objects.count()
    without = [team.pk for team in alone]
    begun = time.perf_counter()
    made = list(pool.map(partial(commune, without=without), [place.pk for place in places]))
    seconds = time.perf_counter() - begun
    items = ClaimItem.objects.count() - done
    usual = options.times == 1 and options.communes >= 166
    told(
        f"{items:,} disputes of {len(places)} communes, claim to payment",
        seconds,
        sum((spent for spent, _rows, _bare in made), Counter()),
        f"target ≤ {TARGET:.0f} s" + ("" if usual else " at full size"),
    )
    rows, bare = sum(one[1] for one in made), sum(one[2] for one in made)
    print(f"{'lines of the files; of these without a whole account number':<60} {rows:9,}   {bare}")
    each = statistics.median(times) / max(done / len(times), 1)
    plain = each * items / options.workers
    print(f"{'one by one, each (median)':<60} {each * 1000:9.1f} ms   all {plain:9.1f} s computed")
    print(f"{'times as fast':<60} {plain / seconds:9.1f}")


def year_of_rounds(pool: ProcessPoolExecutor, places: Sequence[Unit]) -> None:
    begun = time.perf_counter()
    made = list(pool.map(round_of, [place.pk for place in places]))
    seconds = time.perf_counter() - begun
    told(f"team support of {SupportMonth.objects.count():,} months", seconds, sum(made, Counter()))


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--communes", type=int, default=166)
    parser.add_argument("--teams", type=int, default=4400)
    parser.add_argument("--cases", type=int, default=4800)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--baseline", type=int, default=40)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", action="store_true")
    return parser.parse_args()


def main() -> int:
    options = options_of()
    print(f"{machine()}; {options.workers} workers")
    places = seed(options)
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(time.sleep, [0.5] * options.workers))  # each has started before the clock does
        year_of_claims(pool, places, options)
        checked()
        if options.rounds:
            year_of_rounds(pool, places)
    connections.close_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
