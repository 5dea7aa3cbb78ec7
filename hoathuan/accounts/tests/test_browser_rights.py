"""Recovery of an account, second factor and hand-over, as people see them on a phone of 360 pixels."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from conftest import build_world
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Person, Seat
from hoathuan.accounts.selectors import not_over
from hoathuan.accounts.services.slips import issue_slips
from tests.plugins.browser import overflow, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "mat-khau-thu-nghiem"
NEW_PASSWORD = "bếp lửa mùa đông"
BUTTON = "main form.ht-form button[type=submit]"


@pytest.fixture
def looked_at(axe: Callable[[Any], list[str]]) -> Callable[[Any], None]:
    """Nothing to scroll sideways, nothing for axe to find."""

    def look(page: Any) -> None:
        assert (page.url, overflow(page)) == (page.url, 0)
        assert (page.url, axe(page)) == (page.url, [])

    return look


def sign_in(page: Any, address: str, seat: Seat) -> None:
    page.goto(f"{address}/tai-khoan/login/")
    page.fill("[name=login]", seat.person.user.username)
    page.fill("[name=password]", PASSWORD)
    press(page, BUTTON)
    page.wait_for_load_state()


def test_a_recovered_head_is_met_by_the_officer_before_disputes_open(
    seat_of: Any, live_server: Any, open_page: Any, looked_at: Any
) -> None:
    world, url = build_world(), live_server.url
    head = seat_of("team_head", world.xa_a, "Lò Văn Mẫu", team_id=7)
    officer = seat_of("commune_officer", world.xa_a, "Người Tư Pháp")
    admin = seat_of("administrator", world.tinh_mau, "Người Quản Trị")
    person = Person.objects.get(pk=head.person_id)
    slip = issue_slips(people=[person], actor=actor_for(admin, admin.person.user))[0]

    heads = open_page(width=360)
    heads.goto(f"{url}/quan-tri/kich-hoat/?ma={slip.code}")
    heads.fill("[name=password]", NEW_PASSWORD)
    heads.fill("[name=again]", NEW_PASSWORD)
    press(heads, "main button[type=submit]")
    heads.wait_for_load_state()
    assert "khôi phục bằng phiếu mới: Người Quản Trị" in heads.inner_text("main")
    heads.goto(f"{url}/vu-viec/ghi/")
    assert "gặp trực tiếp công chức tư pháp xã" in heads.inner_text("main")
    looked_at(heads)
    heads.goto(f"{url}/quan-tri/tin-bao/")
    looked_at(heads)

    officers = open_page(width=360)
    sign_in(officers, url, officer)
    assert "khôi phục tài khoản của Lò Văn Mẫu" in officers.inner_text("main")
    officers.goto(f"{url}/quan-tri/xac-nhan/")
    looked_at(officers)
    press(officers, "table td a")
    press(officers, BUTTON)
    looked_at(officers)
    assert "Chỉ xác nhận khi đã gặp trực tiếp" in officers.inner_text("main")
    officers.check("[name=met]")
    press(officers, BUTTON)
    officers.wait_for_url("**/xac-nhan/")
    looked_at(officers)

    heads.goto(f"{url}/vu-viec/ghi/")
    assert "gặp trực tiếp" not in heads.inner_text("main")


def test_an_administrator_sets_up_the_second_factor_and_hands_a_seat_over(
    seat_of: Any, live_server: Any, open_page: Any, looked_at: Any
) -> None:
    world, url = build_world(), live_server.url
    admin = seat_of("administrator", world.tinh_mau, "Người Quản Trị")
    officer = seat_of("commune_officer", world.xa_a, "Lò Văn Cũ")
    seat_of("reporter", world.xa_a, "Hà Thị Mới")

    page = open_page(width=360)
    sign_in(page, url, admin)
    page.wait_for_url("**/hai-buoc/**")
    looked_at(page)
    page.click("text=Bắt đầu")
    page.fill("[name=password]", PASSWORD)
    looked_at(page)
    press(page, "main button[type=submit]")
    page.wait_for_url("**/totp/activate/")
    looked_at(page)
    secret = page.inner_text("main strong.ht-break")
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    press(page, BUTTON)
    page.wait_for_url("**/recovery-codes/")
    looked_at(page)
    page.click("text=Đã chép xong")
    page.wait_for_url("**/quan-tri/")

    page.goto(f"{url}/quan-tri/ban-giao/")
    looked_at(page)
    page.click("tr:has-text('Lò Văn Cũ') >> text=Bàn giao")
    looked_at(page)
    page.fill("[name=name]", "ha thi moi")
    press(page, BUTTON)
    page.wait_for_url("**/ban-giao/")
    assert "Đã bàn giao cho Hà Thị Mới" in page.inner_text("main")
    held = Seat.objects.filter(not_over(), kind="commune_officer", unit=world.xa_a)
    assert [seat.person.full_name for seat in held] == ["Hà Thị Mới"]
    assert officer.pk not in {seat.pk for seat in held}


def test_the_list_of_sign_ins(seat_of: Any, live_server: Any, open_page: Any, looked_at: Any) -> None:
    seat = seat_of("reporter", build_world().xa_a)
    pages = [open_page(width=360), open_page(width=1280)]
    for page in pages:
        sign_in(page, live_server.url, seat)
        page.goto(f"{live_server.url}/tai-khoan/dang-nhap/")
    pages[0].reload()
    looked_at(pages[0])
    looked_at(pages[1])
    pages[0].click("text=Đăng xuất mọi máy khác")
    assert "Đã đăng xuất 1 máy" in pages[0].inner_text("main")
    pages[1].reload()
    assert "/login/" in pages[1].url
