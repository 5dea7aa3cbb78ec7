"""What stands in a filled form."""

from __future__ import annotations

from datetime import date

import pytest

from hoathuan.core.windows import Window
from hoathuan.reports.checking import check
from hoathuan.reports.selectors import newest_form
from hoathuan.reports.services import fill

from .conftest import BIEU_12

H1, H2 = Window.half(2026, 1), Window.half(2026, 2)


def columns(form, label):
    row = next(row for row in form.rows if row.label == label)
    return {key: value for key, value in row.values.items() if value}


@pytest.fixture
def form_12():
    return newest_form(BIEU_12).form


def test_a_case_that_crosses_the_half_year_counts_in_both_and_the_line_closes(
    world, team_in, case_in, form_12, acting, seat_of
):
    team = team_in(world.xa_a)
    case_in(team, date(2026, 5, 1), assigned=date(2026, 6, 1), ended=date(2026, 8, 1))
    case_in(team, date(2026, 7, 10), ended=date(2026, 7, 10), matter="c")
    with acting(seat_of("commune_officer", world.xa_a)):
        first, second = (fill(form_12, world.xa_a, window) for window in (H1, H2))
    assert columns(first, team.name) == {"1": 1, "2": 1, "11": 1}
    assert columns(second, team.name) == {"1": 2, "2": 1, "3": 1, "5": 2, "6": 1, "7": 1}
    assert (second.carried, second.referred) == (1, 0)
    assert all(result.ok for result in check(second))


def test_a_referred_case_leaves_column_1_and_is_told_under_the_table(
    world, team_in, case_in, form_12, acting, seat_of
):
    team = team_in(world.xa_a)
    case_in(team, date(2026, 5, 1), referred=date(2026, 8, 1))
    case_in(team, date(2026, 8, 1), ended=date(2026, 8, 2), successful=False)
    with acting(seat_of("commune_officer", world.xa_a)):
        form = fill(form_12, world.xa_a, H2)
    assert columns(form, team.name) == {"1": 1, "2": 1, "9": 1}
    assert (form.carried, form.referred) == (1, 1)
    assert all(result.ok for result in check(form))


def test_nothing_happened_is_zero_and_not_blank(world, team_in, form_12, acting, seat_of):
    team = team_in(world.xa_a)
    with acting(seat_of("commune_officer", world.xa_a)):
        form = fill(form_12, world.xa_a, H1)
    row = next(row for row in form.rows if row.label == team.name)
    assert set(row.values.values()) == {0}
