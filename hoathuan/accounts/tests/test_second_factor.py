"""Seats that approve, pay, sign or administer act only after a second factor; everybody else is left alone."""

import os
import subprocess
import sys
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.test import Client

from conftest import build_world
from hoathuan.accounts.adapter import SecondFactorAdapter
from hoathuan.accounts.choices import POWER_KINDS, SeatKind
from hoathuan.accounts.models import Seat

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"
HOME_OF_THE_FACTOR = "/quan-tri/hai-buoc/"


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def signed_in(seat: Seat) -> Client:
    """With the password alone, as after a theft."""
    browser = Client()
    browser.post("/tai-khoan/login/", {"login": seat.person.user.username, "password": PASSWORD})
    return browser


@pytest.fixture
def admin(world: Any, seat_of: Any) -> Seat:
    return seat_of("administrator", world.tinh_mau, "Người Quản Trị")


def test_with_the_password_alone_an_administrator_is_led_to_the_set_up_and_can_do_nothing(
    admin: Seat,
) -> None:
    browser = signed_in(admin)
    led = browser.get("/quan-tri/", follow=True)
    assert led.redirect_chain[-1][0].startswith(HOME_OF_THE_FACTOR)
    text = led.content.decode()
    assert "Quản trị" in text
    assert "Bắt đầu" in text
    refused = browser.post("/quan-tri/nguoi/moi/", {"kind": "administrator", "unit": "Tỉnh Mẫu"})
    assert refused.status_code == 302
    assert Seat.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_from_the_set_up_back_to_the_page_that_was_wanted(seat_of: Any) -> None:
    browser = signed_in(seat_of("administrator", build_world().tinh_mau))
    browser.get("/quan-tri/chon-vai/?next=/quan-tri/co-quan/", follow=True)
    asked = browser.get("/tai-khoan/hai-buoc/totp/activate/", follow=True)
    assert "reauthenticate" in asked.redirect_chain[-1][0]
    here = "/tai-khoan/hai-buoc/totp/activate/"
    shown = browser.post("/tai-khoan/reauthenticate/", {"password": PASSWORD, "next": here}, follow=True)
    secret = shown.context["form"].secret
    assert secret in shown.content.decode()
    wrong = browser.post(here, {"code": "000000"})
    assert wrong.status_code == 200
    done = browser.post(here, {"code": code_for(secret)}, follow=True)
    assert "Chép các mã này ra giấy" in done.content.decode()
    assert browser.get(HOME_OF_THE_FACTOR)["Location"] == "/quan-tri/co-quan/"
    assert browser.get("/quan-tri/co-quan/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_first_set_up_ends_every_sign_in_that_knew_the_password_alone(seat_of: Any) -> None:
    seat = seat_of("administrator", build_world().tinh_mau)
    browser, elsewhere = signed_in(seat), signed_in(seat)
    assert elsewhere.get("/quan-tri/tin-bao/").status_code == 200
    here = "/tai-khoan/hai-buoc/totp/activate/"
    shown = browser.post("/tai-khoan/reauthenticate/", {"password": PASSWORD, "next": here}, follow=True)
    browser.post(here, {"code": code_for(shown.context["form"].secret)})
    assert browser.get("/quan-tri/").status_code == 200
    assert elsewhere.get("/quan-tri/tin-bao/").status_code == 302
    assert "xác thực hai bước" in browser.get("/quan-tri/tin-bao/").content.decode()


def test_the_square_code_is_black_on_white_in_any_theme() -> None:
    drawn = SecondFactorAdapter().build_totp_svg("otpauth://totp/thu?secret=ABC")
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "viewBox" in drawn
    assert "#fff" in drawn
    assert "#000" in drawn


def test_the_next_sign_in_asks_for_the_code(admin: Seat) -> None:
    secret = generate_totp_secret()
    TOTP.activate(admin.person.user, secret)
    browser = signed_in(admin)
    assert browser.get("/quan-tri/").status_code == 302
    assert browser.post("/tai-khoan/hai-buoc/authenticate/", {"code": code_for(secret)}).status_code == 302
    assert browser.get("/quan-tri/").status_code == 200


def test_a_sign_in_older_than_the_set_up_shows_the_code_before_it_acts_again(admin: Seat) -> None:
    browser = signed_in(admin)
    secret = generate_totp_secret()
    TOTP.activate(admin.person.user, secret)
    led = browser.get("/quan-tri/", follow=True)
    assert "Gõ mã trên điện thoại" in led.content.decode()
    shown = browser.post(
        "/tai-khoan/hai-buoc/reauthenticate/", {"code": code_for(secret), "next": HOME_OF_THE_FACTOR}
    )
    assert shown.status_code == 302
    assert browser.get("/quan-tri/").status_code == 200


def test_who_takes_the_factor_away_is_held_back_again_and_other_sign_ins_end(
    admin: Seat, django_capture_on_commit_callbacks: Any
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(admin.person.user, secret)
    here, elsewhere = signed_in(admin), signed_in(admin)
    here.post("/tai-khoan/hai-buoc/authenticate/", {"code": code_for(secret)})
    assert here.get("/quan-tri/").status_code == 200
    off = "/tai-khoan/hai-buoc/totp/deactivate/"
    here.post("/tai-khoan/reauthenticate/", {"password": PASSWORD, "next": off})
    with django_capture_on_commit_callbacks(execute=True):
        here.post(off)
    assert not Authenticator.objects.exists()
    assert here.get("/quan-tri/").status_code == 302
    assert elsewhere.get("/quan-tri/").status_code == 302


@pytest.mark.parametrize("kind", [kind for kind in SeatKind if kind not in POWER_KINDS])
def test_nobody_else_is_asked(kind: SeatKind, world: Any, seat_of: Any) -> None:
    browser = signed_in(seat_of(kind, world.xa_a))
    shown = browser.get(HOME_OF_THE_FACTOR)
    assert (shown.status_code, shown["Location"]) == (302, "/")
    assert HOME_OF_THE_FACTOR not in browser.get("/quan-tri/chon-vai/").get("Location", "")


@pytest.mark.parametrize("kind", POWER_KINDS)
def test_each_of_these_seats_is_held_back(kind: SeatKind, world: Any, seat_of: Any) -> None:
    browser = signed_in(seat_of(kind, world.xa_a))
    assert browser.get("/quan-tri/chon-vai/")["Location"].startswith(HOME_OF_THE_FACTOR)
    assert browser.get("/can-lam/").status_code in (302, 404)


def test_with_several_roles_the_others_can_be_used_meanwhile(world: Any, admin: Seat) -> None:
    Seat.objects.create(person=admin.person, kind="province_officer", unit=world.tinh_mau, valid=admin.valid)
    browser = signed_in(admin)
    browser.post("/quan-tri/chon-vai/", {"seat": str(admin.uuid)})
    assert browser.get("/quan-tri/").status_code == 302
    listed = browser.get("/quan-tri/chon-vai/?o=lai")
    assert "Cán bộ Sở Tư pháp" in listed.content.decode()
    other = Seat.objects.get(kind="province_officer")
    browser.post("/quan-tri/chon-vai/", {"seat": str(other.uuid)})
    assert browser.get("/ke-hoach/").status_code == 200
    assert browser.get("/quan-tri/").status_code == 403


def test_a_demonstration_may_do_without(admin: Seat, settings: Any) -> None:
    settings.HT_REQUIRE_SECOND_FACTOR = False
    assert signed_in(admin).get("/quan-tri/").status_code == 200


def start_production(**extra: str) -> "subprocess.CompletedProcess[str]":
    secrets = {
        "SECRET_KEY": "secret" * 9,
        "DATABASE_URL": "postgres://nobody@localhost/none",
        "ALLOWED_HOSTS": "hoathuan.example",
        "HT_PUBLIC_URL": "https://hoathuan.example",
        "FIELD_KEYS": "0" * 43 + "=",
        "HASH_KEYS": "h" * 32,
    }
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.prod"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **secrets, **extra},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_it_and_refuses_to_start_without() -> None:
    assert start_production().returncode == 0
    refused = start_production(HT_SECOND_FACTOR="off")
    assert refused.returncode != 0
    assert "HT_SECOND_FACTOR" in refused.stderr
