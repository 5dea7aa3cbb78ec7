"""In a real browser: a letter to all communes, one answers, one is late; pages fit a phone and axe finds nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from conftest import build_world
from hoathuan.inbox.directions.models import Direction
from tests.plugins.browser import overflow

from .conftest import build_offices

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signed_in(
    live_server: Any, open_page: Callable[..., Any], client_for: Callable[..., Any]
) -> Callable[..., Any]:
    def enter(seat: Any, width: int) -> Any:
        page = open_page(width=width)
        session = client_for(seat).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter


@pytest.fixture
def sound(axe: Callable[..., list[str]]) -> Callable[[Any], None]:
    def check(page: Any) -> None:
        assert axe(page) == []
        assert overflow(page) <= 0

    return check


@pytest.mark.parametrize("width", [360, 1280])
def test_a_letter_with_a_report_and_a_late_one(
    width: int, live_server: Any, seat_of: Any, signed_in: Any, clock: Any, sound: Any
) -> None:
    offices = build_offices(build_world(), seat_of)
    clock(2026, 6, 20, 9)
    page, commune, late = (signed_in(seat, width) for seat in (offices.province, offices.a, offices.b))
    page.goto(f"{live_server.url}/viec-den-han/")
    write_and_send(page, sound)
    commune.goto(f"{live_server.url}/viec-den-han/")
    ask_and_report(commune, sound)
    clock(2026, 6, 24, 9)
    page.reload()
    answer_remind_and_accept(page, sound)
    late.goto(f"{live_server.url}/chi-dao/")
    late.get_by_text("Quá hạn 1 ngày").wait_for()
    sound(late)
    late.get_by_role("link", name="Rà soát tổ hòa giải").click()
    late.get_by_text("Có, tính cả tổ ghép.").wait_for()
    assert Direction.objects.get().recipients.filter(accepted_at__isnull=False).count() == 1


def write_and_send(page: Any, sound: Callable[[Any], None]) -> None:
    page.get_by_role("main").get_by_role("link", name="Văn bản chỉ đạo").click()
    page.get_by_role("link", name="Soạn văn bản chỉ đạo").click()
    sound(page)
    page.get_by_label("Số, ký hiệu của văn bản đã ký").fill("12/STP-HG")
    page.get_by_label("Ngày ký").fill("19/06/2026")
    page.get_by_label("Trích yếu").fill("Rà soát tổ hòa giải")
    page.get_by_label("Nội dung yêu cầu").fill("Rà soát, gửi danh sách.")
    page.get_by_label("Hạn (không bắt buộc)").fill("23/06/2026")
    page.get_by_label("Mọi xã, phường, đặc khu (2 nơi)").check()
    page.get_by_role("button", name="Lưu dự thảo").click()
    sound(page)
    page.get_by_role("link", name="Gửi đi").click()
    page.get_by_role("button", name="Gửi đi").click()
    page.get_by_text("Đã gửi đến 2 nơi nhận.").wait_for()
    sound(page)


def ask_and_report(commune: Any, sound: Callable[[Any], None]) -> None:
    commune.get_by_role("link", name="Báo cáo theo văn bản 12/STP-HG").click()
    commune.get_by_role("link", name="Hỏi cơ quan ban hành").click()
    commune.get_by_label("Câu hỏi").fill("Tính cả tổ ghép không?")
    commune.get_by_role("button", name="Gửi câu hỏi").click()
    commune.get_by_role("link", name="Gửi báo cáo").click()
    sound(commune)
    commune.get_by_label("Nội dung báo cáo").fill("Đã rà soát 12 tổ.")
    commune.get_by_role("button", name="Gửi báo cáo").click()
    commune.get_by_text("Bản mới nhất").wait_for()
    sound(commune)


def answer_remind_and_accept(page: Any, sound: Callable[[Any], None]) -> None:
    page.get_by_role("link", name="Trả lời").click()
    page.get_by_label("Trả lời").fill("Có, tính cả tổ ghép.")
    page.get_by_role("button", name="Gửi câu trả lời").click()
    page.get_by_role("button", name="Nhắc 1 nơi quá hạn").click()
    page.get_by_text("Đã nhắc 1 nơi quá hạn.").wait_for()
    sound(page)
    page.get_by_role("row", name="Xã An Mẫu").get_by_role("link").click()
    page.get_by_role("button", name="Nhận báo cáo").click()
    page.get_by_text("nơi gửi không sửa được nữa").wait_for()
    sound(page)
