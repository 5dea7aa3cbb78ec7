"""The demo of two districts of Thanh Hóa: it lives through the reform, and what was counted stays counted."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from hoathuan.accounts.models import Seat
from hoathuan.cases.models import Case
from hoathuan.core.dates import today
from hoathuan.core.migrating import as_owner
from hoathuan.core.windows import Window
from hoathuan.demo.story import Story
from hoathuan.documents.models import Paper
from hoathuan.norms import api as norms
from hoathuan.norms.models import CalendarException
from hoathuan.plans.models import Plan
from hoathuan.stats import api
from hoathuan.stats.api import Measure
from hoathuan.stats.cells.checking import verify
from hoathuan.teams.models import Mediator, Team
from hoathuan.units.changing.deciding import undecided
from hoathuan.units.choices import Level
from hoathuan.units.facts import REFORM_DAY, Facts
from hoathuan.units.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
PROVINCE = 38
DISTRICTS = ("Huyện Như Thanh", "Huyện Thường Xuân")
TEAMS, MEDIATORS, DISPUTES = 160, 900, 400


def two_districts() -> Facts:
    """The real units of two districts, before and after, under their province."""
    whole = Facts()
    held = {
        row.code for row in whole.before.values() if row.level == Level.DISTRICT and row.name in DISTRICTS
    }
    before = {
        key: row
        for key, row in whole.before.items()
        if key == (Level.PROVINCE, PROVINCE)
        or (row.level == Level.DISTRICT and row.code in held)
        or (row.level == Level.COMMUNE and row.parent in held)
    }
    into = {target for key in before if key[0] == Level.COMMUNE for target in whole.targets.get(key, [])}
    after = {key: row for key, row in whole.after.items() if key in into or key == (Level.PROVINCE, PROVINCE)}
    return Facts(before, after)


@pytest.fixture
def told(settings: Any, tmp_path: Path) -> list[str]:
    settings.MEDIA_ROOT = tmp_path / "media"
    said: list[str] = []
    with as_owner(), transaction.atomic():
        Story(two_districts(), PROVINCE, today(), said.append).run(TEAMS, MEDIATORS, DISPUTES)
    return said


def test_the_demo_passes_the_reform_with_everything_that_was_open(told: list[str]) -> None:
    assert any("before and after it alike" in line for line in told)
    province = Unit.objects.get(level=Level.PROVINCE, code=PROVINCE)
    assert not Unit.objects.filter(level=Level.DISTRICT, valid__contains=REFORM_DAY).exists()
    _every_row_is_counted(province)
    _what_the_law_module_shows(province)
    _who_sat_in_a_commune_sits_in_its_successor()
    assert sorted(Paper.objects.values_list("state", flat=True)) == [
        "draft", "issued", "issued", "signed", "voided",
    ]  # fmt: skip
    waiting = undecided(province)
    assert any(len(one.villages) == 1 for one in waiting), "of one commune only one village waits"
    assert Case.objects.filter(received_on__lt=REFORM_DAY, closed_on__gte=REFORM_DAY).exists()
    assert dict(Plan.objects.filter(body=None).values_list("year", "state").distinct()) == {
        2024: "closed", 2025: "closed", today().year: "issued",
    }  # fmt: skip


def _what_the_law_module_shows(province: Unit) -> None:
    """The council's own rates beside the circular's, a day off of the province, disputes due and late."""
    rates = norms.values(["mediation.pay_successful", "leaflet.piece", "leaflet.skit"], unit=province)
    assert [value.unit == province for value in rates.values()].count(True) == 2
    assert all(value.confirmed for value in rates.values())
    day = CalendarException.objects.get(unit=province).day
    assert not norms.calendar_of(province).works(day)
    begin = Case.objects.filter(state="assigned", started_on=None, closed_on=None).values_list(
        "start_by", flat=True
    )
    assert min(begin) < today() < max(begin)


def _every_row_is_counted(province: Unit) -> None:
    """Communes of today and what is not allocated make the province; sums are those of the rows."""
    with as_owner():
        assert verify() == []
    window = Window(date(2024, 1, 1), today())
    measures = [Measure("cases.received"), Measure("teams.active"), Measure("mediators.active")]
    for then in (False, True):
        grid: Any = api.table(measures, province, window, then=then)
        for column in range(2):
            assert sum(grid.cell(row, column) for row in grid.rows) == grid.total(column)
    now = api.table(measures, province, window)
    assert (now.total(0), now.total(1)) == (DISPUTES, TEAMS)
    assert now.total(2) == Mediator.objects.filter(ended_on=None).count()
    assert Team.objects.filter(now_commune=None).exists()


def _who_sat_in_a_commune_sits_in_its_successor() -> None:
    serving = Seat.objects.filter(kind="commune_officer", stopped_at=None, valid__contains=today())
    assert serving.exists()
    assert not serving.exclude(unit__valid__contains=today()).exists()
    shown = Seat.objects.filter(person__user__username__in=["tuphapxa", "totruong", "hoagiaivien"])
    assert shown.filter(stopped_at=None, valid__contains=today()).count() == 3
