"""The demo in the order of its days: three levels from 2024, the reform of 01/07/2025, the new communes until today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from hoathuan.accounts.choices import SeatKind
from hoathuan.core.copying import write
from hoathuan.core.text import sort_key
from hoathuan.stats.api import fold
from hoathuan.teams.models import Mediator
from hoathuan.units import api
from hoathuan.units.changing.applying import Outcome, apply
from hoathuan.units.changing.deciding import place_villages, undecided
from hoathuan.units.changing.national import write_reform_of_2025
from hoathuan.units.choices import Level
from hoathuan.units.facts import Facts, Key
from hoathuan.units.loading import load_former_units
from hoathuan.units.models import Unit
from hoathuan.units.selectors import now_of

from .days import FIRST_DAY, LAST_OF_THREE_LEVELS, REFORM_DAY
from .disputes import Disputes
from .disputes_work import Work
from .growing import BEFORE, SINCE, homes_of, newcomers, train
from .guidance import Guidance
from .law import Law
from .money import Money
from .offices import Offices
from .paper_forms import Forms
from .papers import Papers
from .pay import Pay
from .planning import Planning
from .retold import Retold
from .rosters import Rosters, population
from .settlements import Settlements
from .supports import Supports

Say = Callable[[str], None]


class Story:
    """One province. `say` is told what has been done."""

    def __init__(self, facts: Facts, code: int, today: date, say: Say) -> None:
        self.facts, self.code, self.today, self.say = facts, code, today, say
        self.random = Random(20250701)  # noqa: S311 - the same province every time

    def run(self, teams: int, mediators: int, disputes: int) -> None:
        before = (LAST_OF_THREE_LEVELS - FIRST_DAY).days
        share = disputes * before // (self.today - FIRST_DAY).days
        self.units()
        self.three_levels(teams, mediators, share)
        self.plans_then()
        fold()
        self.reform()
        self.decide()
        self.new_communes(disputes - share)
        fold()
        self.papers()

    def units(self) -> None:
        load_former_units(self.facts)
        self.province = Unit.objects.get(level=Level.PROVINCE, code=self.code)
        self.districts = list(api.children_of(self.province))
        self.communes = list(
            Unit.objects.filter(level=Level.COMMUNE, placements__parent__in=self.districts).order_by(
                "sort", "id"
            )
        )
        self.say(f"{len(self.districts)} districts and {len(self.communes)} communes of before the reform")

    def three_levels(self, teams: int, mediators: int, disputes: int) -> None:
        self.offices = Offices(api.country(), self.province, self.random)
        self.offices.open(self.districts, self.communes)
        keys = {(Level.COMMUNE, commune.code or 0): commune.pk for commune in self.communes}
        split = {pk for key, pk in keys.items() if len(self.facts.targets.get(key, ())) != 1}
        high = {district.pk for district in self.districts if self.random.random() < 0.4}
        under = dict(Unit.objects.filter(pk__in=keys.values()).values_list("pk", "placements__parent"))
        uplands = {commune for commune, district in under.items() if district in high}
        self.rosters = Rosters(self.communes, split, uplands, self.random, teams, mediators)
        self.rosters.run()
        train(self.rosters.terms(), BEFORE, self.random, {})
        self._team_seats(keys)
        self.disputes = Disputes(self.rosters.teams, self.rosters.by_team, self.random)
        self.disputes.run(FIRST_DAY, LAST_OF_THREE_LEVELS, disputes)
        self.say(f"{teams} teams, {mediators} mediators, {disputes} disputes until 30/06/2025")

    def _team_seats(self, keys: dict[Key, int]) -> None:
        """A head and a mediator of the commune whose officer is shown, and the heads of one team in ten."""
        home = keys[self._first_commune()]
        there = [group for group in self.rosters.by_team.values() if group[0].area.then_commune_id == home]
        shown = next((group for group in there if len(group) > 4), max(there, key=len))
        self.shown = shown[0].team
        seats = [("totruong", SeatKind.TEAM_HEAD, shown[0]), ("hoagiaivien", SeatKind.MEDIATOR, shown[1])]
        others = [
            g[0] for g in self.rosters.by_team.values() if g is not shown and self.random.random() < 0.1
        ]
        seats += [(f"to.{head.team_id}", SeatKind.TEAM_HEAD, head) for head in others]
        self.offices.team_seats([(name, kind, term, self._village(term)) for name, kind, term in seats])
        self.offices.village_seats(self._village(shown[0]))

    def _village(self, term: Mediator) -> Unit:
        return self.rosters.village_of[term.team_id]

    def _first_commune(self) -> Key:
        """A commune of before that went wholly into the first of today's communes."""
        rows = [
            row for row in self.facts.after.values() if row.level == Level.COMMUNE and row.parent == self.code
        ]
        first = min(rows, key=lambda row: sort_key(row.name))
        return next(key for key in self.facts.sources[first.key] if len(self.facts.targets[key]) == 1)

    def plans_then(self) -> None:
        self.plans = [
            Planning(self.offices, self.random, year, self.today)
            for year in (FIRST_DAY.year, REFORM_DAY.year)
        ]
        for plan in self.plans:
            plan.run_then(self.communes)
        self.plans[0].close()

    def reform(self) -> None:
        outcome = apply(write_reform_of_2025(self.facts))
        self.say(_same(outcome))

    def decide(self) -> None:
        """Of the split communes one waits with one village, the others wait wholly."""
        waiting = [one for one in undecided(now_of(self.province)) if one.targets and len(one.villages) > 2]
        if waiting:
            first = waiting[0]
            place_villages(first.unit, first.villages[:-1], first.targets[0])

    def new_communes(self, disputes: int) -> None:
        province = now_of(self.province) or self.province
        communes = list(api.children_of(province).filter(level=Level.COMMUNE))
        homes = homes_of(list(self.rosters.areas.values()))
        self.offices.settle(communes)
        write(population(communes, self.random, REFORM_DAY))
        newcomers(self.rosters, homes, self.random, self.today)
        train(self.rosters.terms(), [day for day in SINCE if day <= self.today], self.random, homes)
        self.disputes.go_on(self.today)
        self.disputes.run(REFORM_DAY, self.today, disputes, homes, shown=self.shown)
        Work(self.shown, self.random, self.today).run()
        self.plans[1].close()
        Planning(self.offices, self.random, self.today.year, self.today).run(communes)
        Law(province, self.today).run()
        Money(province, self.communes, communes, self.today).run()
        self.pay()
        self.supports()
        agreed = Settlements(self.shown, self.today).run()
        self.say(f"{agreed} agreements, one corrected and signed, promises kept, late, broken and lasting")
        retold = Retold(self.shown, self.offices.seats["tuphapxa"], self.today).run()
        self.say(f"{retold} disputes told to colleagues without names, one waits for its second reader")
        self.letters(communes)
        self.say(f"{len(communes)} communes since, {disputes} disputes, plans until {self.today.year}")

    def pay(self) -> None:
        """Of the commune whose officer is shown."""
        self.shown.refresh_from_db()
        if self.shown.now_commune is not None:
            made = Pay(self.shown.now_commune, self.shown, self.today).run()
            self.say(f"{made} claims of mediators' pay, some in each state")

    def supports(self) -> None:
        """Of the same commune: rounds of team support, requests after an accident."""
        made = Supports(self.offices.seats["tuphapxa"], self.offices.seats["chutichxa"], self.today).run()
        self.say(f"rounds of team support, {made} requests after an accident")

    def letters(self, communes: Sequence[Unit]) -> None:
        seats = self.offices.seats
        sent = Guidance(seats["sotuphap"], seats["tuphapxa"], communes, self.random, self.today).run()
        self.say(f"{sent} letters of guidance, one of them late in some communes, one with a question")

    def papers(self) -> None:
        """What an office has issued shows what documents do."""
        seats = self.offices.seats
        made = Papers(seats["tuphapxa"], seats["chutichxa"], seats["sotuphap"], self.today).run()
        self.say(f"{made} papers, one of them signed and one voided")
        printed = Forms(seats["tuphapxa"], self.shown).run()
        self.say(f"{printed} blank forms printed, two photographs of filled ones wait")


def _same(outcome: Outcome) -> str:
    """The promise of the reform in one line: every total as before."""
    totals = ", ".join(f"{name} {count:,}" for name, count in outcome.totals.items())
    return f"reform of 01/07/2025 applied; before and after it alike: {totals or 'nothing was counted'}"
