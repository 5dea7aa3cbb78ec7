"""Disputes are recorded while a reform is applied: what was accepted is counted, once, then and now."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import Error

from conftest import build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.cases.models import Case
from hoathuan.core.windows import Window
from hoathuan.stats import api
from hoathuan.stats.api import Measure
from hoathuan.stats.cells.checking import verify
from hoathuan.teams.models import Team
from hoathuan.units.api import area_of, area_on
from hoathuan.units.changing import gate
from hoathuan.units.changing.applying import apply
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformLink, ReformUnit

DAY = date(2026, 5, 1)
WRITERS, EACH = 3, 12
DAYS = (date(2026, 2, 3), date(2026, 4, 30), date(2026, 5, 1), date(2026, 6, 2))


@pytest.mark.django_db(transaction=True)
def test_sums_close_when_disputes_are_written_while_a_reform_is_applied(race: Callable[..., Any]) -> None:
    world = build_world()
    with as_actor(SYSTEM):
        teams = [team_in(commune) for commune in (world.xa_a, world.xa_b, world.xa_c)]
        reform = merger(world)
    turn = itertools.count()

    def one() -> int:
        number = next(turn)
        return write(teams[number - 1], number) if number else change(reform)

    accepted = race(one, WRITERS + 1)
    assert all(isinstance(n, int) for n in accepted), accepted
    with as_actor(SYSTEM):
        assert Case.objects.count() == sum(accepted)
        assert verify() == []
        for then in (True, False):
            close(world, sum(accepted), then=then)


def change(reform: Reform) -> int:
    with as_actor(SYSTEM):
        apply(reform)
    return 0


def write(team: Team, number: int) -> int:
    """How many of the disputes were accepted; the gate may refuse those that looked before the reform."""
    done = 0
    for index in range(EACH):
        try:
            with as_actor(SYSTEM):
                dispute(team, DAYS[index % len(DAYS)], number * 100 + index)
        except Error as problem:
            if gate.refusal_of(problem) is None:
                raise
        else:
            done += 1
    return done


def dispute(team: Team, received: date, number: int) -> None:
    case = Case(
        team=team, book_year=2026, book_number=number, received_on=received, matter="b", field="other",
        state="received",
    )  # fmt: skip
    case.locate(area_on(team.area_id, received))
    case.save()


def team_in(commune: Any) -> Team:
    team = Team(name="Tổ 1", started_on=date(2025, 7, 1))
    team.locate(area_of(commune))
    team.save()
    return team


def merger(world: Any) -> Reform:
    reform = Reform.objects.create(title="Nhập xã", legal_basis="Thử", on_date=DAY)
    new = ReformUnit.objects.create(
        reform=reform, level=Level.COMMUNE, name="Xã Chung Mẫu", parent=world.tinh_mau
    )
    for commune in (world.xa_a, world.xa_b):
        ReformLink.objects.create(reform=reform, from_unit=commune, to_new=new)
    return reform


def close(world: Any, expected: int, *, then: bool) -> None:
    for key in ("cases.received", "cases.not_yet"):
        nation = api.table([Measure(key)], world.country, Window.year(2026), then=then)
        assert nation.total(0) == expected
        for row in nation.rows:
            grid = api.table([Measure(key)], row.unit, Window.year(2026), then=then)
            assert grid.total(0) == nation.cell(row, 0)
