"""A person with several seats says in which one she works."""

from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.accounts.models import Seat
from hoathuan.core.dates import today

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/chon-vai/"


@pytest.fixture
def two(world: Any, seat_of: Any, settings: Any) -> tuple[Seat, Seat]:
    settings.HT_REQUIRE_SECOND_FACTOR = False
    first = seat_of("province_officer", world.tinh_mau)
    second = Seat.objects.create(
        person=first.person, kind="administrator", unit=world.tinh_mau, valid=DateRange(today(), None)
    )
    return first, second


def test_who_holds_two_seats_is_asked_and_then_acts_in_the_chosen_one(
    two: tuple[Seat, Seat], client: Any
) -> None:
    client.force_login(two[0].person.user)
    assert client.get("/quan-tri/")["Location"] == PAGE
    assert client.post(PAGE, {"seat": two[1].uuid})["Location"] == "/"
    assert client.get("/quan-tri/").status_code == 200
    client.post(PAGE, {"seat": two[0].uuid})
    assert client.get("/quan-tri/").status_code == 403


def test_somebody_elses_seat_and_nonsense_are_refused(
    world: Any, two: tuple[Seat, Seat], seat_of: Any, client: Any
) -> None:
    client.force_login(two[0].person.user)
    foreign = seat_of("administrator", world.tinh_mau)
    for forged in (foreign.uuid, "khong-phai-uuid", ""):
        answer = client.post(PAGE, {"seat": forged}, follow=True)
        assert "không còn hiệu lực" in answer.content.decode()
        assert client.get("/quan-tri/")["Location"] == PAGE


def test_a_seat_forged_into_the_session_gives_nothing(
    world: Any, two: tuple[Seat, Seat], seat_of: Any, client: Any
) -> None:
    client.force_login(two[0].person.user)
    session = client.session
    session["seat"] = str(seat_of("administrator", world.tinh_mau).uuid)
    session.save()
    assert client.get("/quan-tri/")["Location"] == PAGE


def test_a_seat_whose_term_ended_is_not_offered_and_has_no_rights(
    two: tuple[Seat, Seat], client_for: Any
) -> None:
    browser = client_for(two[1])
    assert browser.get("/quan-tri/").status_code == 200
    Seat.objects.filter(pk=two[1].pk).update(valid=DateRange(None, today()))
    assert browser.get("/quan-tri/").status_code == 403
    assert "Quản trị</strong>" not in browser.get(PAGE).content.decode()


def test_without_a_seat_the_page_says_whom_to_ask(world: Any, seat_of: Any, client: Any) -> None:
    seat = seat_of("mediator", world.xa_a, team_id=1)
    Seat.objects.all().delete()
    client.force_login(seat.person.user)
    assert "chưa có vai nào" in client.get(PAGE).content.decode()


def test_the_way_back_never_leads_to_another_site(two: tuple[Seat, Seat], client: Any) -> None:
    client.force_login(two[0].person.user)
    sent = {"seat": two[0].uuid, "next": "https://noi-khac.example/"}
    assert client.post(PAGE, sent)["Location"] == "/"
    assert client.post(PAGE, sent | {"next": "/to-hoa-giai/"})["Location"] == "/to-hoa-giai/"
