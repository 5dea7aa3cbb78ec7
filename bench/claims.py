"""How long a province's year of pay takes: claims from the register, approval, payments and the bank's file.

    HT_DB_NAME=ht_bench_claims .venv/bin/python manage.py setup
    HT_DB_NAME=ht_bench_claims .venv/bin/python -m bench.claims [--communes 166] [--teams 4400] [--cases 4800]
        [--baseline 40] [--times 1] [--rounds]

A made-up province; `--times 10` has ten times the disputes of each team. Every commune does what its people would
press: all claims of its teams in one click, confirmed, decided, one batch, its file, the voucher. The baseline takes
the same verbs dispute by dispute, each with a claim, a batch and a file of its own; it is measured on fewer disputes in
the same run and its total for all is marked as computed. `--rounds` adds a year of team support: one round for each
commune, approved and paid. Everything is written into a database that is thrown away; a second run needs a new one.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from bench.typesetting import machine  # noqa: E402
from conftest import build_world  # noqa: E402
from hoathuan.accounts.acting import as_actor  # noqa: E402
from hoathuan.accounts.actor import SYSTEM, Actor  # noqa: E402
from hoathuan.accounts.models import Person  # noqa: E402
from hoathuan.budgets import api as budgets  # noqa: E402
from hoathuan.cases.models import Case  # noqa: E402
from hoathuan.core.dates import today  # noqa: E402
from hoathuan.core.migrating import as_owner  # noqa: E402
from hoathuan.pay import filing  # noqa: E402
from hoathuan.pay import services as pay  # noqa: E402
from hoathuan.pay.models import Batch, ClaimItem, Line, SupportMonth  # noqa: E402
from hoathuan.pay.services.deciding import PURPOSE  # noqa: E402
from hoathuan.pay.supports.services import rounds  # noqa: E402
from hoathuan.teams.models import Mediator, Team, TeamHead  # noqa: E402
from hoathuan.units.models import Area, Placement, Unit  # noqa: E402
from hoathuan.units.placing import place_areas  # noqa: E402
from hoathuan.units.selectors import area_of  # noqa: E402
from hoathuan.units.services import rebuild_reach  # noqa: E402

YEAR = today().year
FIRST = date(YEAR, 1, 1)
DECISION = budgets.Document("01/QĐ-MAU", FIRST)
SIZE = 2_000


def communes(count: int) -> list[Unit]:
    """A province of so many communes, the first of which the small world of the tests brings."""
    world = build_world()
    province, first = world.tinh_mau, world.xa_a
    made = [first]
    for number in range(1, count):
        one = Unit.objects.create(
            level=first.level, code=91000 + number, name=f"Xã Mẫu {number}", kind="xã", valid=first.valid
        )
        Placement.objects.create(unit=one, parent=province, valid=first.valid)
        Area.objects.create(then_commune=one, then_province=province, valid=first.valid)
        made.append(one)
    place_areas()
    rebuild_reach()
    return made


def registry(places: Sequence[Unit], count: int) -> list[tuple[Team, Mediator]]:
    """Teams with a head, spread evenly."""
    areas = [area_of(place) for place in places]
    teams = [_team(areas[number % len(areas)], number) for number in range(count)]
    Team.objects.bulk_create(teams, batch_size=SIZE)
    people = [Person(full_name=f"Người Mẫu {number}") for number in range(count)]
    for person in people:
        person.name_keys()
    Person.objects.bulk_create(people, batch_size=SIZE)
    terms = [_term(team, person) for team, person in zip(teams, people, strict=True)]
    Mediator.objects.bulk_create(terms, batch_size=SIZE)
    heads = [TeamHead(team=term.team, mediator=term, started_on=term.started_on) for term in terms]
    TeamHead.objects.bulk_create(heads, batch_size=SIZE)
    return list(zip(teams, terms, strict=True))


def _team(area: Area, number: int) -> Team:
    team = Team(name=f"Tổ hòa giải {number}", started_on=date(2025, 7, 1))
    team.locate(area)
    team.name_keys()
    return team


def _term(team: Team, person: Person) -> Mediator:
    term = Mediator(
        team=team, person=person, started_on=date(2025, 7, 1), sort=person.sort, folded=person.folded
    )
    term.locate(team.area)
    return term


def disputes(pairs: Sequence[tuple[Team, Mediator]], count: int) -> None:
    """Ended ones of this year, four of five settled."""
    days = max((today() - FIRST).days, 1)
    made = []
    for number in range(count):
        team, term = pairs[number % len(pairs)]
        day = FIRST + timedelta(days=number * 7 % days)
        settled = number % 5 != 0
        case = Case(
            team=team, mediator=term, book_year=YEAR, book_number=number // len(pairs) + 1, received_on=day,
            matter="a", field="neighbours", state="ended", assigned_on=day, started_on=day, ended_on=day,
            closed_on=day, ending="agreement" if settled else "party",
            outcome="successful" if settled else "unsuccessful",
        )  # fmt: skip
        case.locate(team.area)
        made.append(case)
    Case.objects.bulk_create(made, batch_size=SIZE)


def money(places: Iterable[Unit]) -> None:
    for place in places:
        for line in ("mediation.pay", "mediation.team_support"):
            budgets.allocate(actor=SYSTEM, unit=place, year=YEAR, line=line, amount=10**10, document=DECISION)


def timed(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


class Clock:
    """Seconds by step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def run(self, step: str, deed: Callable[[], object]) -> object:
        begun = time.perf_counter()
        made = deed()
        self.spent[step] = self.spent.get(step, 0.0) + time.perf_counter() - begun
        return made

    def told(self, words: str) -> None:
        print(f"{words:<60} {sum(self.spent.values()):9.2f} s")
        for step, seconds in self.spent.items():
            print(f"    {step:<56} {seconds:9.2f} s")


