"""The way of a villager from the printed slip to her page, in a real browser of 360 pixels."""

from collections.abc import Callable
from typing import Any

import pytest

from conftest import build_world
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Person, Seat
from hoathuan.accounts.services.slips import issue_slips
from tests.plugins.browser import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "bếp lửa mùa đông"
BUTTON = "main button[type=submit]"


@pytest.fixture
def looked_at(axe: Callable[[Any], list[str]]) -> Callable[[Any], None]:
    """Nothing to scroll sideways, nothing for axe to find."""

    def look(page: Any) -> None:
        assert overflow(page) <= 0
        assert (page.url, axe(page)) == (page.url, [])

    return look


def test_from_the_slip_to_the_choice_of_a_role(
    seat_of: Any, live_server: Any, open_page: Any, looked_at: Any
) -> None:
    world = build_world()
    seat = seat_of("mediator", world.xa_a, "Lò Thị Mẫu", team_id=None)
    Seat.objects.create(person=seat.person, kind="mediator", unit=world.xa_a, team_id=7, valid=seat.valid)
    Person.objects.filter(pk=seat.person_id).update(user=None)
    officer = seat_of("commune_officer", world.xa_a)
    person = Person.objects.get(pk=seat.person_id)
    slip = issue_slips(people=[person], actor=actor_for(officer, officer.person.user))[0]

    page = open_page(width=360)
    page.goto(f"{live_server.url}/tai-khoan/login/")
    looked_at(page)
    page.click("text=tôi có phiếu kích hoạt")
    looked_at(page)
    page.fill("[name=username]", slip.username)
    page.fill("[name=code]", "2222 2222")
    page.click(BUTTON)
    looked_at(page)
    page.fill("[name=code]", slip.code.lower().replace("-", " "))
    page.click(BUTTON)
    looked_at(page)
    assert "Lò Thị Mẫu" in page.inner_text("main")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click(BUTTON)
    page.wait_for_url("**/quan-tri/chon-vai/")
    looked_at(page)


def test_the_administrators_pages(
    seat_of: Any, live_server: Any, open_page: Any, looked_at: Any, settings: Any
) -> None:
    settings.HT_REQUIRE_SECOND_FACTOR = False  # its own way is walked in test_browser_rights
    world = build_world()
    admin = seat_of("administrator", world.tinh_mau, "Người Quản Trị")
    officer = seat_of("commune_officer", world.xa_a, "Người Đồng Nghiệp")
    page = open_page(width=360)
    page.goto(f"{live_server.url}/tai-khoan/login/")
    page.fill("[name=login]", admin.person.user.username)
    page.fill("[name=password]", "mat-khau-thu-nghiem")
    page.click(BUTTON)
    page.wait_for_url("**/quan-tri/")
    one = f"/quan-tri/nguoi/{officer.person.uuid}/"
    for path in ("/quan-tri/", one, f"{one}vai/moi/", f"{one}nhat-ky/", "/quan-tri/co-quan/moi/"):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + path)
            looked_at(page)


def test_the_wizard_of_an_empty_installation(live_server: Any, open_page: Any, looked_at: Any) -> None:
    build_world()
    page = open_page(width=360)
    page.goto(live_server.url)
    page.wait_for_url("**/bat-dau/")
    looked_at(page)
    page.click(BUTTON)
    looked_at(page)
    page.select_option("[name=province]", label="Tỉnh Mẫu")
    page.fill("[name=full_name]", "Người Đầu Tiên")
    page.fill("[name=username]", "quantri")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click(BUTTON)
    page.wait_for_url("**/chon-vai/")
    looked_at(page)
