"""Money of the fictional communes: an estimate and a decision for every year, some training paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count

from hoathuan.budgets.choices import EntryKind, EstimateState
from hoathuan.budgets.lines import Factor
from hoathuan.budgets.models import Budget, Entry, Estimate, EstimateLine
from hoathuan.cases.models import Case
from hoathuan.norms.api import Value, values
from hoathuan.teams.models import Team
from hoathuan.units.models import Area, Unit

from .days import FIRST_DAY, REFORM_DAY

SUPPORT, PAY, TRAINING = "mediation.team_support", "mediation.pay", "mediation.training"
OUTCOMES = {"mediation.pay_successful": "successful", "mediation.pay_unsuccessful": "unsuccessful"}
WRITER = "Kế toán xã (mẫu)"
SITTING = 1_500_000
Counts = dict[int, int]


class Money:
    """Former communes until the reform's year, those of today since; written at once for all of a year."""

    def __init__(self, province: Unit, before: Sequence[Unit], now: Sequence[Unit], today: date) -> None:
        self.province, self.before, self.now, self.today = province, before, now, today

    def run(self) -> None:
        for year in range(FIRST_DAY.year, self.today.year + 1):
            then = year <= REFORM_DAY.year
            self._year(
                year, list(self.before if then else self.now), "area__then_commune" if then else "now_commune"
            )

    def _year(self, year: int, communes: list[Unit], place: str) -> None:
        budgets = self._budgets(year, communes)
        estimates = Estimate.objects.bulk_create(
            Estimate(budget=budget, on_date=date(year, 1, 2), made_by=WRITER, **self._state(index, year))
            for index, budget in enumerate(budgets)
        )
        lines = self._lines(year, estimates, place)
        EstimateLine.objects.bulk_create(lines, batch_size=2000)
        Entry.objects.bulk_create(self._allocations(year, lines), batch_size=2000)
        Entry.objects.bulk_create(self._trainings(year, budgets), batch_size=2000)

    def _budgets(self, year: int, communes: list[Unit]) -> list[Budget]:
        start = date(year, 1, 1)
        first = {unit.pk: max(start, unit.valid.lower or start) for unit in communes}
        areas = Area.objects.filter(then_commune__in=communes, part=None).order_by("-valid")
        home = {area.then_commune_id: area for area in areas if first[area.then_commune_id] in area.valid}
        made = []
        for unit in communes:
            budget = Budget(unit=unit, year=year, starts_on=first[unit.pk])
            if unit.pk in home:
                budget.locate(home[unit.pk])
                made.append(budget)
        return Budget.objects.bulk_create(made)

    def _state(self, index: int, year: int) -> dict[str, object]:
        """Of this year's some are still drawn up, some wait to be read."""
        if year == self.today.year and index % 10 == 0:
            return {}
        sent = {"submitted_on": date(year, 1, 5), "submitted_by": WRITER}
        if year == self.today.year and index % 4 == 1:
            return sent | {"state": EstimateState.SUBMITTED}
        return sent | {
            "state": EstimateState.SEEN,
            "answered_on": date(year, 1, 9),
            "answered_by": "Sở Tư pháp (mẫu)",
        }

    def _lines(self, year: int, estimates: Sequence[Estimate], place: str) -> list[EstimateLine]:
        rates = values([SUPPORT, *OUTCOMES], on=date(year, 1, 2), unit=self.province)
        teams = _counted(
            Team.objects.filter(started_on__lte=date(year, 12, 31)).values_list(place).annotate(n=Count("pk"))
        )
        years = max(1, self.today.year - FIRST_DAY.year + 1)
        cases = {
            key: _counted(Case.objects.filter(outcome=outcome).values_list(place).annotate(n=Count("pk")))
            for key, outcome in OUTCOMES.items()
        }
        found = []
        for estimate in estimates:
            unit = estimate.budget.unit_id
            found.append(
                _line(estimate, SUPPORT, rates[SUPPORT], [(teams.get(unit, 0), "tổ"), (12, "tháng")])
            )
            for key, counts in cases.items():
                expected = -(-counts.get(unit, 0) // years)
                found.append(_line(estimate, PAY, rates[key], [(expected, "vụ việc")]))
        return found

    def _allocations(self, year: int, lines: Iterable[EstimateLine]) -> list[Entry]:
        """One decision for each commune: support as estimated, some more than the expected disputes, a training."""
        asked: dict[tuple[int, str], int] = {}
        for line in lines:
            key = (line.estimate.budget_id, line.line)
            asked[key] = asked.get(key, 0) + line.amount
            asked[line.estimate.budget_id, TRAINING] = 2 * SITTING
        more = {SUPPORT: 100, PAY: 150, TRAINING: 100}
        return [
            self._entry(budget, year, line, EntryKind.ALLOCATION, amount * more[line] // 100 + 100_000)
            for (budget, line), amount in asked.items()
        ]

    def _trainings(self, year: int, budgets: Sequence[Budget]) -> list[Entry]:
        return [
            self._entry(budget.pk, year, TRAINING, EntryKind.SPENDING, SITTING)
            for index, budget in enumerate(budgets)
            if year < self.today.year or index % 3
        ]

    def _entry(self, budget: int, year: int, line: str, kind: EntryKind, amount: int) -> Entry:
        given = kind == EntryKind.ALLOCATION
        day = min(self.today, date(year, 1, 15) if given else date(year, 4, 20))
        document = {"number": "00/QĐ-UBND (mẫu)", "issued_on": day} if given else {}
        words = "Giao dự toán đầu năm (mẫu)" if given else "Tập huấn hòa giải viên (mẫu)"
        return Entry(
            budget_id=budget, year=year, line=line, source="state", kind=kind, amount=amount, on_date=day,
            allocated=amount if given else 0, spent=0 if given else amount, context="demo",
            key=f"{budget}-{line}", chain=f"demo:{budget}-{line}", label=words, made_by=WRITER, **document,
        )  # fmt: skip


def _counted(rows: Iterable[tuple[int | None, int]]) -> Counts:
    return {place: count for place, count in rows if place is not None}


def _line(estimate: Estimate, line: str, rate: Value, factors: list[tuple[int, str]]) -> EstimateLine:
    amount = int(rate.amount or 0)
    total = amount
    for count, _words in factors:
        total *= count
    return EstimateLine(
        estimate=estimate,
        line=line,
        key=rate.key,
        label=str(rate.kind.label),
        factors=[[str(Factor(Decimal(count)).number), words] for count, words in factors],
        rate=amount,
        amount=total,
        basis=f"số liệu mẫu; mức chi: {rate.cited}"[:400],
        unconfirmed=not rate.confirmed,
    )
