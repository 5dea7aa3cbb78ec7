"""Whatever reforms do, every fact is counted somewhere, then and now, and sums close at every level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from hoathuan.core.windows import Window
from hoathuan.stats import api, registry
from hoathuan.stats.api import Kind, Measure
from hoathuan.stats.cells.checking import verify
from hoathuan.stats.cells.filling import rebuild
from hoathuan.stats.counting import cube
from hoathuan.stats.scope import Scope
from hoathuan.stats.tests import histories
from hoathuan.stats.tests.facts import CELLED, Fact
from hoathuan.units.choices import Level
from hoathuan.units.models import Area, AreaSpan, Unit

pytestmark = pytest.mark.usefixtures("counted")
QUICK: dict[str, Any] = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],  # making an example smaller takes minutes
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}
COUNTED = ("test.begun", "test.open")


@pytest.mark.django_db
@settings(max_examples=12, **QUICK)
@given(history=histories.steps, asked=st.lists(histories.windows, min_size=1, max_size=1))
def test_every_fact_is_counted_once_then_and_now_whatever_units_do(history: Any, asked: Any) -> None:
    with transaction.atomic():
        country = histories.build()
        for day in histories.live(history, after_reform=rebuild):
            event(f"reform in {day.year}")
        assert verify() == []
        for start, end in asked:
            for then in (True, False):
                close(country, Window(start, end), then)
            by_the_last_day(country, Window(start, end))
        transaction.set_rollback(True)


def close(country: Unit, window: Window, then: bool) -> None:
    """Every total is what the facts say, and what its parts and its own remainder add up to."""
    for key in COUNTED:
        expected = said_by_facts(key, window, then)
        for level, name in ((Level.PROVINCE, "children"), (Level.COMMUNE, "communes")):
            assert counts(key, country, window, name, then) == expected[level]
        if key in CELLED:
            assert counts(key, country, window, "children", then, cells=False) == expected[Level.PROVINCE]
        assert api.value(Measure(key), country, window, then=then) == sum(expected[Level.COMMUNE].values())
        for province, n in expected[Level.PROVINCE].items():
            if province is not None:
                parts_make_whole(key, Unit.objects.get(pk=province), window, then, n)
    subjects_are_counted_once(country, window, then)


def counts(
    key: str, unit: Unit, window: Window, rows: str, then: bool, *, cells: bool = True
) -> dict[Any, int]:
    item = registry.counted(key)
    found = cube(replace(item, cells=item.cells and cells), Scope(unit, then=then), window, rows)
    return {row: n for (row,), n in found.items() if n}


def by_the_last_day(country: Unit, window: Window) -> None:
    """Everything as the units stood on the last day, whenever it happened; sums and rows say the same."""
    scope = Scope(country, then=True, fixed=window.end)
    for key in COUNTED:
        expected = Counter(span_of(row.area, window.end).province_id for row, _day in dated(key, window))
        item = registry.counted(key)
        for asked in (item, replace(item, cells=False)):
            found = {row: n for (row,), n in cube(asked, scope, window, "children").items() if n}
            assert found == dict(expected)


def parts_make_whole(key: str, unit: Unit, window: Window, then: bool, expected: int) -> None:
    assert api.value(Measure(key), unit, window, then=then) == expected
    for rows in ("communes", "districts") if then else ("communes",):
        grid = api.table([Measure(key)], unit, window, rows=rows, then=then)
        assert grid.total(0) == expected
        assert sum(int(grid.cell(row, 0) or 0) for row in grid.rows) == expected
        for row in grid.rows if rows == "districts" else []:
            if row.unit:
                within = Scope(row.unit, then=True, within=unit if row.passing else None)
                assert sum(cube(registry.counted(key), within, window, "communes").values()) == grid.cell(
                    row, 0
                )


def subjects_are_counted_once(country: Unit, window: Window, then: bool) -> None:
    found: Counter[int] = Counter()
    for row in Fact.objects.filter(started_on__gte=window.start, started_on__lte=window.end):
        found[row.subject_id] += 1
    often = sum(1 for n in found.values() if n >= 2)
    grid = api.table([Measure("test.subjects")], country, window, then=then)
    assert grid.total(0) == often
    assert api.value(Measure("test.subjects"), country, window, then=then) == often


def said_by_facts(key: str, window: Window, then: bool) -> dict[int, dict[Any, int]]:
    """The same counts by another way: every fact looked at by itself."""
    found: dict[int, Counter[Any]] = {Level.PROVINCE: Counter(), Level.COMMUNE: Counter()}
    for row, day in dated(key, window):
        stood = span_of(row.area, day) if then else row
        found[Level.PROVINCE][stood.province_id if then else row.now_province_id] += 1
        found[Level.COMMUNE][stood.commune_id if then else row.now_commune_id] += 1
    return {level: dict(counter) for level, counter in found.items()}


def dated(key: str, window: Window) -> Iterator[tuple[Fact, date]]:
    item = registry.counted(key)
    for row in Fact.objects.select_related("area"):
        start, end = row.started_on, row.ended_on
        if item.kind is not Kind.STOCK and start and window.start <= start <= window.end:
            yield row, start
        stays = end is None or (end > window.end if item.facts.until else end >= window.end)
        if item.kind is Kind.STOCK and start and start <= window.end and stays:
            yield row, window.end


def span_of(area: Area, day: date) -> AreaSpan:
    spans = sorted(area.spans.all(), key=lambda span: span.valid.lower or date.min)
    return next((span for span in spans if day in span.valid), spans[0])


@pytest.mark.django_db
@settings(max_examples=8, **QUICK)
@given(history=histories.steps, place=st.integers(0, 11))
def test_a_fact_stays_in_the_commune_of_its_day_whatever_comes_later(history: Any, place: int) -> None:
    with transaction.atomic():
        country = histories.build()
        commune = histories.record(histories.FIRST, None, place, late=False).area.then_commune
        histories.live([(change, []) for change, _facts in history], after_reform=lambda: None)
        window = Window.day(histories.FIRST)
        assert counts("test.plain", country, window, "communes", then=True) == {commune.pk: 1}
        assert api.value(Measure("test.plain"), country, window) == 1
        transaction.set_rollback(True)
