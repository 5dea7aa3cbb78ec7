"""A number is what its facts say: for every unit, window, breakdown and kind of counting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hoathuan.core.windows import Window
from hoathuan.stats import api
from hoathuan.stats.api import Measure
from hoathuan.stats.tests.facts import fact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
YEAR = Window.year(2026)
HALF = Window.half(2026, 1)


def test_a_flow_counts_what_is_dated_within_the_window_both_days_included(world: Any) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)):
        fact(world.xa_a, day)
    fact(world.xa_b, date(2026, 3, 1))
    fact(world.xa_b, None)
    for key in ("test.begun", "test.plain"):
        assert api.value(Measure(key), world.xa_a, HALF) == 2
        assert api.value(Measure(key), world.tinh_mau, HALF) == 3
        assert api.value(Measure(key), world.tinh_khac, HALF) == 0
        assert api.value(Measure(key), world.country, HALF) == 3


def test_a_cut_off_leaves_out_what_came_after_it(world: Any) -> None:
    fact(world.xa_a, date(2026, 5, 31))
    fact(world.xa_a, date(2026, 6, 1))
    window = Window(HALF.start, HALF.end, cutoff=date(2026, 5, 31))
    assert api.value(Measure("test.begun"), world.xa_a, window) == 1
    assert api.value(Measure("test.begun"), world.country, window) == 1


@pytest.mark.parametrize(
    ("key", "day", "expected"),
    [
        ("test.standing", date(2026, 2, 28), 0),
        ("test.standing", date(2026, 3, 1), 2),
        ("test.standing", date(2026, 3, 31), 2),
        ("test.standing", date(2026, 4, 1), 1),
        ("test.open", date(2026, 3, 30), 2),
        ("test.open", date(2026, 3, 31), 1),
    ],
)
def test_a_stock_counts_what_stands_on_the_last_day(world: Any, key: str, day: date, expected: int) -> None:
    fact(world.xa_a, date(2026, 3, 1), date(2026, 3, 31))
    fact(world.xa_a, date(2026, 3, 1))
    for unit in (world.xa_a, world.tinh_mau, world.country):
        assert api.value(Measure(key), unit, Window(date(2026, 1, 1), day)) == expected


def test_what_was_open_for_no_whole_day_is_never_in_stock(world: Any) -> None:
    fact(world.xa_a, date(2026, 3, 5), date(2026, 3, 5))
    for unit in (world.xa_a, world.country):
        assert api.value(Measure("test.open"), unit, Window.day(date(2026, 3, 5))) == 0
        assert api.value(Measure("test.standing"), unit, Window.day(date(2026, 3, 5))) == 1


def test_an_end_before_the_start_is_no_stock_anywhere(world: Any) -> None:
    fact(world.xa_a, date(2026, 3, 5), date(2026, 3, 1))
    for unit in (world.xa_a, world.country):
        for day in (date(2026, 3, 1), date(2026, 3, 3), date(2026, 3, 6)):
            assert api.value(Measure("test.standing"), unit, Window.day(day)) == 0


def test_a_distinct_count_asks_for_enough_facts_and_counts_once_in_the_total(world: Any) -> None:
    first = fact(world.xa_a, date(2026, 1, 1), subject_id=7)
    fact(world.xa_a, date(2026, 2, 1), subject_id=7)
    fact(world.xa_b, date(2026, 2, 1), subject_id=7)
    fact(world.xa_b, date(2026, 2, 2), subject_id=7)
    fact(world.xa_b, date(2026, 2, 2), subject_id=first.pk)
    subjects = [Measure("test.subjects")]
    grid = api.table(subjects, world.tinh_mau, YEAR)
    assert [grid.cell(row, 0) for row in grid.rows] == [1, 1]
    assert grid.total(0) == 1
    assert api.value(subjects[0], world.country, YEAR) == 1


def test_a_rate_names_its_denominator_and_has_no_value_without_one(world: Any) -> None:
    share = Measure("test.share")
    assert api.value(share, world.xa_a, YEAR) is None
    fact(world.xa_a, date(2026, 1, 1), colour="red")
    fact(world.xa_a, date(2026, 1, 1), colour="blue", large=True)
    assert api.value(share, world.xa_a, YEAR) == Decimal("0.5")
    assert api.value(Measure("test.share", {"size": "large"}), world.xa_a, YEAR) == 0
    assert api.value(Measure("test.sum"), world.xa_a, YEAR) == 4


def test_measures_are_cut_by_one_value_or_several(world: Any) -> None:
    for colour, large in (("red", True), ("red", False), ("blue", True), ("", True)):
        fact(world.xa_a, date(2026, 1, 1), colour=colour, large=large)
    cuts: list[tuple[dict[str, Any], int]] = [
        ({"colour": "red"}, 2),
        ({"colour": ("red", "blue")}, 3),
        ({"colour": "red", "size": "large"}, 1),
        ({"colour": ""}, 1),
    ]
    for unit in (world.xa_a, world.country):
        for where, expected in cuts:
            assert api.value(Measure("test.begun", where), unit, YEAR) == expected
        assert api.breakdown(Measure("test.begun", {"size": "large"}), unit, YEAR, "colour") == {
            "red": 1, "blue": 1, "": 1,
        }  # fmt: skip


def test_a_table_has_a_row_for_every_child_also_without_facts(world: Any) -> None:
    fact(world.xa_b, date(2026, 1, 1), colour="red")
    measures = [Measure("test.begun"), Measure("test.begun", {"colour": "red"}), Measure("test.share")]
    grid = api.table(measures, world.tinh_mau, YEAR)
    assert [(row.label, grid.cell(row, 0), grid.cell(row, 1), grid.cell(row, 2)) for row in grid.rows] == [
        ("Xã An Mẫu", 0, 0, None),
        ("Xã Bình Mẫu", 1, 1, 1),
    ]
    assert (grid.total(0), grid.total(1), grid.total(2)) == (1, 1, 1)
    nation = api.table(measures, world.country, YEAR)
    assert {row.label: nation.cell(row, 0) for row in nation.rows} == {"Tỉnh Khác": 0, "Tỉnh Mẫu": 1}


def test_what_no_commune_of_today_holds_stays_on_the_province(world: Any) -> None:
    lost = fact(world.xa_a, date(2026, 1, 1))
    type(lost).objects.update(now_commune=None)
    fact(world.xa_a, date(2026, 1, 1))
    grid = api.table([Measure("test.begun")], world.tinh_mau, YEAR)
    assert [grid.cell(row, 0) for row in grid.rows] == [1, 0, 1]
    assert (grid.rows[-1].unit, grid.total(0)) == (None, 2)
    assert "rieng=1" in grid.url(grid.rows[-1], 0)


def test_a_form_of_many_columns_costs_one_statement_per_indicator(
    world: Any, django_assert_max_num_queries: Any
) -> None:
    fact(world.xa_a, date(2026, 1, 1), colour="red")
    measures = [
        Measure(key, where)
        for key in ("test.begun", "test.standing")
        for where in ({}, {"colour": "red"}, {"colour": "blue"}, {"size": "large"})
    ]
    with django_assert_max_num_queries(4):
        grid = api.table(measures, world.tinh_mau, YEAR)
        assert grid.cell(grid.rows[0], 1) == 1


def test_a_village_and_an_unknown_key_are_refused_in_words(world: Any) -> None:
    with pytest.raises(api.NotCounted, match="Thôn 1"):
        api.value(Measure("test.begun"), world.villages["Xã An Mẫu"][0], YEAR)
    with pytest.raises(api.UnknownMeasure, match="test.nothing"):
        api.value(Measure("test.nothing"), world.xa_a, YEAR)
    with pytest.raises(api.UnknownMeasure, match="hue"):
        api.value(Measure("test.begun", {"hue": "red"}), world.xa_a, YEAR)


def test_a_measure_survives_a_json_column() -> None:
    measure = Measure("test.begun", {"colour": ("red", "blue"), "size": "large"})
    again = Measure.from_data(measure.as_data())
    assert again.values_of("colour") == ("red", "blue")
    assert again.values_of("size") == ("large",)
