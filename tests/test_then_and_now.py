"""Forms and lists by the units of then and of now, after two communes became one on 01/05/2026."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Person
from hoathuan.cases.models import Case
from hoathuan.reports.services import load_forms
from hoathuan.teams.models import Mediator, Team
from hoathuan.units.api import area_of, area_on
from hoathuan.units.changing.applying import apply
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformLink, ReformUnit, Unit

DAY = date(2026, 5, 1)
FORM = "20-2013-bieu-12"


@pytest.fixture
def merged(world: Any) -> Unit:
    """A team with a mediator and a dispute of February in each commune; one more dispute after the merger."""
    load_forms()
    with as_actor(SYSTEM):
        teams = [team_in(commune) for commune in (world.xa_a, world.xa_b)]
        for team in teams:
            dispute(team, date(2026, 2, 3))
        apply(merger(world))
        made = Unit.objects.get(level=Level.COMMUNE, valid__startswith=DAY)
        dispute(teams[0], date(2026, 6, 1))
    return made


def team_in(commune: Unit) -> Team:
    team = Team(name=f"Tổ {commune.name}", started_on=date(2025, 7, 1))
    team.locate(area_of(commune))
    team.save()
    person = Person.objects.create(full_name=f"Lò Thị {commune.name}")
    mediator = Mediator(
        person=person, team=team, started_on=date(2025, 7, 1), sort=person.sort, folded=person.folded
    )
    mediator.locate(team.area)
    mediator.save()
    return team


def dispute(team: Team, received: date) -> None:
    number = Case.objects.filter(team=team).count() + 1
    case = Case(
        team=team, book_year=2026, book_number=number, received_on=received, matter="b", field="other",
        state="received",
    )  # fmt: skip
    case.locate(area_on(team.area, received))
    case.save()


def merger(world: Any) -> Reform:
    reform = Reform.objects.create(title="Nhập xã", legal_basis="Thử", on_date=DAY)
    new = ReformUnit.objects.create(
        reform=reform, level=Level.COMMUNE, name="Xã Chung Mẫu", parent=world.tinh_mau
    )
    for commune in (world.xa_a, world.xa_b):
        ReformLink.objects.create(reform=reform, from_unit=commune, to_new=new)
    return reform


@pytest.fixture
def people(world: Any, merged: Unit, seat_of: Any, client_for: Any) -> dict[str, Any]:
    return {
        "own": client_for(seat_of("commune_officer", merged)),
        "parent": client_for(seat_of("province_officer", world.tinh_mau)),
        "sister": client_for(seat_of("commune_officer", world.xa_c)),
        "other": client_for(seat_of("province_officer", world.tinh_khac)),
        "nobody": client_for(None),
    }


def form(client: Any, page: str, **query: Any) -> Any:
    return client.get(reverse(f"reports:{page}", args=[FORM]), {"ky": "nam", "nam": "2026", **query})


def labels(response: Any) -> list[str]:
    return [row.label for row in response.context["filled"].rows]


def received(response: Any) -> dict[str, Any]:
    return {row.label: row.cells[0].value for row in response.context["filled"].rows if row.cells}


@pytest.mark.parametrize("page", ["form", "xlsx", "pdf"])
def test_a_form_of_a_former_unit_has_the_same_four_people(
    world: Any, people: dict[str, Any], page: str
) -> None:
    expected = {"own": 200, "parent": 200, "sister": 404, "other": 404, "nobody": 302}
    for who, status in expected.items():
        assert form(people[who], page, don_vi=world.xa_a.uuid).status_code == status


def test_a_form_counts_by_the_units_of_the_last_day_unless_then_is_asked(
    world: Any, people: dict[str, Any]
) -> None:
    usual = form(people["parent"], "form", don_vi=world.tinh_mau.uuid)
    assert "Xã Chung Mẫu" in labels(usual)
    assert "theo đơn vị hành chính ngày 31/12/2026" in usual.content.decode()
    then = form(people["parent"], "form", don_vi=world.tinh_mau.uuid, khi_do="1")
    assert "Xã An Mẫu (đến 30/04/2026)" in labels(then)
    assert "theo đơn vị hành chính tại thời điểm phát sinh" in then.content.decode()
    total = next(row for row in usual.context["filled"].rows if row.spec.kind == "total")
    other = next(row for row in then.context["filled"].rows if row.spec.kind == "total")
    assert [cell.value for cell in total.cells] == [cell.value for cell in other.cells]


def test_a_form_of_a_period_before_the_reform_shows_its_own_units(world: Any, people: dict[str, Any]) -> None:
    days = {"ky": "ngay", "tu": "01/01/2026", "den": "31/03/2026", "don_vi": world.tinh_mau.uuid}
    usual = form(people["parent"], "form", **days)
    assert {"Xã An Mẫu", "Xã Bình Mẫu"} <= set(labels(usual))
    now = form(people["parent"], "form", **days, khi_do="nay")
    assert "Xã Chung Mẫu" in labels(now)
    assert "Xã An Mẫu" not in labels(now)
    cell = next(row for row in usual.context["filled"].rows if row.label == "Xã An Mẫu").cells[0]
    for part in cell.parts:
        assert people["parent"].get(part.url).context["number"] == part.value


def test_a_form_of_a_period_before_the_unit_says_why_it_is_empty(
    merged: Unit, people: dict[str, Any]
) -> None:
    days = {"ky": "ngay", "tu": "01/01/2026", "den": "31/03/2026", "don_vi": merged.uuid}
    for asked, said in (("", True), ("1", True), ("nay", False)):
        page = form(people["own"], "form", **days, khi_do=asked).content.decode()
        assert ("Xã Chung Mẫu có từ ngày 01/05/2026" in page) is said


def test_the_head_of_the_workbook_says_by_which_units(world: Any, people: dict[str, Any]) -> None:
    answer = form(people["parent"], "xlsx", don_vi=world.tinh_mau.uuid, khi_do="1")
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    words = [cell.value for row in sheet.iter_rows(max_row=4) for cell in row if cell.value]
    assert any("tại thời điểm phát sinh" in str(word) for word in words)


def test_disputes_are_found_by_the_commune_of_their_day(world: Any, people: dict[str, Any]) -> None:
    asked = {"khi_do": "1", "xa": world.xa_a.uuid}
    for who in ("own", "parent"):
        page = people[who].get(reverse("cases:list"), asked)
        assert [case.received_on for case in page.context["page"].rows] == [date(2026, 2, 3)]
        assert "Xã An Mẫu" in page.content.decode()
    for who in ("sister", "other"):
        assert not people[who].get(reverse("cases:list"), asked).context["page"].rows
    assert people["nobody"].get(reverse("cases:list"), asked).status_code == 302
    everything = people["parent"].get(reverse("cases:list"), {"khi_do": "1"})
    assert len(everything.context["page"].rows) == 3
    assert "Đơn vị cũ" in everything.content.decode()


@pytest.mark.parametrize("name", ["teams:list", "teams:mediators"])
def test_teams_and_mediators_are_found_by_a_former_unit(
    world: Any, people: dict[str, Any], name: str
) -> None:
    asked = {"khi_do": "1", "xa": world.xa_b.uuid}
    for who in ("own", "parent"):
        page = people[who].get(reverse(name), asked)
        (row,) = page.context["page"].rows
        assert row.stood_in == "Xã Bình Mẫu"
        assert "Xã Bình Mẫu" in page.content.decode()
    for who in ("sister", "other"):
        assert not people[who].get(reverse(name), asked).context["page"].rows
    assert people["nobody"].get(reverse(name), asked).status_code == 302


def test_nothing_is_offered_where_units_never_changed(world: Any, seat_of: Any, client_for: Any) -> None:
    officer = client_for(seat_of("province_officer", world.tinh_mau))
    for name in ("cases:list", "teams:list", "teams:mediators"):
        assert "khi_do" not in officer.get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", ["cases:export", "teams:list-xlsx", "teams:mediators-xlsx"])
def test_a_workbook_of_then_names_the_commune_of_then(people: dict[str, Any], name: str) -> None:
    answer = people["parent"].get(reverse(name), {"khi_do": "1"})
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"Xã An Mẫu", "Xã Bình Mẫu"} <= words
