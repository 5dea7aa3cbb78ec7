"""A target of old days shows the numbers of the unit that it was set for; one that goes on those of today's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.plans.figures import standings
from hoathuan.plans.models import Target
from hoathuan.units.changing.applying import apply
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformLink, ReformUnit, Unit

DAY = date(2026, 5, 1)


@pytest.fixture
def merged(world: Any, team_in: Callable[..., Any]) -> Unit:
    for commune in (world.xa_a, world.xa_b):
        team_in(commune, "Tổ 1")
    reform = Reform.objects.create(title="Nhập xã", legal_basis="Thử", on_date=DAY)
    new = ReformUnit.objects.create(
        reform=reform, level=Level.COMMUNE, name="Xã Chung Mẫu", parent=world.tinh_mau
    )
    for commune in (world.xa_a, world.xa_b):
        ReformLink.objects.create(reform=reform, from_unit=commune, to_new=new)
    with as_actor(SYSTEM):
        apply(reform)
    return Unit.objects.get(level=Level.COMMUNE, valid__startswith=DAY)


@pytest.mark.parametrize(
    ("ends_on", "reached", "words"), [(date(2026, 3, 31), 1, "khi_do=1"), (date(2026, 12, 31), 2, "don_vi=")]
)
def test_a_target_reads_the_unit_of_its_own_days(
    world: Any, merged: Unit, counted: str, make_target: Any, ends_on: date, reached: int, words: str
) -> None:
    target = make_target(5, indicator=counted, starts_on=date(2026, 1, 1), ends_on=ends_on)
    Target.objects.filter(pk=target.pk).update(unit=merged, former_unit=world.xa_a)
    again = Target.objects.select_related("unit").get(pk=target.pk)
    for under in (None, world.tinh_mau):
        standing = standings([again], date(2026, 6, 1), under)[target.pk]
        assert standing.achieved == reached
        assert words in standing.url
    assert ("khi_do" in standing.url) is (reached == 1)
