"""Signing in: three names for one account, clear words, limits that hold, nothing to make by oneself."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from hoathuan.accounts.models import User
from hoathuan.accounts.phones import as_phone

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/login/"
PASSWORD = "mat-khau-thu-nghiem"
LIMITS = {"login": "120/5m/ip", "login_failed": "60/5m/ip,5/5m/key", "activation": "3/5m/ip"}


@pytest.fixture
def user(world: Any, seat_of: Any) -> User:
    user = seat_of("commune_officer", world.xa_a).person.user
    User.objects.filter(pk=user.pk).update(email="tu.phap@mau.example", phone="+84912345678")
    return User.objects.get(pk=user.pk)


def sign_in(login: str, password: str = PASSWORD) -> Any:
    return Client().post(PAGE, {"login": login, "password": password})


@pytest.mark.parametrize(
    "login",
    ["thu1", " THU1 ", "tu.phap@mau.example", "Tu.Phap@mau.example", "0912345678", "0912 345 678", "+84 912 345 678",
     "84912345678", "0912.345.678"],
)  # fmt: skip
def test_one_account_by_username_e_mail_or_phone_however_typed(user: User, login: str) -> None:
    assert sign_in(login)["Location"] == "/"


@pytest.mark.parametrize("login", ["thu1", "khongcoai", "tu.phap@mau.example", "0912345678", "0987654321"])
def test_a_wrong_sign_in_says_the_same_whether_the_name_exists_or_not(user: User, login: str) -> None:
    shown = sign_in(login, "sai").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in shown
    assert "hỏi công chức tư pháp xã" in shown


def test_after_five_failures_the_words_say_when_to_try_again(user: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = LIMITS
    for login in ("thu1", "0912 345 678", "tu.phap@mau.example", "THU1", "+84912345678"):
        assert "không đúng" in sign_in(login, "sai").content.decode()
    assert "đợi 5 phút" in sign_in("thu1").content.decode()
    cache.clear()
    assert sign_in("thu1")["Location"] == "/"


def test_others_are_not_locked_out_with_the_one_who_guesses(
    world: Any, user: User, seat_of: Any, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = LIMITS
    other = seat_of("commune_officer", world.xa_b).person.user
    for _ in range(7):
        sign_in("thu1", "sai")
    assert sign_in(other.username)["Location"] == "/"


def test_limits_hold_for_all_web_workers_together(settings: Any) -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_guessing_codes_ends_soon_by_form_and_by_link(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = LIMITS
    browser = Client()
    for code in ("2222-2222", "3333-3333"):
        browser.get(f"/quan-tri/kich-hoat/?ma={code}")
    typed = {"username": "ai", "code": "4444-4444"}
    assert browser.post("/quan-tri/kich-hoat/", typed).status_code == 200
    for answer in (
        browser.post("/quan-tri/kich-hoat/", typed),
        browser.get("/quan-tri/kich-hoat/?ma=5555-5555"),
    ):
        assert answer.status_code == 429
        assert "đợi 5 phút" in answer.content.decode()


def test_too_many_sign_ins_from_one_address_are_told_to_wait(user: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = LIMITS | {"login": "1/5m/ip"}
    sign_in("ai")
    answer = sign_in("ai")
    assert answer.status_code == 429
    assert "đợi 5 phút" in answer.content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "signup/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/1-abc/",
        "email/",
        "phone/change/",
    ],
)
def test_nobody_makes_or_recovers_an_account_alone_and_is_told_whom_to_ask(user: User, page: str) -> None:
    browser = Client()
    for signed_in in (False, True):
        if signed_in:
            browser.force_login(user)
        for answer in (
            browser.get(f"/tai-khoan/{page}"),
            browser.post(f"/tai-khoan/{page}", {"email": user.email}),
        ):
            assert "phiếu kích hoạt" in answer.content.decode()
    assert User.objects.count() == 1


def test_the_own_password_is_changed_and_other_browsers_are_out(user: User) -> None:
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(PAGE, {"login": "thu1", "password": PASSWORD})
    new = "mùa xuân trên bản"
    here.post("/tai-khoan/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert PAGE in there.get("/quan-tri/chon-vai/")["Location"]
    assert sign_in("thu1", new)["Location"] == "/"


def test_signing_out_ends_the_session(user: User) -> None:
    browser = Client()
    browser.force_login(user)
    browser.post("/tai-khoan/logout/")
    assert PAGE in browser.get("/quan-tri/chon-vai/")["Location"]


@pytest.mark.parametrize("text", ["lothimau", "abc0912345678", "12345", "a@b.example", "", "1" * 40])
def test_what_is_no_phone_number_is_not_taken_for_one(text: str) -> None:
    assert as_phone(text) == ""
