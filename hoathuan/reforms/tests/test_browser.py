"""An administrator merges two communes, in a real browser, on a phone and on a desk."""

from collections.abc import Callable
from typing import Any

import pytest

from conftest import build_world
from hoathuan.units.models import Reform, Unit
from tests.plugins.browser import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUTTON = "main button[type=submit]"


@pytest.fixture
def looked_at(axe: Callable[[Any], list[str]]) -> Callable[[Any], None]:
    """Nothing to scroll sideways, nothing for axe to find."""

    def look(page: Any) -> None:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert (page.url, width, overflow(page) <= 0) == (page.url, width, True)
        assert (page.url, axe(page)) == (page.url, [])

    return look


def test_two_communes_become_one(
    seat_of: Any, client_for: Any, live_server: Any, open_page: Any, looked_at: Any
) -> None:
    world = build_world()
    admin = seat_of("administrator", world.tinh_mau, "Quản Trị Mẫu")
    seat_of("commune_officer", world.xa_a, "Công Chức Mẫu")
    page = open_page(width=360)
    cookie = client_for(admin).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/sap-xep-don-vi/")
    looked_at(page)
    page.click("text=Soạn việc sắp xếp")
    looked_at(page)
    page.fill("[name=title]", "Nhập xã An Mẫu và xã Bình Mẫu")
    page.fill("[name=legal_basis]", "Nghị quyết thử 01")
    page.fill("[name=on_date]", "01/03/2026")
    page.click(BUTTON)
    looked_at(page)
    page.click("text=Sáp nhập các đơn vị")
    looked_at(page)
    page.fill("[name=units]", "Xã An Mẫu\nXã Bình Mẫu")
    page.fill("[name=name]", "Phường Mẫu Mới")
    page.click(BUTTON)
    looked_at(page)
    page.click("main button:has-text('Xem trước')")
    page.wait_for_selector("text=Xem trước: sẽ chuyển")
    looked_at(page)
    page.click("main a.govuk-button:has-text('Thực hiện')")
    looked_at(page)
    page.click("main label:has-text('Tôi đã xem kỹ')")
    page.click(BUTTON)
    page.wait_for_selector("text=Đã chuyển")
    looked_at(page)
    assert Reform.objects.get().state == "applied"
    assert Unit.objects.filter(name="Phường Mẫu Mới").exists()
    for path in ("cho-quyet-dinh/", f"{Reform.objects.get().uuid}/"):
        page.goto(f"{live_server.url}/sap-xep-don-vi/{path}")
        looked_at(page)
