"""A director enters a resolution on a phone, sees what it costs, saves; a villager's officer reads the new amount."""

import re
from datetime import date
from typing import Any

import pytest

from conftest import build_world
from hoathuan.norms import api
from tests.plugins.browser import overflow

from .conftest import PAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUTTON = "main form[method=post] button[type=submit]"


def sign_in(page: Any, live_server: Any, client: Any) -> None:
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


@pytest.mark.parametrize("width", [360, 1280])
def test_a_resolution_is_entered_in_a_minute_and_its_effect_is_shown(
    seat_of: Any, client_for: Any, live_server: Any, open_page: Any, axe: Any, width: int
) -> None:
    world = build_world()
    director = seat_of("province_leader", world.tinh_mau, "Lý Thị Giám")
    page = open_page(width=width)
    sign_in(page, live_server, client_for(director))
    for address in ("", "tham-quyen/", "lich/", "can-xac-nhan/", f"loai/{PAY}/", "lich/ngoai-le/"):
        page.goto(f"{live_server.url}/dinh-muc/{address}")
        assert overflow(page) <= 0, address
        assert (address, axe(page)) == (address, [])
    page.goto(f"{live_server.url}/dinh-muc/nhap/")
    assert overflow(page) <= 0
    assert axe(page) == []
    page.fill("[name=number]", "09/2026/NQ-HĐND")
    page.fill("[name=issued_on]", "10/7/26")
    page.fill("[name=clause]", "Điều 2")
    page.fill("[name=first]", "1/8/26")
    page.fill(f"[name='muc-{PAY}']", "350.000")
    page.click(BUTTON)
    words = re.sub(r"\s+", " ", page.inner_text("main"))
    assert "400.000 đồng/vụ việc" in words
    assert "350.000 đồng/vụ việc" in words
    assert "có 0 vụ việc" in words
    assert overflow(page) <= 0
    assert axe(page) == []
    page.click("text=Lưu 1 mức")
    page.wait_for_url(re.compile(r"/dinh-muc/\?ngay="))  # the list on the first day of the new value
    assert int(api.value(PAY, on=date(2026, 8, 1), unit=world.xa_a).amount or 0) == 350_000
    officer = open_page(width=width)
    sign_in(officer, live_server, client_for(seat_of("commune_officer", world.xa_a)))
    officer.goto(f"{live_server.url}/dinh-muc/?ngay=01/08/2026&nhom=mediation")
    assert "350.000 đồng/vụ việc" in officer.inner_text("main")
    assert "09/2026/NQ-HĐND" in officer.inner_text("main")
