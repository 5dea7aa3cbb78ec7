"""One sees where one is signed in, and ends it; the administrator may end all of a person."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from hoathuan.accounts import last_used
from hoathuan.accounts.models import Notice, Seat

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/dang-nhap/"
PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A145) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"


def signed_in(seat: Seat, agent: str) -> Client:
    browser = Client(headers={"user-agent": agent})
    name = {"login": seat.person.user.username, "password": "mat-khau-thu-nghiem"}
    browser.post("/tai-khoan/login/", name)
    return browser


@pytest.fixture
def mediator(world: Any, seat_of: Any) -> Seat:
    return seat_of("mediator", world.xa_a, "Lò Thị Mẫu", team_id=7)


def is_in(browser: Client) -> bool:
    return browser.get("/quan-tri/tin-bao/").status_code == 200


def test_the_list_names_devices_and_ends_one_of_them(mediator: Seat) -> None:
    phone, office = signed_in(mediator, PHONE), signed_in(mediator, OFFICE)
    text = phone.get(PAGE).content.decode()
    assert "Chrome, Android" in text
    assert "Edge, Windows" in text
    assert text.count("máy này") == 1
    other = UserSession.objects.get(user_agent=OFFICE)
    phone.post(PAGE, {"may": other.pk})
    assert (is_in(phone), is_in(office)) == (True, False)


def test_all_others_end_and_the_own_browser_stays(mediator: Seat) -> None:
    browsers = [signed_in(mediator, PHONE) for _ in range(3)]
    browsers[0].post(PAGE)
    assert [is_in(browser) for browser in browsers] == [True, False, False]


def test_nobody_ends_the_sign_in_of_somebody_else(mediator: Seat, world: Any, seat_of: Any) -> None:
    hers = signed_in(mediator, PHONE)
    key = UserSession.objects.get(user=mediator.person.user).pk
    for kind, unit in (
        ("commune_officer", world.xa_a),
        ("province_officer", world.tinh_mau),
        ("commune_officer", world.xa_b),
    ):
        other = signed_in(seat_of(kind, unit), OFFICE)
        for sent in (key, "", "x", "9" * 40):
            other.post(PAGE, {"may": sent})
        assert "Android" not in other.get(PAGE).content.decode()
    assert is_in(hers)
    assert Client().get(PAGE).status_code == 302
    assert Client().post(PAGE, {"may": key}).status_code == 302
    assert is_in(hers)


def test_the_administrator_ends_all_of_a_person_in_reach(
    mediator: Seat, world: Any, seat_of: Any, client_for: Any
) -> None:
    browsers = [signed_in(mediator, PHONE), signed_in(mediator, OFFICE)]
    page = f"/quan-tri/nguoi/{mediator.person.uuid}/tai-khoan/"
    sister = client_for(seat_of("administrator", world.xa_b))
    province = client_for(seat_of("administrator", world.tinh_mau))
    assert sister.post(page, {"viec": "dang-xuat"}).status_code == 404
    assert (
        client_for(seat_of("commune_officer", world.xa_a)).post(page, {"viec": "dang-xuat"}).status_code
        == 403
    )
    assert client_for(None).post(page, {"viec": "dang-xuat"}).status_code == 302
    assert all(is_in(browser) for browser in browsers)
    assert province.post(page, {"viec": "dang-xuat"}).status_code == 302
    assert not any(is_in(browser) for browser in browsers)
    assert Notice.objects.get(user=mediator.person.user).kind == "sessions_ended"


def test_the_last_use_is_written_every_ten_minutes_and_not_at_each_page(
    mediator: Seat, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    browser = signed_in(mediator, PHONE)
    before = UserSession.objects.get().last_seen_at
    browser.get(PAGE)
    assert UserSession.objects.get().last_seen_at == before
    now = last_used.time.time()
    for moment in (now + 700, now - 5000):  # later, and by a clock set back
        monkeypatch.setattr(last_used.time, "time", lambda moment=moment: moment)
        browser.get(PAGE)
        assert UserSession.objects.get().last_seen_at > before
        before = UserSession.objects.get().last_seen_at


@pytest.mark.parametrize(
    ("agent", "words"), [(PHONE, "Chrome, Android"), (OFFICE, "Edge, Windows"), ("", ""), ("curl/8", "")]
)
def test_a_device_in_two_words(agent: str, words: str) -> None:
    assert last_used.device(agent) == words
