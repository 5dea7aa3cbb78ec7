"""The first administrator of an empty installation."""

from typing import Any

import pytest
from django.test import Client

from hoathuan.accounts.errors import AccountsError
from hoathuan.accounts.models import Body, Person, Seat, User
from hoathuan.accounts.services.starting import Start, start

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/bat-dau/"
PASSWORD = "bếp lửa mùa đông"


def answers(world: Any, **changes: Any) -> dict[str, Any]:
    return {
        "province": world.tinh_mau.uuid,
        "department": "Sở Tư pháp tỉnh Mẫu",
        "full_name": "Người Đầu Tiên",
        "username": "QuanTri",
        "password": PASSWORD,
        "again": PASSWORD,
    } | changes


def test_the_front_door_and_sign_in_lead_to_the_wizard_while_nobody_is_there(
    world: Any, client: Client
) -> None:
    assert client.get("/")["Location"] == PAGE
    assert client.get("/tai-khoan/login/")["Location"] == PAGE


def test_the_wizard_makes_the_department_the_person_and_two_seats(world: Any, client: Client) -> None:
    assert client.post(PAGE, answers(world))["Location"] == "/"
    assert Body.objects.get().unit == world.tinh_mau
    assert set(Seat.objects.values_list("kind", "unit__name")) == {
        ("administrator", "Tỉnh Mẫu"),
        ("province_officer", "Tỉnh Mẫu"),
    }
    assert client.get("/")["Location"] == "/quan-tri/chon-vai/"
    assert Client().login(username="quantri", password=PASSWORD)


def test_the_wizard_says_what_is_wrong_and_makes_nothing(world: Any, client: Client) -> None:
    for changes, said in (
        ({"username": "quản trị"}, "chữ thường không dấu"),
        ({"again": "khác"}, "khác nhau"),
        ({"province": world.xa_a.uuid}, "province"),
        ({"full_name": ""}, "Họ và tên người quản trị"),
    ):
        assert said in client.post(PAGE, answers(world, **changes)).content.decode()
    assert not User.objects.exists()


def test_the_wizard_is_gone_as_soon_as_somebody_has_an_account(
    world: Any, seat_of: Any, client: Client
) -> None:
    seat_of("mediator", world.xa_a, team_id=1)
    assert client.get(PAGE)["Location"] == "/tai-khoan/login/"
    assert client.post(PAGE, answers(world)).status_code == 302
    assert not User.objects.filter(username="quantri").exists()
    assert client.get("/tai-khoan/login/").status_code == 200


def test_an_installation_that_strangers_reach_asks_for_the_code_of_its_owner(
    world: Any, client: Client, settings: Any
) -> None:
    for expected, typed in (("dung-ma", "sai-ma"), ("", ""), ("", "gì đó")):
        settings.HT_SETUP_CODE = expected
        client.post(PAGE, answers(world, code=typed))
        assert not User.objects.exists()
    settings.HT_SETUP_CODE = "dung-ma"
    assert client.post(PAGE, answers(world, code="dung-ma"))["Location"] == "/"


@pytest.mark.django_db(transaction=True)
def test_of_two_wizards_at_once_one_makes_the_administrator(world: Any, race: Any) -> None:
    names = ["mot", "hai"]

    def one() -> User:
        return start(Start(world.tinh_mau, "Sở Tư pháp", "Người Đầu Tiên", names.pop(), PASSWORD))

    results = race(one, 2)
    assert sorted(type(result).__name__ for result in results) == ["AccountsError", "User"]
    assert (User.objects.count(), Person.objects.count(), Seat.objects.count()) == (1, 1, 2)
    assert any(isinstance(result, AccountsError) for result in results)
