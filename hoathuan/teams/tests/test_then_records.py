"""After a merger: records as then name the commune of their day, and teams of one name are told apart."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from openpyxl import load_workbook

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.core.windows import Window
from hoathuan.stats.api import Measure, all_indicators, drill_url
from hoathuan.teams.models import MediatorTraining
from hoathuan.units.changing.applying import apply
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformLink, ReformUnit, Unit

from .registry import mediator_in, team_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
BEFORE, AFTER = Window.day(date(2026, 2, 1)), Window.day(date(2026, 4, 1))
TEAM = "Tổ hòa giải thôn 1"
NAMED = {f"{TEAM} (xã cũ: Xã An Mẫu)", f"{TEAM} (xã cũ: Xã Bình Mẫu)"}


@pytest.fixture
def merged(world: Any) -> Unit:
    """Xã An Mẫu and Xã Bình Mẫu, each with a team of one name and a mediator trained in February."""
    for commune in (world.xa_a, world.xa_b):
        mediator = mediator_in(team_in(commune, TEAM), "Người Mẫu Một", birth_year=1960)
        training = MediatorTraining(mediator=mediator, trained_on=BEFORE.start)
        training.locate(mediator.area)
        training.save()
    reform = Reform.objects.create(title="Nhập xã", legal_basis="Thử", on_date=DAY)
    made = ReformUnit.objects.create(
        reform=reform, level=Level.COMMUNE, name="Xã Chung Mẫu", parent=world.tinh_mau
    )
    for commune in (world.xa_a, world.xa_b):
        ReformLink.objects.create(reform=reform, from_unit=commune, to_new=made)
    with as_actor(SYSTEM):
        apply(reform)
    return Unit.objects.get(level=Level.COMMUNE, valid__startswith=DAY)


@pytest.fixture
def officer(world: Any, merged: Unit, seat_of: Any, client_for: Any) -> Any:
    return client_for(seat_of("province_officer", world.tinh_mau))


def column(page: HttpResponse, label: str) -> list[Any]:
    rows = page.context["rows"]  # type: ignore[attr-defined]
    return sorted(value for row in rows for name, value, _kind in row["cells"] if str(name) == label)


@pytest.mark.parametrize("key", ["teams.active", "mediators.active", "mediators.trained"])
def test_records_of_then_name_the_commune_of_then(world: Any, officer: Any, key: str) -> None:
    url = drill_url(Measure(key), world.tinh_mau, BEFORE, then=True)
    assert column(officer.get(url), "Xã, phường") == ["Xã An Mẫu", "Xã Bình Mẫu"]
    content = b"".join(officer.get(url.replace("?", "xlsx/?")).streaming_content)
    words = {value for row in load_workbook(BytesIO(content)).active.values for value in row}
    assert {"Xã An Mẫu", "Xã Bình Mẫu"} <= words
    assert "Xã Chung Mẫu" not in words
    now = drill_url(Measure(key), world.tinh_mau, BEFORE)
    assert column(officer.get(now), "Xã, phường") == ["Xã Chung Mẫu"] * 2


def test_a_stock_names_the_commune_of_its_last_day(world: Any, officer: Any) -> None:
    url = drill_url(Measure("teams.active"), world.tinh_mau, AFTER, then=True)
    assert column(officer.get(url), "Xã, phường") == ["Xã Chung Mẫu"] * 2


def test_the_list_of_every_number_opens_as_then(
    world: Any, officer: Any, seat_of: Any, client_for: Any
) -> None:
    nation = client_for(seat_of("ministry_viewer", world.country))
    for item in all_indicators():
        for client, unit in ((officer, world.tinh_mau), (officer, world.xa_a), (nation, world.country)):
            url = drill_url(Measure(item.key), unit, BEFORE, then=True)
            assert client.get(url).status_code == 200, url


def test_teams_of_one_name_are_told_apart(merged: Unit, seat_of: Any, client_for: Any) -> None:
    own = client_for(seat_of("commune_officer", merged))
    assert {line.label for line in own.get("/").context["page"].object_list} == NAMED
    page = own.get(drill_url(Measure("teams.active"), merged, AFTER))
    assert {part.label for part in page.context["by_row"].parts} == NAMED
    assert set(column(page, "Tổ hòa giải")) == NAMED
    one = own.get(page.context["by_row"].parts[0].url)
    assert any(name in str(one.context["facts"][0].value) for name in NAMED)
