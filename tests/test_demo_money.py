"""The money of the fictional communes adds up: an estimate and a decision for each commune and year."""

from typing import Any

import pytest

from hoathuan.budgets import rollup
from hoathuan.budgets.models import Budget, Estimate
from hoathuan.core.dates import today
from hoathuan.demo.days import FIRST_DAY
from hoathuan.demo.money import Money

pytestmark = pytest.mark.django_db


def test_every_commune_has_an_estimate_and_an_allocation_for_every_year(world: Any) -> None:
    communes = [world.xa_a, world.xa_b]
    Money(world.tinh_mau, communes, communes, today()).run()
    years = range(FIRST_DAY.year, today().year + 1)
    assert Budget.objects.count() == Estimate.objects.count()
    for year in years:
        found = rollup.of_province(world.tinh_mau, year)
        assert all(row.allocated > 0 and row.remaining >= 0 for row in found.rows if row.drawn)
    assert rollup.of_province(world.tinh_mau, today().year).total.drawn == len(communes)
