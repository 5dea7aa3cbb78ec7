"""The same facts by the units of then and of now: what a merger on 01/07/2026 does to each kind of number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hoathuan.core.windows import Window
from hoathuan.stats import api
from hoathuan.stats.api import Measure
from hoathuan.stats.cells.filling import rebuild
from hoathuan.stats.tests import histories
from hoathuan.stats.tests.facts import fact
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
DAY = date(2026, 7, 1)
BEFORE, AFTER = Window.half(2026, 1), Window.half(2026, 2)
YEAR = Window.year(2026)
BEGUN, STANDING = Measure("test.begun"), Measure("test.standing")


def reform(write: Callable[[histories.Act], None], day: date = DAY) -> None:
    assert histories.reform(write, day, [0, 1, 2])
    rebuild()


@pytest.fixture
def merged(world: Any) -> Unit:
    """Two communes with a fact each, merged; a third fact comes after it."""
    fact(world.xa_a, date(2026, 2, 3))
    fact(world.xa_b, date(2026, 3, 3), date(2026, 8, 1))
    reform(histories.merge)
    made = Unit.objects.get(level=Level.COMMUNE, valid__startswith=DAY)
    fact(made, date(2026, 9, 1))
    return made


def numbers(grid: api.Table) -> dict[str, Any]:
    return {row.label: grid.cell(row, 0) for row in grid.rows}


def test_a_flow_is_counted_in_the_unit_of_its_day(world: Any, merged: Unit) -> None:
    assert api.value(BEGUN, world.xa_a, YEAR, then=True) == 1
    assert api.value(BEGUN, merged, YEAR, then=True) == 1
    assert api.value(BEGUN, merged, YEAR) == 3
    assert api.value(BEGUN, world.xa_a, YEAR) == 0


def test_a_stock_is_counted_in_the_unit_of_the_last_day(world: Any, merged: Unit) -> None:
    assert api.value(STANDING, world.xa_b, BEFORE, then=True) == 1
    assert api.value(STANDING, world.xa_b, AFTER, then=True) == 0
    assert api.value(STANDING, merged, Window.day(date(2026, 7, 31)), then=True) == 2
    assert api.value(STANDING, merged, AFTER, then=True) == 2


def test_a_table_of_a_flow_shows_former_and_new_units_side_by_side(world: Any, merged: Unit) -> None:
    grid = api.table([BEGUN], world.tinh_mau, YEAR, then=True)
    assert numbers(grid) == {
        f"{merged.name} (từ 01/07/2026)": 1,
        "Xã An Mẫu (đến 30/06/2026)": 1,
        "Xã Bình Mẫu (đến 30/06/2026)": 1,
    }
    assert grid.total(0) == 3
    assert numbers(api.table([BEGUN], world.tinh_mau, YEAR)) == {merged.name: 3}


def test_a_table_of_a_stock_lists_the_units_of_the_last_day(world: Any, merged: Unit) -> None:
    grid = api.table([STANDING], world.tinh_mau, BEFORE, then=True)
    assert numbers(grid) == {"Xã An Mẫu": 1, "Xã Bình Mẫu": 1}
    assert numbers(api.table([STANDING], world.tinh_mau, AFTER, then=True)) == {merged.name: 2}


def test_what_went_over_two_provinces_is_not_allocated_from_that_day(world: Any) -> None:
    kept = fact(world.xa_a, date(2026, 2, 3))

    def over_two(act: histories.Act) -> None:
        act.link(world.xa_a, world.xa_b)
        act.link(world.xa_a, world.xa_c)

    reform(over_two)
    kept.refresh_from_db()
    assert kept.now_province_id is None
    assert numbers(api.table([BEGUN], world.country, YEAR)) == {
        "Tỉnh Khác": 0, "Tỉnh Mẫu": 0, "Chưa phân bổ": 1,
    }  # fmt: skip
    assert numbers(api.table([BEGUN], world.country, YEAR, then=True)) == {"Tỉnh Khác": 0, "Tỉnh Mẫu": 1}
    grid = api.table([STANDING], world.country, AFTER, then=True)
    assert numbers(grid)["Chưa phân bổ"] == grid.total(0) == 1
    assert "rieng=1" in grid.url(grid.rows[-1], 0)


def test_a_commune_that_changed_its_province_counts_in_both_each_for_its_own_days(world: Any) -> None:
    fact(world.xa_a, date(2026, 2, 3))
    reform(lambda act: act.reform.moves.create(unit=world.xa_a, to_unit=world.tinh_khac))
    fact(world.xa_a, date(2026, 9, 1))
    assert api.value(BEGUN, world.xa_a, YEAR, then=True) == 2
    grid = api.table([BEGUN], world.tinh_mau, YEAR, then=True)
    assert numbers(grid)["Xã An Mẫu (đến 30/06/2026)"] == 1
    moved = next(row for row in grid.rows if row.unit == world.xa_a)
    assert f"trong={world.tinh_mau.uuid}" in grid.url(moved, 0)
    assert numbers(api.table([BEGUN], world.country, YEAR, then=True)) == {"Tỉnh Khác": 1, "Tỉnh Mẫu": 1}


def test_a_day_before_the_commune_began_is_counted_in_it(world: Any, merged: Unit) -> None:
    """A fact of the old days that is entered after a merger under the new name."""
    fact(merged, date(2026, 1, 9))
    assert api.value(BEGUN, merged, BEFORE, then=True) == 1
    grid = api.table([BEGUN], world.tinh_mau, BEFORE, then=True)
    assert numbers(grid)[f"{merged.name} (từ 01/07/2026)"] == 1
    assert grid.total(0) == 3


def test_districts_have_numbers_by_the_units_of_then_only(db: None) -> None:
    country = histories.build()
    one = Unit.objects.get(name="Xã An 00")
    fact(one, date(2026, 2, 3))
    fact(Unit.objects.get(name="Xã An 10"), date(2026, 2, 3))
    reform(histories.abolish_districts)
    district, province = Unit.objects.get(name="Huyện An 0"), Unit.objects.get(name="Tỉnh An")
    fact(one, date(2026, 9, 1))
    assert api.value(BEGUN, district, YEAR, then=True) == 1
    grid = api.table([BEGUN], province, YEAR, rows="districts", then=True)
    assert numbers(grid) == {
        "Huyện An 0 (đến 30/06/2026)": 1,
        "Huyện An 1 (đến 30/06/2026)": 1,
        "Chưa phân bổ": 1,
    }
    assert "rieng=huyen" in grid.url(grid.rows[-1], 0)
    assert len(api.table([BEGUN], country, YEAR, rows="communes", then=True).rows) == 7
    with pytest.raises(api.NotCounted, match="Huyện An 0"):
        api.value(BEGUN, district, YEAR)
    with pytest.raises(api.NotCounted):
        api.table([BEGUN], province, YEAR, rows="districts")
