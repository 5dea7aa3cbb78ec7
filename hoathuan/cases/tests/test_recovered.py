"""An administrator who hands himself a slip for a head or an officer still reads no dispute."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Person, Recovery, Seat
from hoathuan.accounts.services.recovery import confirm
from hoathuan.accounts.services.slips import issue_slips
from hoathuan.cases import services

pytestmark = pytest.mark.django_db
SECRET = "Tranh chấp lối đi chung"
PASSWORD = "bếp lửa mùa đông"


@pytest.fixture
def case(officer: Any, entry: Any) -> Any:
    actor = actor_for(officer, officer.person.user)
    with as_actor(actor):
        return services.record_ended_case(actor=actor, entry=entry())


@pytest.fixture
def intruder(world: Any, seat_of: Any) -> Any:
    """Takes an account over by a slip of his own printing; returns the browser that acts in the seat."""
    admin = seat_of("administrator", world.tinh_mau)

    def take(seat: Seat) -> Client:
        person = Person.objects.get(pk=seat.person_id)
        slip = issue_slips(people=[person], actor=actor_for(admin, admin.person.user))[0]
        browser = Client()
        browser.get(f"/quan-tri/kich-hoat/?ma={slip.code}")
        browser.post("/quan-tri/kich-hoat/mat-khau/", {"password": PASSWORD, "again": PASSWORD})
        browser.post("/quan-tri/chon-vai/", {"seat": str(seat.uuid)})
        return browser

    return take


def rows_of_content(seat: Seat) -> int:
    """Asked of the tables themselves, as the application's role."""
    fresh = Seat.objects.select_related("person__user", "unit").get(pk=seat.pk)
    with as_actor(actor_for(fresh, fresh.person.user)), connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM cases_casecontent) + (SELECT count(*) FROM cases_party)")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("who", ["head", "officer"])
def test_the_pages_say_why_the_content_is_closed_and_who_opens_it(
    who: str, case: Any, intruder: Any, request: pytest.FixtureRequest, world: Any, seat_of: Any
) -> None:
    seat = request.getfixturevalue(who)
    if who == "head":
        Seat.objects.filter(pk=seat.pk).update(unit=world.xa_a)
    assert rows_of_content(seat) > 0
    browser = intruder(seat)
    assert rows_of_content(seat) == 0
    page = f"/vu-viec/{case.uuid}/"
    told = {"head": "công chức tư pháp xã", "officer": "lãnh đạo xã"}[who]
    for address in (page, "/vu-viec/"):
        shown = browser.get(address)
        text = shown.content.decode()
        assert shown.status_code == 200
        assert told in text
        assert SECRET not in text
        assert "Lò Thị Mẫu" not in text
    for address in (f"{page}sua/", f"{page}huy/", "/vu-viec/ghi/", "/vu-viec/so/", "/vu-viec/nhap-so/"):
        assert browser.get(address).status_code in (403, 404)
        assert browser.post(address, {"summary": "x"}).status_code in (403, 404)
    assert browser.get("/").status_code == 200
    voucher = {"head": ("commune_officer", world.xa_a), "officer": ("commune_leader", world.xa_a)}[who]
    met = seat_of(*voucher)
    actor = actor_for(met, met.person.user)
    confirm(recovery=Recovery.objects.latest("id"), actor=actor)
    assert SECRET in browser.get(page).content.decode()
