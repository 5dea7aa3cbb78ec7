"""What the registry gives to plans, forms and home pages is what its own lists show."""

from datetime import date
from typing import Any

import pytest

from hoathuan.accounts.actor import SYSTEM
from hoathuan.core.windows import Window
from hoathuan.stats.api import Measure, value
from hoathuan.teams.api import gaps_summary, weights
from hoathuan.teams.models import Mediator
from hoathuan.teams.services.mediators import end_mediator, record_training

from .registry import complete_team, team_in

pytestmark = pytest.mark.django_db

YEAR = Window.year(2026)


@pytest.mark.parametrize("where", ["xa_a", "tinh_mau", "country"])
def test_numbers_follow_the_registry_in_every_unit(where: str, world: Any) -> None:
    unit = getattr(world, where)
    team = complete_team(world.xa_a)
    team_in(world.xa_a, "Tổ hòa giải thôn 2")
    for title in ("Lớp 1", "Lớp 2"):
        day = date(2026, 3, 3) if title == "Lớp 1" else date(2026, 4, 4)
        record_training(mediators=list(team.mediators.all()[:2]), trained_on=day, title=title, actor=SYSTEM)
    assert value(Measure("teams.active"), unit, YEAR) == 2
    assert value(Measure("teams.active", {"composition": "complete"}), unit, YEAR) == 1
    assert value(Measure("mediators.active"), unit, YEAR) == 3
    assert value(Measure("mediators.active", {"sex": "F"}), unit, YEAR) == 1
    assert value(Measure("mediators.trained"), unit, YEAR) == 2
    assert value(Measure("teams.villages"), unit, YEAR) == {"xa_a": 2, "tinh_mau": 4, "country": 6}[where]


def test_a_term_that_ended_counts_until_its_last_day(world: Any) -> None:
    team = complete_team(world.xa_a)
    woman = Mediator.objects.get(team=team, sex="F")
    end_mediator(
        mediator=woman, version=1, ended_on=date(2026, 6, 30), reason="wish", decision="1/QĐ", actor=SYSTEM
    )
    half, year = Window.half(2026, 1), Window.year(2026)
    complete = Measure("teams.active", {"composition": "complete"})
    assert [value(complete, world.xa_a, window) for window in (half, year)] == [1, 0]
    assert [value(Measure("mediators.active"), world.xa_a, window) for window in (half, year)] == [3, 2]


def test_a_home_page_learns_what_needs_a_hand(world: Any, seat_of: Any, actor_of: Any) -> None:
    complete_team(world.xa_a, villages=world.villages["Xã An Mẫu"][:1])
    team_in(world.xa_a, "Tổ hòa giải thôn 2")
    own = gaps_summary(actor_of(seat_of("commune_officer", world.xa_a)))
    assert (own.teams, own.incomplete, own.by_gap["khong-nu"], own.bare_villages) == (2, 1, 1, 1)
    sister = gaps_summary(actor_of(seat_of("commune_officer", world.xa_b)))
    assert (sister.teams, sister.incomplete, sister.bare_villages) == (0, 0, 2)


def test_a_target_is_shared_out_by_teams(world: Any) -> None:
    complete_team(world.xa_a)
    assert weights([world.xa_a, world.xa_b], date(2026, 1, 1)) == {world.xa_a.pk: 1, world.xa_b.pk: 0}