def pay_through(place: Unit, teams: Sequence[Team], clock: Clock, voucher: str) -> None:
    """What a commune's people press, each a transaction."""
    claims = clock.run("claims drawn up", lambda: pay.draft(actor=SYSTEM, teams=teams, since=FIRST))
    clock.run("confirmed by the heads", lambda: pay.confirm_many(actor=SYSTEM, claims=claims))
    clock.run("approved", lambda: pay.decide_many(actor=SYSTEM, claims=claims))
    lines = list(Line.objects.filter(items__claim__in=claims).distinct())
    batch = clock.run("payments made", lambda: pay.make_batch(actor=SYSTEM, commune=place, lines=lines))
    clock.run("file for the bank", lambda: bank_file(SYSTEM, batch))
    payments = list(batch.payments.all())
    clock.run(
        "voucher written down",
        lambda: pay.record_paid(actor=SYSTEM, payments=payments, bank_reference=voucher, on=today()),
    )


def bank_file(actor: Actor, batch: Batch) -> list[list[object]]:
    return filing.table_of(filing.Look(), filing.rows_of(actor, batch))


def one_by_one(place: Unit, cases: Sequence[Case], times: list[float]) -> None:
    """The plain way: every dispute a claim, a decision, a payment and a file of its own."""
    for number, case in enumerate(cases):
        clock = Clock()
        times.append(timed(lambda c=case, n=number, k=clock: pay_through(place, [c.team], k, f"LE-{n}")))


def checked() -> None:
    """Nothing is fast that is wrong: what was asked is paid, to the đồng."""
    asked = sum(ClaimItem.objects.values_list("amount", flat=True))
    paid = sum(Line.objects.filter(state="paid", purpose=PURPOSE).values_list("amount", flat=True))
    kept = {line.purpose for line in Line.objects.exclude(state="paid")[:5]}
    print(
        f"{'asked and paid, million đồng':<60} {asked / 1e6:9.1f}   {paid / 1e6:9.1f}   unpaid: {sorted(kept)}"
    )


def year_of_rounds(places: Sequence[Unit]) -> None:
    """A year of team support: one round, one approval, one batch for each commune."""
    clock = Clock()
    last = today().replace(day=1)
    for place in places:
        actor = Actor(system=True, commune_id=place.pk)
        with as_actor(actor):
            act = clock.run("rounds drawn up", lambda a=actor: rounds.propose(a, first=FIRST, last=last))
            act = clock.run(
                "rounds approved", lambda a=actor, r=act: rounds.approve(actor=a, act=r, version=r.version)
            )
            lines = list(Line.objects.filter(support_months__act=act).distinct())
            batch = clock.run(
                "payments made", lambda p=place, ls=lines: pay.make_batch(actor=SYSTEM, commune=p, lines=ls)
            )
            payments = list(batch.payments.all())
            clock.run("voucher written down", lambda ps=payments, r=act: pay.record_paid(
                actor=SYSTEM, payments=ps, bank_reference=f"HT-{r.pk}", on=today()))  # fmt: skip
    clock.told(f"team support of {SupportMonth.objects.count():,} months")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--communes", type=int, default=166)
    parser.add_argument("--teams", type=int, default=4400)
    parser.add_argument("--cases", type=int, default=4800)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--baseline", type=int, default=40)
    parser.add_argument("--rounds", action="store_true")
    options = parser.parse_args()
    print(machine())
    settings.DEBUG = False
    with as_owner(), transaction.atomic():
        places = communes(options.communes)
        pairs = registry(places, options.teams)
        disputes(pairs, options.cases * options.times)
        money(places)
    teams_of: dict[int, list[Team]] = {}
    for team, _term_of in pairs:
        teams_of.setdefault(team.now_commune_id or 0, []).append(team)
    first = places[0]
    own = teams_of[first.pk]
    alone = own[: options.baseline]
    times: list[float] = []
    with as_actor(SYSTEM):
        one_by_one(first, [Case.objects.filter(team=team)[0] for team in alone], times)
    done = ClaimItem.objects.count()
    clock = Clock()
    for place in places:
        left = [team for team in teams_of[place.pk] if place != first or team not in alone]
        if left:
            with as_actor(SYSTEM):
                pay_through(place, left, clock, f"UNC-{place.pk}")
    items = ClaimItem.objects.count() - done
    clock.told(f"{items:,} disputes of {len(places)} communes, claim to payment")
    each = statistics.median(times) / max(done / len(times), 1)
    print(f"{'one by one, each (median)':<60} {each * 1000:9.1f} ms   all {each * items:9.1f} s computed")
    print(f"{'times as fast':<60} {each * items / sum(clock.spent.values()):9.1f}")
    checked()
    if options.rounds:
        year_of_rounds(places)
    return 0


if __name__ == "__main__":
    sys.exit(main())
