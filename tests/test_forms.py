"""Whatever happened in whatever order: the result form always closes, and every level adds up to the one above."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.cases.models import Case
from hoathuan.core.windows import Window
from hoathuan.reports.checking import check
from hoathuan.reports.selectors import newest_form
from hoathuan.reports.services import fill, load_forms
from hoathuan.teams.models import Team
from hoathuan.units.api import area_of

FIRST = date(2026, 1, 1)
days = st.integers(0, 60)
# how long until it was assigned and until it left the team; how it left
disputes = st.lists(
    st.tuples(
        st.integers(0, 2),
        days,
        st.none() | st.integers(0, 20),
        st.none() | st.integers(0, 20),
        st.sampled_from(["successful", "unsuccessful", "referred"]),
        st.sampled_from(["a", "b", "c", "d", "dd", "e", "g"]),
    ),
    max_size=12,
)


@pytest.fixture
def teams(world: Any) -> list[Team]:
    load_forms()
    made = []
    for commune in (world.xa_a, world.xa_b, world.xa_c):
        team = Team(name="Tổ 1", started_on=date(2025, 7, 1))
        team.locate(area_of(commune))
        team.save()
        made.append(team)
    return made


def record(team: Team, number: int, dispute: tuple[Any, ...]) -> Case:
    _team, received, assigned, closed, how, matter = dispute
    begun = FIRST + timedelta(days=received)
    taken = None if assigned is None else begun + timedelta(days=assigned)
    left = None if closed is None else (taken or begun) + timedelta(days=closed)
    ended = left if how != "referred" else None
    case = Case(
        team=team, book_year=2026, book_number=number, received_on=begun, matter=matter, field="other",
        assigned_on=taken, closed_on=left, ended_on=ended, referred_on=left if how == "referred" else None,
        outcome=how if ended else "",
        ending={"successful": "agreement", "unsuccessful": "party"}[how] if ended else "",
        state="ended" if ended else "referred" if left else "assigned" if taken else "received",
    )  # fmt: skip
    for name in ("area_id", "now_province_id", "now_commune_id"):
        setattr(case, name, getattr(team, name))
    return case


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(disputes=disputes, start=days, length=days)
def test_the_result_form_always_closes_and_levels_add_up(
    world: Any, teams: list[Team], disputes: list[tuple[Any, ...]], start: int, length: int
) -> None:
    definition = newest_form("20-2013-bieu-12").form
    first = FIRST + timedelta(days=start)
    window = Window(first, first + timedelta(days=length))
    with as_actor(SYSTEM):
        Case.objects.all().delete()
        Case.objects.bulk_create([record(teams[one[0]], n, one) for n, one in enumerate(disputes, 1)])
        units = (world.country, world.tinh_mau, world.tinh_khac, world.xa_a, world.xa_b, world.xa_c)
        forms = {unit.pk: fill(definition, unit, window) for unit in units}
    for form in forms.values():
        assert [result.name for result in check(form) if not result.ok] == []
    for above in (world.country, world.tinh_mau):
        for row in forms[above.pk].rows:
            if row.spec.kind == "each":
                assert row.values == forms[row.unit.pk].total.values
    carried = forms[world.country.pk].carried
    assert carried == sum(
        one[1] < start and (closes(one) is None or closes(one) >= start) for one in disputes
    )


def closes(dispute: tuple[Any, ...]) -> int | None:
    """The day, counted from FIRST, on which it left the team."""
    _team, received, assigned, closed, _how, _matter = dispute
    return None if closed is None else received + (assigned or 0) + closed


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(disputes=disputes)
def test_what_is_open_at_the_end_of_a_half_is_carried_into_the_next(
    world: Any, teams: list[Team], disputes: list[tuple[Any, ...]]
) -> None:
    definition = newest_form("20-2013-bieu-12").form
    with as_actor(SYSTEM):
        Case.objects.all().delete()
        Case.objects.bulk_create([record(teams[one[0]], n, one) for n, one in enumerate(disputes, 1)])
        before = fill(definition, world.tinh_mau, Window.month(2026, 1))
        after = fill(definition, world.tinh_mau, Window.month(2026, 2))
    assert after.carried == before.total.values["10"] + before.total.values["11"]
