"""A target of old days shows the numbers of the unit that it was set for; one that goes on those of today's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.core.dates import today
from hoathuan.inbox.dues.reading import lines_of
from hoathuan.plans.board import tiles
from hoathuan.plans.figures import standings
from hoathuan.plans.models import Plan, Target, Task
from hoathuan.plans.selectors import shares_of, standing_of
from hoathuan.plans.services import handing
from hoathuan.units.changing.applying import apply
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformLink, ReformUnit, Unit

DAY = date(2026, 5, 1)


@pytest.fixture
def merged(world: Any, team_in: Callable[..., Any]) -> Unit:
    for commune in (world.xa_a, world.xa_b):
        team_in(commune, "Tổ 1")
    return merge(world)


def merge(world: Any) -> Unit:
    reform = Reform.objects.create(title="Nhập xã", legal_basis="Thử", on_date=DAY)
    new = ReformUnit.objects.create(
        reform=reform, level=Level.COMMUNE, name="Xã Chung Mẫu", parent=world.tinh_mau
    )
    for commune in (world.xa_a, world.xa_b):
        ReformLink.objects.create(reform=reform, from_unit=commune, to_new=new)
    with as_actor(SYSTEM):
        apply(reform)
    return Unit.objects.get(level=Level.COMMUNE, valid__startswith=DAY)


def end(commune: Unit) -> None:
    """The commune ends, and nobody has said into what."""
    reform = Reform.objects.create(title="Giải thể xã", legal_basis="Thử", on_date=DAY)
    ReformLink.objects.create(reform=reform, from_unit=commune)
    with as_actor(SYSTEM):
        apply(reform)


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


@pytest.mark.parametrize("ends_on", [date(2026, 3, 31), date(2026, 12, 31)])
@pytest.mark.parametrize("kind", ["counted", "founded"])
def test_a_target_of_a_unit_that_ended_reads_what_the_unit_had(
    world: Any, make_target: Any, team_in: Any, request: Any, kind: str, ends_on: date
) -> None:
    """Beyond the unit's last day nothing of it is left to count."""
    key = request.getfixturevalue(kind)
    team_in(world.xa_a, "Tổ 1")
    target = make_target(5, indicator=key, starts_on=date(2025, 7, 1), ends_on=ends_on)
    Target.objects.filter(pk=target.pk).update(unit=world.xa_a)
    end(world.xa_a)
    again = Target.objects.select_related("unit").get(pk=target.pk)
    for under in (None, world.tinh_mau, world.tinh_khac):
        standing = standings([again], date(2026, 6, 1), under)[target.pk]
        assert standing.achieved == 1
        assert "khi_do=1" in standing.url
        assert f"den={min(ends_on, date(2026, 4, 30))}" in standing.url


@pytest.mark.parametrize("kind", ["counted", "founded"])
def test_the_table_of_old_days_adds_up_after_a_reform(
    office: Any,
    actor_of: Any,
    make_target: Any,
    team_in: Any,
    request: Any,
    django_assert_max_num_queries: Any,
    kind: str,
) -> None:
    world, days = office.world, {"starts_on": date(2025, 7, 1), "ends_on": date(2026, 3, 31)}
    for commune, name in ((world.xa_a, "Tổ 1"), (world.xa_b, "Tổ 1"), (world.xa_b, "Tổ 2")):
        team_in(commune, name)
    target = make_target(5, indicator=request.getfixturevalue(kind), **days)
    shares = {world.xa_a.pk: Decimal(2), world.xa_b.pk: Decimal(3)}
    handing.hand_down(target=target, shares=shares, version=target.version, actor=actor_of(office.officer))
    Plan.objects.update(year=2025)  # a year that is over does not go on with the new commune
    merge(world)
    target = Target.objects.select_related("unit").get(pk=target.pk)
    with django_assert_max_num_queries(5):
        rows = shares_of(target, date(2026, 6, 1))
    assert {row.target.unit.name: row.achieved for row in rows} == {"Xã An Mẫu": 1, "Xã Bình Mẫu": 2}
    assert sum(row.achieved or 0 for row in rows) == standing_of(target, date(2026, 6, 1)).achieved
    elsewhere, cost = [row.target for row in rows], []
    for some in (elsewhere[:1], elsewhere):
        with CaptureQueriesContext(connection) as asked:
            found = standings(some, date(2026, 6, 1), world.tinh_khac)
        cost.append(len(asked))
    assert sorted(row.achieved or 0 for row in found.values()) == [1, 2]
    assert cost[0] == cost[1]


def test_plans_of_one_name_say_whose_they_were(
    office: Any, actor_of: Any, seat_of: Any, client_for: Any, make_target: Any
) -> None:
    world = office.world
    target = make_target(100, is_share=False)
    Task.objects.filter(pk=target.task_id).update(due_on=today())
    new = merge(world)
    Plan.objects.filter(pk=target.task.plan_id).update(unit=new, former_unit=world.xa_a)
    Target.objects.filter(pk=target.pk).update(unit=new, former_unit=world.xa_a)
    seat = seat_of("commune_officer", new)
    words = "của Xã An Mẫu trước khi nhập"
    assert [line.due.note for line in lines_of(actor_of(seat), only=["plans.task"])] == [
        f"73/KH-STP · {words}"
    ]
    assert [tile.plan for tile in tiles(actor_of(seat))] == [f"73/KH-STP · {words}"]
    assert words in client_for(seat).get(reverse("plans:list")).content.decode()
