"""What follows when money is paid: months are paid, and it is known which teams have all that they earned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.writing import write_changed
from hoathuan.pay.models import Line, Payment, SupportAct, SupportMonth
from hoathuan.pay.supports import rules
from hoathuan.pay.supports.choices import ActState, MonthState
from hoathuan.pay.supports.errors import SupportRefused
from hoathuan.pay.supports.rates import Rates, earned
from hoathuan.teams.api import Team


@transaction.atomic
def months_paid(actor: Actor, payment: Payment, lines: Sequence[Line]) -> None:
    """Runs in the transaction that records the payment."""
    day = payment.paid_on or today()
    rows = SupportMonth.objects.filter(line__in=lines, state=MonthState.OPEN)
    touched = list(rows.values_list("team_id", "month", "act_id"))
    done = rows.update(state=MonthState.PAID, paid_on=day)
    if done != len(touched):
        raise SupportRefused(_("Tháng hỗ trợ của tổ vừa đổi. Tải lại trang rồi chi lại."))
    acts = {act for _team, _month, act in touched}
    waiting = SupportMonth.objects.filter(act__in=acts, state=MonthState.OPEN).values("act")
    SupportAct.objects.filter(pk__in=acts, state=ActState.APPROVED).exclude(pk__in=waiting).update(
        state=ActState.PAID
    )
    restate({(team, month.year) for team, month, _act in touched})


@transaction.atomic
def months_unpaid(actor: Actor, payment: Payment, lines: Sequence[Line]) -> None:
    """The voucher was a mistake: the months wait to be paid again."""
    rows = SupportMonth.objects.filter(line__in=lines, state=MonthState.PAID)
    touched = list(rows.values_list("team_id", "month", "act_id"))
    rows.update(state=MonthState.OPEN, paid_on=None, right=True, whole=False)
    acts = {act for _team, _month, act in touched}
    SupportAct.objects.filter(pk__in=acts, state=ActState.PAID).update(state=ActState.APPROVED)
    restate({(team, month.year) for team, month, _act in touched})


@transaction.atomic
def restate(team_years: Iterable[tuple[int, int]]) -> None:
    """Say again of these teams and years which months are paid at the right rate without a gap before them."""
    years: dict[int, set[int]] = defaultdict(set)
    for team, year in team_years:
        years[team].add(year)
    teams = {team.pk: team for team in Team.objects.filter(pk__in=years).select_related("area")}
    spans = [year for asked in years.values() for year in asked]
    if not spans:
        return
    rates = Rates(teams.values(), date(min(spans), 1, 1), date(max(spans), 12, 1))
    by_team: dict[int, list[SupportMonth]] = defaultdict(list)
    for row in SupportMonth.objects.filter(team__in=teams, state=MonthState.PAID).order_by("month"):
        if row.month.year in years[row.team_id]:
            by_team[row.team_id].append(row)
    changed = []
    for key, rows in by_team.items():
        changed += [row for year in years[key] for row in _restated(rates, teams[key], year, rows)]
    write_changed(changed, ["right", "whole"])


def _restated(rates: Rates, team: Team, year: int, rows: Sequence[SupportMonth]) -> list[SupportMonth]:
    """The paid months of one year whose marks change."""
    own = [row for row in rows if row.month.year == year]
    due = dict(earned(rates, team, date(year, 1, 1), date(year, 12, 31)))
    right = {row.month: row.month in due and row.rate == due[row.month].amount for row in own}
    whole = (
        set(rules.whole_so_far([month for month in due if month <= own[-1].month], right)) if own else set()
    )
    changed = []
    for row in own:
        marks = (right[row.month], row.month in whole)
        if marks != (row.right, row.whole):
            row.right, row.whole = marks
            changed.append(row)
    return changed
