"""Team support by month: every earned month once, at its own rate, to the last đồng."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.budgets.api import OverBudget
from hoathuan.norms.models import NormValue
from hoathuan.pay.choices import LineState
from hoathuan.pay.models import Line, SupportAct, SupportMonth
from hoathuan.pay.supports import selectors
from hoathuan.pay.supports.choices import ActState, MonthState
from hoathuan.pay.supports.errors import SupportRefused
from hoathuan.pay.supports.keys import TEAMS_LINE
from hoathuan.pay.supports.services import rounds
from hoathuan.teams.models import Team

pytestmark = pytest.mark.django_db
Q2 = {"first": date(2026, 4, 1), "last": date(2026, 6, 1)}


def propose(commune, **span):
    return commune.act(commune.officer, rounds.propose, **(span or Q2))


def approve(commune, act, **more):
    return commune.act(commune.leader, rounds.approve, act=act, version=act.version, **more)


def test_one_act_pays_every_team_of_the_commune_for_a_quarter(funded):
    act = propose(funded)
    assert (act.team_count, act.month_count, act.total) == (2, 6, 6 * 150_000)
    act = approve(funded, act)
    assert act.state == ActState.APPROVED
    lines = list(Line.objects.filter(cost_line=TEAMS_LINE))
    assert [
        (line.team_id, line.amount, line.state) for line in sorted(lines, key=lambda one: one.team_id)
    ] == [(team.pk, 450_000, LineState.OWED) for team in sorted(funded.teams, key=lambda one: one.pk)]
    assert set(SupportMonth.objects.values_list("line_id", flat=True)) == {line.pk for line in lines}


def test_a_month_that_stands_in_a_round_is_not_asked_for_again(funded):
    propose(funded, first=date(2026, 4, 1), last=date(2026, 4, 30))
    act = propose(funded)
    assert act.month_count == 4
    with pytest.raises(SupportRefused, match="Không còn tháng nào"):
        propose(funded)


def test_a_team_founded_and_one_dissolved_within_the_span_get_their_months(funded):
    first, second = funded.teams
    Team.objects.filter(pk=first.pk).update(started_on=date(2026, 5, 31))
    Team.objects.filter(pk=second.pk).update(ended_on=date(2026, 4, 1))
    act = propose(funded)
    found = {one.team.pk: one.words for one in selectors.lines_of_act(act)}
    assert found == {first.pk: "05–06/2026", second.pk: "04/2026"}


def test_late_months_of_last_year_keep_the_rate_of_their_month(funded):
    """The province sets its own from 01/01/2026: each month is paid by its own."""
    row = NormValue.objects.get(key="mediation.team_support", unit=None, amount=150_000)
    NormValue.objects.create(
        key=row.key,
        amount=120_000,
        valid=DateRange(date(2026, 1, 1), None),
        basis=row.basis,
        unit=funded.world.tinh_mau,
        recorded_by="thử",
    )
    act = propose(funded, first=date(2025, 11, 1), last=date(2026, 2, 1))
    assert act.total == 2 * (2 * 150_000 + 2 * 120_000)
    assert act.budget_year == 2026
    words = selectors.lines_of_act(act)[0].rates
    assert [word.partition(" (")[0] for word in words] == ["2 tháng × 150.000 đồng", "2 tháng × 120.000 đồng"]


def test_months_that_have_not_come_are_refused(funded):
    with pytest.raises(SupportRefused, match="chưa đến"):
        propose(funded, first=date(2026, 6, 1), last=date(2026, 7, 1))


def test_a_budget_that_is_too_small_stops_the_approval_and_nothing_is_kept(commune):
    act = propose(commune)
    with pytest.raises(OverBudget):
        approve(commune, act)
    act.refresh_from_db()
    assert act.state == ActState.PROPOSED
    assert not Line.objects.exists()


def test_a_round_taken_back_frees_its_months_and_its_money(funded):
    act = approve(funded, propose(funded))
    with pytest.raises(SupportRefused):
        funded.act(funded.officer, rounds.take_back, act=act, version=act.version, reason="lập nhầm")
    act = funded.act(funded.leader, rounds.take_back, act=act, version=act.version, reason="lập nhầm")
    assert act.state == ActState.VOIDED
    assert set(Line.objects.values_list("state", flat=True)) == {LineState.VOID}
    assert set(SupportMonth.objects.values_list("state", flat=True)) == {MonthState.VOIDED}
    assert propose(funded).month_count == 6


def test_who_proposed_may_not_approve_without_being_seen(funded, seat_of):
    """One person in both seats: allowed in a small commune, and shown."""
    both = seat_of("commune_officer", funded.unit)
    both.person_id = funded.leader.person_id
    both.save()
    act = funded.act(both, rounds.propose, **Q2)
    assert approve(funded, act).same_person


@pytest.mark.parametrize("seat", ["head", "leader"])
def test_only_officer_and_accountant_draw_a_round_up(funded, seat):
    with pytest.raises(SupportRefused):
        funded.act(getattr(funded, seat), rounds.propose, **Q2)
    assert not SupportAct.objects.exists()


def test_only_the_leader_approves(funded):
    act = propose(funded)
    with pytest.raises(SupportRefused):
        funded.act(funded.officer, rounds.approve, act=act, version=act.version)


def test_arrears_name_team_and_month_until_they_are_paid(funded):
    found = {one.team.pk: one for one in selectors.arrears(funded.unit.pk)}
    assert found[funded.teams[0].pk].words == "07–12/2025, 01–05/2026"
    assert found[funded.teams[0].pk].amount == 11 * 150_000
    propose(funded, first=date(2025, 7, 1), last=date(2026, 3, 1))
    found = {one.team.pk: one for one in selectors.arrears(funded.unit.pk)}
    assert found[funded.teams[0].pk].waiting_words == "07–12/2025, 01–03/2026"
    assert found[funded.teams[0].pk].amount == 11 * 150_000


def test_arrears_of_many_teams_ask_the_database_no_more_often(funded, django_assert_max_num_queries):
    from hoathuan.teams.tests.registry import team_in

    for number in range(3, 9):
        team_in(funded.unit, f"Tổ hòa giải thôn {number}")
    with django_assert_max_num_queries(30):
        assert len(selectors.arrears(funded.unit.pk)) == 8
