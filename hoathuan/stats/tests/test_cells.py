"""Sums above the province always say what a recount of the facts says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoathuan.core.windows import Window
from hoathuan.stats import api, registry
from hoathuan.stats.api import Measure
from hoathuan.stats.cells.checking import verify
from hoathuan.stats.cells.filling import rebuild
from hoathuan.stats.cells.folding import fold
from hoathuan.stats.counting import cube
from hoathuan.stats.kinds import Indicator
from hoathuan.stats.models import Cell, Delta
from hoathuan.stats.scope import Scope
from hoathuan.stats.tests.facts import CELLED, Fact, fact
from hoathuan.units.models import Unit
from hoathuan.units.selectors import area_of

pytestmark = pytest.mark.usefixtures("counted")
FIRST = date(2025, 11, 1)
day = st.integers(0, 460).map(lambda n: FIRST + timedelta(days=n))
maybe_day = st.none() | day
colour = st.sampled_from(["red", "blue", ""])


def recount(key: str, window: Window, by_province: bool) -> dict[tuple[Any, ...], int]:
    """The same question, asked of the rows."""
    counts = asked(replace(registry.counted(key), cells=False), window, by_province)
    return {key: n for key, n in counts.items() if n}


def held(key: str, window: Window, by_province: bool) -> dict[tuple[Any, ...], int]:
    return asked(registry.counted(key), window, by_province)


def asked(item: Indicator, window: Window, by_province: bool) -> dict[tuple[Any, ...], int]:
    nation = Scope(Unit.objects.get(level=0))
    return cube(item, nation, window, "children" if by_province else "self", ("colour", "size"))


def do(step: tuple[Any, ...], communes: list[Any]) -> None:
    verb, *given_ = step
    if verb == "add":
        where, start, end, of, large = given_
        fact(communes[where], start, end, colour=of, large=large)
    elif verb == "fold":
        fold()
    elif verb == "rebuild":
        rebuild()
    elif (victim := Fact.objects.order_by("id")[given_[0] : given_[0] + 1].first()) is not None:
        change(victim, verb, given_, communes)


def change(victim: Fact, verb: str, given_: list[Any], communes: list[Any]) -> None:
    if verb == "delete":
        victim.delete()
    elif verb == "date":
        Fact.objects.filter(pk=victim.pk).update(started_on=given_[1], ended_on=given_[2])
    elif verb == "move":
        victim.locate(area_of(communes[given_[1]]))
        victim.save()
    else:
        Fact.objects.filter(started_on__gte=victim.started_on or FIRST).update(colour=given_[1])


which = st.integers(0, 5)
place = st.integers(0, 2)
usual_day = st.one_of(day, day, day, maybe_day)
adding = st.tuples(st.just("add"), place, usual_day, maybe_day, colour, st.booleans())
changing = st.one_of(
    adding,
    st.tuples(st.just("delete"), which),
    st.tuples(st.just("date"), which, usual_day, maybe_day),
    st.tuples(st.just("move"), which, place),
    st.tuples(st.just("colour"), which, colour),
    st.tuples(st.sampled_from(["fold", "fold", "rebuild"])),
)
histories = st.builds(
    lambda first, more: [*first, *more],
    st.lists(adding, min_size=3, max_size=6),
    st.lists(changing, min_size=3, max_size=12),
)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories, edges=st.lists(st.tuples(day, day), min_size=1, max_size=4))
def test_whatever_is_written_the_sums_equal_a_recount(
    world: Any, history: list[tuple[Any, ...]], edges: list[tuple[date, date]]
) -> None:
    with transaction.atomic():
        for step in history:
            do(step, [world.xa_a, world.xa_b, world.xa_c])
        for one, other in edges:
            window = Window(min(one, other), max(one, other))
            for key in CELLED:
                assert held(key, window, False) == recount(key, window, False)
                assert held(key, window, True) == recount(key, window, True)
        assert verify() == []
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_number_read_after_a_write_includes_it_before_and_after_the_fold(world: Any) -> None:
    fact(world.xa_a, date(2026, 2, 3))
    assert api.value(Measure("test.begun"), world.country, Window.year(2026)) == 1
    assert Delta.objects.exists()
    assert fold() > 0
    assert not Delta.objects.exists()
    assert api.value(Measure("test.begun"), world.country, Window.year(2026)) == 1
    assert fold() == 0


@pytest.mark.django_db
def test_a_change_that_changes_no_count_writes_nothing(world: Any) -> None:
    fact(world.xa_a, date(2026, 2, 3))
    fold()
    Fact.objects.update(subject_id=5)
    assert not Delta.objects.exists()


@pytest.mark.django_db
def test_rows_written_in_bulk_and_by_plain_sql_are_counted(world: Any) -> None:
    made = []
    for _index in range(20):
        one = Fact(started_on=date(2026, 1, 5))
        one.locate(area_of(world.xa_c))
        made.append(one)
    Fact.objects.bulk_create(made)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE stats_tests_fact SET colour = 'red' WHERE id % 2 = 0")
        cursor.execute("DELETE FROM stats_tests_fact WHERE id = %s", [made[0].pk])
    assert api.value(Measure("test.begun"), world.country, Window.year(2026)) == 19
    assert verify() == []


@pytest.mark.django_db
def test_a_wrong_sum_is_found_and_named_and_mended(world: Any, capsys: Any) -> None:
    fact(world.xa_a, date(2026, 2, 3), colour="red")
    fold()
    Cell.objects.filter(indicator="test.begun", grain="nm").update(n=9)
    with pytest.raises(CommandError, match="stats_rebuild"):
        call_command("stats_verify")
    assert "test.begun nm zone 0 01/02/2026 red/small/-: facts 1, sums 9" in capsys.readouterr().out
    call_command("stats_rebuild")
    call_command("stats_verify")
    call_command("stats_fold")
    assert "equals its facts" in capsys.readouterr().out
