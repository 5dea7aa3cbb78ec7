"""The sheet of activation slips: who may print it, for whom, and what stands on it."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from hoathuan.accounts.models import Activation, Person, Recovery, Seat
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.teams.models import Mediator
from hoathuan.teams.services.heads import appoint_head
from hoathuan.teams.services.mediators import end_mediator
from hoathuan.teams.services.teams import dissolve_team
from hoathuan.teams.tests.registry import complete_team

pytestmark = pytest.mark.django_db
PAGE = "/phieu-kich-hoat/"


@pytest.fixture
def team(world: Any) -> Any:
    return complete_team(world.xa_a)


@pytest.fixture
def officer(world: Any, seat_of: Any, client_for: Any) -> Client:
    return client_for(seat_of("commune_officer", world.xa_a))


def words(answer: Any) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_officer_prints_the_slips_of_a_team_and_a_mediator_gets_in_with_hers(
    team: Any, officer: Client
) -> None:
    answer = officer.post(PAGE, {"teams": [team.uuid]})
    assert answer["Content-Type"] == "application/pdf"
    printed = words(answer)
    assert "Người Mẫu Hai" in printed
    assert "Tổ trưởng" in printed
    codes = re.findall(r"([2-9A-HJ-NP-Z]{4}) ?- ?([2-9A-HJ-NP-Z]{4})", printed)
    assert len(codes) == 3
    names = {Activation.objects.get(user__username=n).user.username for n in ("nguoimauhai", "nguoimauba")}
    assert all(name in printed for name in names)
    opened = [Client().get(f"/quan-tri/kich-hoat/?ma={''.join(code)}", follow=True) for code in codes]
    assert any("Người Mẫu Hai" in shown.content.decode() for shown in opened)


def test_the_page_of_a_team_leads_to_its_own_slips(team: Any, officer: Client) -> None:
    assert f"{PAGE}?to={team.uuid}" in officer.get(f"/to-hoa-giai/{team.uuid}/").content.decode()
    for asked, ticked in ((team.uuid, [team.uuid]), ("khong-phai-ma", [])):
        assert officer.get(PAGE, {"to": asked}).context["form"].initial["teams"] == ticked


def test_people_of_the_team_have_their_seat_with_the_slip(team: Any, officer: Client) -> None:
    officer.post(PAGE, {"teams": [team.uuid]})
    assert sorted(Seat.objects.filter(team_id=team.pk).values_list("kind", flat=True)) == [
        "mediator",
        "mediator",
        "team_head",
    ]


def test_the_seat_follows_what_is_written_about_the_team(
    team: Any, officer: Client, seat_of: Any, actor_of: Any, world: Any
) -> None:
    officer.post(PAGE, {"teams": [team.uuid]})
    actor = actor_of(seat_of("commune_officer", world.xa_a))
    first, second, third = Mediator.objects.filter(team=team).order_by("pk")
    appoint_head(team=team, mediator=second, started_on=today(), actor=actor)
    running = Seat.objects.filter(team_id=team.pk, valid__contains=today())
    assert running.get(person=second.person).kind == "team_head"
    assert running.get(person=first.person).kind == "mediator"
    end_mediator(
        mediator=third, version=third.version, ended_on=today(), reason="wish", decision="7", actor=actor
    )
    tomorrow = today() + timedelta(days=1)
    assert not Seat.objects.filter(person=third.person, valid__contains=tomorrow).exists()
    team.refresh_from_db()
    dissolve_team(team=team, version=team.version, ended_on=today(), decision="8", actor=actor)
    assert not Seat.objects.filter(team_id=team.pk, valid__contains=tomorrow).exists()


def test_printing_again_is_asked_for_and_ends_the_former_slips(team: Any, officer: Client) -> None:
    officer.post(PAGE, {"teams": [team.uuid]})
    refused = officer.post(PAGE, {"teams": [team.uuid]})
    assert "In lại" in refused.content.decode()
    assert officer.post(PAGE, {"teams": [team.uuid], "again": "on"})["Content-Type"] == "application/pdf"
    assert Activation.objects.filter(voided_at=None).count() == 3
    assert Activation.objects.count() == 6


def test_a_sheet_that_is_refused_changes_no_seat(team: Any, officer: Client, monkeypatch: Any) -> None:
    def refuse(**_more: Any) -> None:
        raise DomainError("Không cấp được.")

    monkeypatch.setattr("hoathuan.desk.slips.issue_slips", refuse)
    assert "Không cấp được." in officer.post(PAGE, {"teams": [team.uuid]}).content.decode()
    assert not Seat.objects.filter(team_id=team.pk).exists()


def test_the_officer_gives_a_mediator_who_forgot_the_password_a_new_slip(
    team: Any, officer: Client, world: Any, seat_of: Any, client_for: Any
) -> None:
    officer.post(PAGE, {"teams": [team.uuid]})
    mediator = Mediator.objects.filter(team=team).order_by("pk")[1]
    page = f"/to-hoa-giai/hoa-giai-vien/{mediator.uuid}/"
    button = "In phiếu kích hoạt mới"
    assert button not in officer.get(page).content.decode()
    mediator.person.user.set_password("bếp lửa mùa đông")
    mediator.person.user.save()
    assert button in officer.get(page).content.decode()
    for kind, unit in (("province_officer", world.tinh_mau), ("commune_leader", world.xa_a)):
        assert button not in client_for(seat_of(kind, unit)).get(page).content.decode()
    printed = officer.post(PAGE, {"nguoi": mediator.person.uuid})
    assert printed["Content-Type"] == "application/pdf"
    assert Recovery.objects.filter(user=mediator.person.user, again=True).exists()


def test_four_people_at_the_door(world: Any, team: Any, seat_of: Any, client_for: Any) -> None:
    for kind, unit, status in (
        ("commune_officer", world.xa_a, 200),
        ("administrator", world.tinh_mau, 200),
        ("province_officer", world.tinh_mau, 403),
        ("mediator", world.xa_a, 403),
    ):
        fields = {"team_id": team.pk} if kind == "mediator" else {}
        assert client_for(seat_of(kind, unit, **fields)).get(PAGE).status_code == status
    assert "/tai-khoan/login/" in client_for(None).get(PAGE)["Location"]


def test_the_sister_commune_can_neither_see_nor_print_them(
    world: Any, team: Any, seat_of: Any, client_for: Any
) -> None:
    sister = client_for(seat_of("commune_officer", world.xa_b))
    assert team.name not in sister.get(PAGE).content.decode()
    forged = sister.post(PAGE, {"teams": [team.uuid]})
    assert forged["Content-Type"].startswith("text/html")
    assert not Activation.objects.exists()


def test_an_administrator_prints_for_a_commune_of_hers_only(
    world: Any, team: Any, seat_of: Any, client_for: Any
) -> None:
    browser = client_for(seat_of("administrator", world.tinh_mau))
    assert team.name in browser.get(f"{PAGE}?xa={world.xa_a.uuid}").content.decode()
    printed = browser.post(f"{PAGE}?xa={world.xa_a.uuid}", {"teams": [team.uuid]})
    assert printed["Content-Type"] == "application/pdf"
    for outside in (world.xa_c.uuid, "khong-phai-uuid"):
        assert browser.get(f"{PAGE}?xa={outside}").status_code == 404


def test_one_slip_for_one_person(world: Any, seat_of: Any, client_for: Any) -> None:
    browser = client_for(seat_of("administrator", world.tinh_mau))
    colleague = seat_of("province_officer", world.tinh_mau, "Người Quên Mật Khẩu")
    printed = browser.post(PAGE, {"nguoi": colleague.person.uuid})
    assert "Người Quên Mật Khẩu" in words(printed)
    stranger = seat_of("province_officer", world.tinh_khac)
    for outside in (stranger.person.uuid, "khong-phai-uuid"):
        assert browser.post(PAGE, {"nguoi": outside}).status_code == 404
    officer = client_for(seat_of("commune_officer", world.xa_a))
    assert officer.post(PAGE, {"nguoi": colleague.person.uuid}).status_code == 404


def test_the_page_costs_the_same_for_many_teams(
    world: Any, officer: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        complete_team(world.xa_a, f"Tổ hòa giải thôn {number}")
    with django_assert_max_num_queries(20):
        officer.get(PAGE)
    assert Person.objects.count() > 18
