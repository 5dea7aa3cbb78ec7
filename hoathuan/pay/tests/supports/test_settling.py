"""From approval to money in hand: every month paid once, and the sums close to the đồng."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoathuan.core.windows import Window
from hoathuan.pay.choices import LineState
from hoathuan.pay.models import Line, SupportMonth, Transfer
from hoathuan.pay.purposes import purpose_of
from hoathuan.pay.services import paying, strike_transfer
from hoathuan.pay.supports import selectors
from hoathuan.pay.supports.choices import ActState, MonthState
from hoathuan.pay.supports.keys import TEAMS
from hoathuan.pay.supports.services import rounds, settling
from hoathuan.stats.api import Measure, value
from hoathuan.teams.models import Team

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 23)


def approved(commune, first, last):
    act = commune.act(commune.officer, rounds.propose, first=first, last=last)
    return commune.act(commune.leader, rounds.approve, act=act, version=act.version)


def pay(commune, lines=None, voucher="UNC 1"):
    lines = list(lines if lines is not None else Line.objects.filter(state=LineState.OWED))
    batch = commune.act(commune.accountant, paying.make_batch, commune=commune.unit, lines=lines)
    payments = list(batch.payments.all())
    commune.act(commune.accountant, paying.record_paid, payments=payments, bank_reference=voucher, on=TODAY)
    return payments


def test_a_round_is_paid_when_all_its_teams_are(funded):
    act = approved(funded, date(2026, 1, 1), date(2026, 3, 1))
    first, second = Line.objects.order_by("id")
    pay(funded, [first])
    act.refresh_from_db()
    assert act.state == ActState.APPROVED
    assert set(SupportMonth.objects.filter(line=first).values_list("state", "paid_on")) == {
        (MonthState.PAID, TODAY)
    }
    pay(funded, [second], "UNC 2")
    act.refresh_from_db()
    assert act.state == ActState.PAID
    assert selectors.sums_of(act) == {"paid": 900_000, "open": 0, "months": 6}


def test_the_head_takes_the_money_of_the_team_and_signs(funded):
    approved(funded, date(2026, 1, 1), date(2026, 3, 1))
    with_head, _without = funded.teams
    lines = list(Line.objects.filter(team=with_head))
    (receiver,) = purpose_of(TEAMS).receivers(lines)
    assert (receiver.name, receiver.amount) == ("Người Mẫu Một", 450_000)


def test_a_month_skipped_keeps_the_team_from_counting_as_supported(funded):
    """The year's window counts teams that have every month of it, at the rate of the month."""

    def counted(last_month):
        return value(Measure("access.teams_supported"), funded.unit, Window(date(2026, 1, 1), last_month))

    approved(funded, date(2026, 1, 1), date(2026, 2, 1))
    approved(funded, date(2026, 4, 1), date(2026, 4, 1))
    pay(funded)
    assert counted(date(2026, 2, 28)) == 2
    assert counted(date(2026, 4, 30)) == 0
    approved(funded, date(2026, 3, 1), date(2026, 3, 1))
    pay(funded, voucher="UNC 3")
    assert counted(date(2026, 4, 30)) == 2


def test_a_rate_put_right_afterwards_takes_the_mark_away(funded):
    approved(funded, date(2026, 1, 1), date(2026, 1, 1))
    pay(funded)
    SupportMonth.objects.filter(team=funded.teams[0]).update(rate=100_000)
    settling.restate({(team.pk, 2026) for team in funded.teams})
    assert dict(SupportMonth.objects.values_list("team_id", "whole")) == {
        funded.teams[0].pk: False,
        funded.teams[1].pk: True,
    }


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    founded=st.dates(date(2025, 7, 1), date(2026, 6, 20)),
    stood=st.none() | st.integers(0, 300),
    spans=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 5)), min_size=1, max_size=3),
    paid=st.booleans(),
)
def test_whatever_rounds_are_drawn_up_months_times_rate_is_paid_plus_open_and_never_twice(
    funded, founded, stood, spans, paid
):
    from datetime import timedelta

    from django.db import transaction

    from hoathuan.pay.supports.errors import SupportRefused

    team = funded.teams[0]
    with transaction.atomic():
        ended = None if stood is None else founded + timedelta(days=stood)
        Team.objects.filter(pk=team.pk).update(started_on=founded, ended_on=ended)
        for number, (start, length) in enumerate(spans):
            first = date(2025 + (6 + start) // 12, (6 + start) % 12 + 1, 1)
            last_index = min(start + length, 11)
            last = date(2025 + (6 + last_index) // 12, (6 + last_index) % 12 + 1, 1)
            try:
                approved(funded, first, max(first, last))
            except SupportRefused:
                continue
            if paid and number == 0:
                pay(funded)
        rows = list(SupportMonth.objects.exclude(state=MonthState.VOIDED))
        assert len({(row.team_id, row.month) for row in rows}) == len(rows)
        done = sum(row.rate for row in rows if row.state == MonthState.PAID)
        waits = sum(row.rate for row in rows if row.state == MonthState.OPEN)
        owed = sum(line.amount for line in Line.objects.exclude(state=LineState.VOID))
        assert done + waits == 150_000 * len(rows) == owed
        assert all(row.month_end >= founded for row in rows if row.team_id == team.pk)
        transaction.set_rollback(True)


def test_a_voucher_struck_out_lets_the_months_wait_and_they_are_paid_anew(funded):
    act = approved(funded, date(2026, 1, 1), date(2026, 1, 1))
    pay(funded)
    voucher = Transfer.objects.first()
    funded.act(funded.accountant, strike_transfer, transfer=voucher, reason="Ghi nhầm số chứng từ")
    months = SupportMonth.objects.filter(line__payment=voucher.payment)
    assert {(row.state, row.paid_on, row.whole) for row in months} == {(MonthState.OPEN, None, False)}
    act.refresh_from_db()
    assert act.state == ActState.APPROVED
    funded.act(
        funded.accountant, paying.record_paid, payments=[voucher.payment], bank_reference="UNC-2", on=TODAY
    )
    assert {(row.state, row.whole) for row in months.all()} == {(MonthState.PAID, True)}
