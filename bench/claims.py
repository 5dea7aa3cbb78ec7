"""How long a province's year of pay takes: claims from the register, approval, payments and the bank's file.

    HT_DB_NAME=ht_bench_claims .venv/bin/python manage.py setup
    HT_DB_NAME=ht_bench_claims .venv/bin/python -m bench.claims [--communes 166] [--teams 4400] [--cases 4800]
        [--baseline 40] [--times 1] [--rounds]

A made-up province; `--times 10` has ten times the disputes of each team. Every commune does what its people would
press, each press a transaction: all claims of its teams in one click, confirmed, decided, one batch, its file, the
voucher. The file is the one that an accountant downloads: a workbook with the whole account numbers of the heads, kept
encrypted and opened for it with a line in the trail. The baseline takes the same verbs dispute by dispute, each with a
claim, a batch and a file of its own; it is measured on fewer disputes in the same run and its total for all is marked
as computed. `--rounds` adds a year of team support: one round for each commune, approved and paid. Everything is
written into a database that is thrown away; a second run needs a new one.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from bench.typesetting import machine  # noqa: E402
from conftest import build_world  # noqa: E402
from hoathuan.accounts.acting import as_actor  # noqa: E402
from hoathuan.accounts.actor import SYSTEM, Actor, actor_for  # noqa: E402
from hoathuan.accounts.choices import SeatKind  # noqa: E402
from hoathuan.accounts.models import Person, Seat  # noqa: E402
from hoathuan.budgets import api as budgets  # noqa: E402
from hoathuan.cases.models import Case  # noqa: E402
from hoathuan.core.dates import today  # noqa: E402
from hoathuan.core.migrating import as_owner  # noqa: E402
from hoathuan.pay import filing  # noqa: E402
from hoathuan.pay import services as pay  # noqa: E402
from hoathuan.pay.models import Batch, ClaimItem, Line, SupportMonth  # noqa: E402
from hoathuan.pay.services.deciding import PURPOSE  # noqa: E402
from hoathuan.pay.supports.services import rounds  # noqa: E402
from hoathuan.privacy.models import BankAccount  # noqa: E402
from hoathuan.privacy.numbers import keys  # noqa: E402
from hoathuan.teams.models import Mediator, Team, TeamHead  # noqa: E402
from hoathuan.units.models import Area, Placement, Unit  # noqa: E402
from hoathuan.units.placing import place_areas  # noqa: E402
from hoathuan.units.selectors import area_of  # noqa: E402
from hoathuan.units.services import rebuild_reach  # noqa: E402

YEAR = today().year
FIRST = date(YEAR, 1, 1)
DECISION = budgets.Document("01/QĐ-MAU", FIRST)
SIZE = 2_000
TARGET = 10.0
"""Seconds for the year of a province of the usual size: claims, approval, payments and the bank's files."""


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


def accounts(terms: Iterable[Mediator]) -> None:
    """The account into which each is paid, as the commune keeps it: encrypted for its person, with a keyed hash."""
    made = [_account(term, f"1903{number:09d}") for number, term in enumerate(terms)]
    BankAccount.objects.bulk_create(made, batch_size=SIZE)


def _account(term: Mediator, number: str) -> BankAccount:
    bank, owner = "Ngân hàng Mẫu", term.person
    return BankAccount(
        person=owner, bank=bank, cipher=keys.encrypt(str(owner.uuid), {"number": number, "holder": owner.full_name}),
        digest=keys.digests("bank", f"{bank.lower()}:{number}")[0], key_mark=keys.mark(),
        now_province_id=term.now_province_id, now_commune_id=term.now_commune_id,
    )  # fmt: skip


def accountants(places: Iterable[Unit]) -> dict[int, Actor]:
    """Who pays in each commune: none but her opens account numbers."""
    found = {}
    for place in places:
        person = Person.objects.create(full_name=f"Kế toán {place.name}")
        seat = Seat.objects.create(
            person=person, kind=SeatKind.COMMUNE_ACCOUNTANT, unit=place, valid=place.valid
        )
        found[place.pk] = actor_for(seat)
    return found


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
    """Seconds by step; a step is a press: a transaction of its own, until it is kept."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def run(self, step: str, deed: Callable[[], Any], actor: Actor = SYSTEM) -> Any:
        begun = time.perf_counter()
        with as_actor(actor):
            made = deed()
        self.spent[step] = self.spent.get(step, 0.0) + time.perf_counter() - begun
        return made

    def told(self, words: str, target: str = "") -> None:
        print(f"{words:<60} {sum(self.spent.values()):9.2f} s   {target}")
        for step, seconds in self.spent.items():
            print(f"    {step:<56} {seconds:9.2f} s")


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


def one_by_one(place: Unit, cases: Sequence[Case], accountant: Actor) -> list[float]:
    """The plain way: every dispute a claim, a decision, a payment and a file of its own."""
    return [
        timed(partial(pay_through, place, [case.team], Clock(), f"LE-{number}", accountant))
        for number, case in enumerate(cases)
    ]


def told_file(rows: Sequence[filing.Paid]) -> None:
    """Nothing is quick that leaves the account out."""
    bare = sum(1 for row in rows if not row.account or "•" in row.account)
    print(f"{'lines of the files; of these without a whole account number':<60} {len(rows):9,}   {bare}")


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
        run = partial(clock.run, actor=actor)
        act = run("rounds drawn up", partial(rounds.propose, actor, first=FIRST, last=last))
        act = run("rounds approved", partial(rounds.approve, actor=actor, act=act, version=act.version))
        lines = list(Line.objects.filter(support_months__act=act).distinct())
        batch = run("payments made", partial(pay.make_batch, actor=SYSTEM, commune=place, lines=lines))
        paid = partial(pay.record_paid, actor=SYSTEM, bank_reference=f"HT-{act.pk}", on=today())
        run("voucher written down", partial(paid, payments=list(batch.payments.all())))
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
        accounts(term for _team_of, term in pairs)
        payers = accountants(places)
        disputes(pairs, options.cases * options.times)
        money(places)
    teams_of: dict[int, list[Team]] = {}
    for team, _term_of in pairs:
        teams_of.setdefault(team.now_commune_id or 0, []).append(team)
    first = places[0]
    alone = teams_of[first.pk][: options.baseline]
    cases = [Case.objects.filter(team=team)[0] for team in alone]
    times = one_by_one(first, cases, payers[first.pk])
    done = ClaimItem.objects.count()
    clock, filed = Clock(), []
    for place in places:
        left = [team for team in teams_of[place.pk] if place != first or team not in alone]
        if left:
            filed += pay_through(place, left, clock, f"UNC-{place.pk}", payers[place.pk])
    items = ClaimItem.objects.count() - done
    usual = options.times == 1 and options.communes >= 166
    clock.told(
        f"{items:,} disputes of {len(places)} communes, claim to payment",
        f"target ≤ {TARGET:.0f} s" + ("" if usual else " at full size"),
    )
    told_file(filed)
    each = statistics.median(times) / max(done / len(times), 1)
    print(f"{'one by one, each (median)':<60} {each * 1000:9.1f} ms   all {each * items:9.1f} s computed")
    print(f"{'times as fast':<60} {each * items / sum(clock.spent.values()):9.1f}")
    checked()
    if options.rounds:
        year_of_rounds(places)
    return 0


if __name__ == "__main__":
    sys.exit(main())
