"""Thanh Hóa by the real units: 26 districts and 549 communes until 30/06/2025, 166 communes since."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hoathuan.core.windows import Window
from hoathuan.stats import api
from hoathuan.stats.api import Measure
from hoathuan.stats.cells.filling import rebuild
from hoathuan.stats.tests.facts import fact
from hoathuan.units.changing import moving
from hoathuan.units.choices import Level
from hoathuan.units.loading import load_units
from hoathuan.units.models import AreaSpan, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
BEGUN = Measure("test.begun")


def shown(grid: Any) -> list[Any]:
    return [row.unit for row in grid.rows if row.unit]


def test_a_year_of_thanh_hoa_by_the_units_of_then_and_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_totals", {})  # nothing is there yet that could be counted before and after
    load_units()
    province = Unit.objects.get(level=Level.PROVINCE, code=38, valid__endswith=None)
    communes = AreaSpan.objects.filter(
        province=province, valid__contains=date(2024, 6, 1), district__isnull=False
    )
    former = Unit.objects.filter(pk__in=sorted(communes.values_list("commune", flat=True))).order_by("id")
    for commune in former[:40]:
        fact(commune, date(2024, 6, 1))
    rebuild()
    year = Window.year(2024)
    then, now = (api.table([BEGUN], province, year, then=by) for by in (True, False))
    assert (len(shown(then)), len(shown(now))) == (549, 166)
    districts = api.table([BEGUN], province, year, rows="districts", then=True)
    assert len(shown(districts)) == 26
    for grid in (then, now, districts):
        assert grid.total(0) == 40
        assert sum(int(grid.cell(row, 0) or 0) for row in grid.rows) == 40
    nation = api.table([BEGUN], Unit.objects.get(level=Level.COUNTRY), year, then=True)
    assert (len(shown(nation)), nation.total(0)) == (63, 40)
