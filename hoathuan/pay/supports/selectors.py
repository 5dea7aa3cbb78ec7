"""Reads of team support, always within the actor's reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.ui.numbers import dong
from hoathuan.pay.models import SupportAct, SupportMonth
from hoathuan.teams.api import Team

from . import rules
from .choices import ActState, MonthState
from .rates import Rate, Rates, earned


@dataclass
class TeamMonths:
    """Months of one team, each with its rate."""

    team: Team
    months: list[tuple[date, Rate]] = field(default_factory=list)

    @property
    def amount(self) -> int:
        return sum(rate.amount for _when, rate in self.months)

    @property
    def confirmed(self) -> bool:
        return all(rate.confirmed for _when, rate in self.months)

    @property
    def rates(self) -> list[str]:
        """ "3 tháng × 150.000 đồng (điểm đ …)", one line for each rate."""
        counted: dict[tuple[int, str], int] = {}
        for _when, rate in self.months:
            key = (rate.amount, rate.basis)
            counted[key] = counted.get(key, 0) + 1
        words = _("%(n)s tháng × %(rate)s (%(basis)s)")
        return [
            words % {"n": n, "rate": dong(amount), "basis": basis} for (amount, basis), n in counted.items()
        ]

    @property
    def words(self) -> str:
        """ "01–03/2026, 05/2026": neighbours together."""
        return span_words([month for month, _value in self.months])


def span_words(months: Sequence[date]) -> str:
    """Months in words, runs of neighbours within a year together."""
    runs: list[list[date]] = []
    for month in sorted(months):
        if runs and rules.next_month(runs[-1][-1]) == month and runs[-1][-1].year == month.year:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(_run_words(run) for run in runs)


def _run_words(run: Sequence[date]) -> str:
    last = f"{run[-1]:%m/%Y}"
    return last if len(run) == 1 else f"{run[0]:%m}–{last}"


def teams_of(commune_id: int, first: date, last: date) -> list[Team]:
    """Teams that stand in the commune today, or ended there, and worked on some day of the span."""
    works = Q(started_on__lte=rules.month_end(rules.month_of(last))) & (
        Q(ended_on=None) | Q(ended_on__gte=rules.month_of(first))
    )
    teams = Team.objects.filter(works, now_commune_id=commune_id).select_related("area")
    return list(teams.order_by("sort", "id"))


def taken(teams: Iterable[Team], first: date, last: date) -> dict[int, set[date]]:
    """Months that stand in a round already, paid or not."""
    rows = SupportMonth.objects.filter(team__in=[team.pk for team in teams], month__range=(first, last))
    found: dict[int, set[date]] = defaultdict(set)
    for team, month in rows.exclude(state=MonthState.VOIDED).values_list("team_id", "month"):
        found[team].add(month)
    return found


def unasked(commune_id: int, first: date, last: date, rates: Rates | None = None) -> list[TeamMonths]:
    """What the commune's teams earned in a span and no round holds, by team; teams with nothing left out."""
    teams = teams_of(commune_id, first, last)
    rates = rates or Rates(teams, first, last)
    held = taken(teams, rules.month_of(first), rules.month_of(last))
    found = []
    for team in teams:
        left = [pair for pair in earned(rates, team, first, last) if pair[0] not in held[team.pk]]
        if left:
            found.append(TeamMonths(team, left))
    return found


def latest_month() -> date:
    """The last month that may be paid: this one."""
    return rules.month_of(today())


def first_month() -> date:
    """From when arrears are looked at: last year's January."""
    return date(today().year - 1, 1, 1)


@dataclass(frozen=True)
class Arrear:
    """What one team has earned and not got: months in no round, and months that wait in one."""

    team: Team
    unasked: list[date]
    waiting: list[date]
    amount: int

    @property
    def months(self) -> list[date]:
        return sorted([*self.unasked, *self.waiting])

    @property
    def words(self) -> str:
        return span_words(self.months)

    @property
    def waiting_words(self) -> str:
        return span_words(self.waiting)

    @property
    def oldest(self) -> date:
        return self.months[0]


def arrears(commune_id: int) -> list[Arrear]:
    """By team, the longest waiting first: months that are over and not paid."""
    last = date(today().year, today().month, 1)
    first, before = first_month(), _month_before(last)
    if before < first:
        return []
    asked = {one.team.pk: one for one in unasked(commune_id, first, before)}
    open_rows = SupportMonth.objects.filter(
        now_commune_id=commune_id, state=MonthState.OPEN, month__lt=last
    ).select_related("team")
    waiting: dict[int, list[SupportMonth]] = defaultdict(list)
    for row in open_rows:
        waiting[row.team_id].append(row)
    found = [_arrear(asked.get(key), waiting.get(key, [])) for key in {*asked, *waiting}]
    return sorted(found, key=lambda one: (one.oldest, one.team.sort, one.team.pk))


def _arrear(asked: TeamMonths | None, waiting: list[SupportMonth]) -> Arrear:
    months = [month for month, _value in asked.months] if asked else []
    amount = (asked.amount if asked else 0) + sum(row.rate for row in waiting)
    team = asked.team if asked else waiting[0].team
    return Arrear(team, months, sorted(row.month for row in waiting), amount)


def _month_before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def visible_acts(actor: Actor) -> QuerySet[SupportAct]:
    """The rounds of the seat's reach."""
    acts: QuerySet[SupportAct] = SupportAct.objects.visible_to(actor)
    return acts.select_related("now_commune")


def lines_of_act(act: SupportAct) -> list[TeamMonths]:
    """What a round pays, by team."""
    rows = SupportMonth.objects.filter(act=act).select_related("team", "team__now_commune")
    if act.state != ActState.VOIDED:
        rows = rows.exclude(state=MonthState.VOIDED)
    found: dict[int, TeamMonths] = {}
    for row in rows.order_by("team__sort", "team_id", "month"):
        line = found.setdefault(row.team_id, TeamMonths(row.team))
        line.months.append((row.month, Rate(row.rate, row.basis, row.confirmed, 1)))
    return list(found.values())


def months_of_team(actor: Actor, year: int) -> list[SupportMonth]:
    """A team's own months of one year, as far as a round holds them."""
    rows = SupportMonth.objects.visible_to(actor).filter(month__range=(date(year, 1, 1), date(year, 12, 1)))
    return list(rows.exclude(state=MonthState.VOIDED).select_related("act", "team").order_by("month", "id"))


def sums_of(act: SupportAct) -> dict[str, int]:
    """đồng of a round: paid and open."""
    rows = SupportMonth.objects.filter(act=act)
    found = rows.aggregate(
        paid=Sum("rate", filter=Q(state=MonthState.PAID)),
        open=Sum("rate", filter=Q(state=MonthState.OPEN)),
        months=Count("pk", filter=~Q(state=MonthState.VOIDED)),
    )
    return {key: value or 0 for key, value in found.items()}
