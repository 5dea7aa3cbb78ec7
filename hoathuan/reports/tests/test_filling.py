"""What stands in a filled form."""

from __future__ import annotations

from datetime import date

import pytest

from hoathuan.core.windows import Window
from hoathuan.reports.checking import check
from hoathuan.reports.selectors import newest_form
from hoathuan.reports.services import fill

from .conftest import BIEU_11C, BIEU_12

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


def test_the_staff_form_of_a_commune_counts_its_team_and_leaves_villages_to_the_total(
    world, team_in, acting, seat_of
):
    team = team_in(world.xa_a)
    form_11 = newest_form(BIEU_11C).form
    with acting(seat_of("commune_officer", world.xa_a)):
        form = fill(form_11, world.xa_a, Window.year(2026))
    row = next(row for row in form.rows if row.label == team.name)
    assert (row.values["1"], row.values["2"], row.values["3"]) == (None, 1, 0)
    assert form.total.values["1"] == 2
    assert form.total.values["2"] == 1
    assert all(result.ok for result in check(form))


def test_a_check_that_fails_names_the_row_and_both_sides(world, team_in, case_in, form_12, acting, seat_of):
    team = team_in(world.xa_a)
    case_in(team, date(2026, 2, 1), matter="g")
    short = form_12.model_copy(
        update={
            "groups": {
                **form_12.groups,
                "other": form_12.groups["other"].model_copy(update={"values": ("a",)}),
            }
        }
    )
    with acting(seat_of("commune_officer", world.xa_a)):
        form = fill(short, world.xa_a, H1)
    wrong = [result for result in check(form) if not result.ok]
    assert [result.name for result in wrong] == ["1 = 2 + 3 + 4"]
    assert f"{team.name}: 1 và 0" in wrong[0].detail()


def test_a_row_tree_with_sections_is_filled_by_its_own_cuts(
    world, team_in, case_in, form_12, acting, seat_of
):
    case_in(team_in(world.xa_a), date(2026, 2, 1), ended=date(2026, 2, 3), matter="b")
    rows = [
        {"kind": "total", "label": "Tổng số"},
        {"kind": "heading", "section": "I", "label": "Theo lĩnh vực"},
        {"kind": "fixed", "section": "I", "number": "1", "label": "Đất đai", "where": {"field": ["land"]}},
        {"kind": "fixed", "section": "I", "number": "2", "label": "Việc khác", "where": {"field": ["other"]}},
    ]
    data = form_12.model_dump(mode="json")
    data["levels"]["commune"]["rows"] = rows
    tree = type(form_12).model_validate(data)
    with acting(seat_of("commune_officer", world.xa_a)):
        form = fill(tree, world.xa_a, H1)
    assert [row.key for row in form.rows] == ["total", "I", "I.1", "I.2"]
    assert [row.values.get("1") for row in form.rows] == [1, None, 0, 1]
