"""Teams that stand in no commune of today: the pages count them, so that rows add up to the province's number."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.core.dates import today
from hoathuan.core.windows import Window
from hoathuan.stats.api import Measure, value
from hoathuan.teams.models import Team
from hoathuan.units.changing.applying import apply
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformLink, ReformUnit, Unit

from .registry import complete_team, team_in

pytestmark = pytest.mark.django_db
LABEL = "Chưa phân bổ"
COUNTED = ("teams", "incomplete", "mediators")


@pytest.fixture
def divided(world: Any) -> Team:
    """Xã An Mẫu became two communes; nobody has said yet to which its team belongs. Xã Bình Mẫu has one too."""
    team = complete_team(world.xa_a)
    team_in(world.xa_b, "Tổ hòa giải thôn 2")
    with as_actor(SYSTEM):
        apply(_division(world.xa_a, world.tinh_mau))
    team.refresh_from_db()
    assert team.now_commune is None
    return team


def _division(commune: Unit, province: Unit) -> Reform:
    reform = Reform.objects.create(title="Chia xã", legal_basis="Thử", on_date=date(2026, 3, 1))
    for name in ("Xã Một Mẫu", "Xã Hai Mẫu"):
        part = ReformUnit.objects.create(reform=reform, level=Level.COMMUNE, name=name, parent=province)
        ReformLink.objects.create(reform=reform, from_unit=commune, to_new=part)
    return reform


@pytest.fixture
def officer(world: Any, divided: Team, seat_of: Any, client_for: Any) -> Any:
    return client_for(seat_of("province_officer", world.tinh_mau))


def test_the_rows_of_the_registry_add_up_to_the_number(world: Any, officer: Any) -> None:
    page = officer.get("/to-hoa-giai/")
    rows, total = page.context["rows"], page.context["total"]
    day = Window.day(today())
    assert total["teams"] == value(Measure("teams.active"), world.tinh_mau, day) == 2
    assert total["mediators"] == value(Measure("mediators.active"), world.tinh_mau, day) == 3
    assert [getattr(rows[-1], name) for name in COUNTED] == [1, 0, 3]
    assert rows[-1].unit is None
    assert LABEL in page.content.decode()


def test_the_rows_of_the_home_page_add_up_too(world: Any, officer: Any) -> None:
    lines = officer.get("/").context["page"].object_list
    assert lines[-1].label == LABEL
    assert sum(line.values[1] for line in lines) == 2
    assert officer.get(lines[-1].urls[1]).context["number"] == lines[-1].values[1] == 1
    content = b"".join(officer.get("/theo-don-vi.xlsx").streaming_content)
    rows = [row for row in load_workbook(BytesIO(content)).active.values if isinstance(row[2], (int, float))]
    assert (rows[-1][0], sum(row[2] for row in rows)) == (LABEL, 2)


def test_without_any_there_is_no_such_row(world: Any, seat_of: Any, client_for: Any) -> None:
    complete_team(world.xa_a)
    client = client_for(seat_of("province_officer", world.tinh_mau))
    assert LABEL not in client.get("/to-hoa-giai/").content.decode()
    assert LABEL not in client.get("/").content.decode()


def test_the_nation_shows_it_under_its_province(
    world: Any, divided: Team, seat_of: Any, client_for: Any
) -> None:
    page = client_for(seat_of("ministry_viewer", world.country)).get("/to-hoa-giai/")
    assert page.context["total"]["teams"] == 2
    assert all(row.unit for row in page.context["rows"])
