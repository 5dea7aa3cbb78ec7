"""What the rules of support promise, for all dates and all amounts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoathuan.pay.supports import rules
from hoathuan.pay.supports.choices import Asker, Certifier, Harm, Insured, ItemKind, PaperKind, Situation

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
money = st.integers(0, 500_000_000)


def figure(amount, confirmed=True):
    return rules.Figure(Decimal(amount), f"khoản {amount}", confirmed)


FIGURES = rules.Figures(figure(80, False), figure(30), figure(5), figure(2_530_000))


def loss(harm=Harm.INJURY, **more):
    return rules.Loss(harm, Insured.NO, **more)


@given(days, st.integers(0, 40))
def test_a_span_of_months_has_no_gap_and_no_twin(first, count):
    last = first + timedelta(days=31 * count)
    found = list(rules.months(first, last))
    assert found == sorted(set(found))
    assert all(rules.next_month(a) == b for a, b in zip(found, found[1:], strict=False))
    assert found[0] == rules.month_of(first)
    assert found[-1] == rules.month_of(last)


def earned_months(first, last, started, ended, least):
    return [month for month in rules.months(first, last) if rules.earns(month, started, ended, least)]


@given(days, st.none() | st.integers(0, 900), st.integers(0, 31), days, st.integers(0, 30))
def test_a_month_is_earned_only_while_the_team_stands(started, stood, least, first, count):
    ended = None if stood is None else started + timedelta(days=stood)
    last = first + timedelta(days=31 * count)
    for month in earned_months(first, last, started, ended, least):
        assert rules.month_end(month) >= started
        assert ended is None or month <= ended


@given(days, days, st.integers(0, 31))
def test_every_full_month_is_earned_whatever_the_norm_asks_for(started, month, least):
    month = rules.month_of(month)
    if started <= month:
        assert rules.earns(month, started, None, least)


@given(days, st.integers(0, 800), days)
def test_halves_of_a_span_earn_what_the_span_earns(started, stood, middle):
    ended = started + timedelta(days=stood)
    first, last = date(2020, 1, 1), date(2030, 12, 31)
    split = rules.next_month(middle)
    whole = earned_months(first, last, started, ended, 1)
    parts = earned_months(first, middle, started, ended, 1) + earned_months(split, last, started, ended, 1)
    assert whole == parts


@pytest.mark.parametrize(
    "started, least, earned",
    [
        (date(2026, 3, 31), 1, True),
        (date(2026, 3, 31), 15, False),
        (date(2026, 3, 17), 15, True),
        (date(2026, 4, 1), 1, False),
    ],
)
def test_a_team_founded_within_the_month_earns_it_by_the_norm(started, least, earned):
    assert rules.earns(date(2026, 3, 1), started, None, least) is earned


def test_february_is_a_whole_month_of_a_norm_of_thirty_days():
    assert rules.earns(date(2026, 2, 1), date(2026, 2, 1), date(2026, 2, 28), 30)


def test_a_gap_ends_what_counts_as_paid_up():
    jan, feb, mar = (date(2026, month, 1) for month in (1, 2, 3))
    assert rules.whole_so_far([mar, jan, feb], {jan: True, mar: True}) == [jan]
    assert rules.whole_so_far([jan, feb], {jan: True, feb: False}) == [jan]
    assert rules.whole_so_far([feb], {feb: True}) == [feb]


@given(money, money, st.integers(0, 400))
def test_lost_income_never_passes_the_norm_of_days(cost, daily, lost):
    found = {
        one.kind: one
        for one in rules.items(loss(medical_cost=cost, daily_income=daily, days_lost=lost), FIGURES)
    }
    income = found.get(ItemKind.INCOME)
    assert (income.amount if income else 0) == daily * min(lost, 30)
    assert ItemKind.FUNERAL not in found


@given(money, money)
def test_the_total_is_the_sum_of_its_lines_and_each_names_its_clause(cost, care):
    lines = rules.items(loss(Harm.DEATH, medical_cost=cost, care_cost=care, funeral=True), FIGURES)
    assert rules.total(lines) == sum(one.amount for one in lines)
    assert all(one.amount > 0 and one.clause and one.how for one in lines)
    assert cost * 80 // 100 + care + 12_650_000 == rules.total(lines)


def test_funeral_is_five_base_salaries_of_the_day():
    before = rules.Figures(figure(80), figure(30), figure(5), figure(2_340_000))
    (line,) = rules.items(loss(Harm.DEATH, funeral=True), before)
    assert line.amount == 11_700_000
    assert line.how == "5 tháng × 2.340.000 đồng"
    (line,) = rules.items(loss(Harm.DEATH, funeral=True), FIGURES)
    assert line.amount == 12_650_000


def test_what_rests_on_an_unconfirmed_figure_says_so():
    (line,) = rules.items(loss(medical_cost=1_000_000), FIGURES)
    assert (line.amount, line.confirmed) == (800_000, False)


def test_too_many_lost_days_are_cut_in_words():
    (line,) = rules.items(loss(daily_income=200_000, days_lost=45), FIGURES)
    assert line.amount == 6_000_000
    assert "45" in line.how


@pytest.mark.parametrize("situation", [Situation.MEDIATING, Situation.GOING, Situation.RETURNING])
def test_on_duty_and_on_the_way_are_covered(situation):
    assert rules.is_covered(situation)


def test_nothing_else_is_covered():
    assert not rules.is_covered(Situation.OTHER)
    assert not rules.is_covered("")


def test_the_front_certifies_where_the_victim_is_the_head():
    assert rules.certifier(victim_is_head=True) == Certifier.FRONT_HEAD
    assert rules.certifier(victim_is_head=False) == Certifier.TEAM_HEAD


def test_after_a_death_the_family_asks_and_brings_its_papers():
    assert rules.askers(Harm.DEATH) == (Asker.FAMILY,)
    assert PaperKind.DEATH in needed(Harm.DEATH, income=False)
    assert PaperKind.DEATH not in needed(Harm.INJURY)


def needed(harm, **more):
    return rules.papers_needed(harm, **({"income": True, "treated": True, "stable_income": True} | more))


def test_nobody_is_asked_for_a_paper_that_there_cannot_be():
    assert needed(Harm.INJURY) == (
        PaperKind.MINUTES, PaperKind.DISCHARGE, PaperKind.INVOICES, PaperKind.INCOME
    )  # fmt: skip
    assert PaperKind.INCOME not in needed(Harm.INJURY, income=False)
    assert PaperKind.INCOME not in needed(Harm.INJURY, stable_income=False), "a farmer has no wage paper"
    assert needed(Harm.INJURY, treated=False, stable_income=False) == (PaperKind.MINUTES,)


def test_income_that_the_commune_found_itself_is_marked():
    (line,) = rules.items(loss(daily_income=100_000, days_lost=10, stable_income=False), FIGURES)
    assert (line.amount, line.confirmed) == (1_000_000, False)
    assert "do xã xác minh" in line.how
