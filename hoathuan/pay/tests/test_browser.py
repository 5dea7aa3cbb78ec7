"""A dispute to its last đồng, and a refused claim, on a phone of 360 pixels in a real browser."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hoathuan.core.dates import today
from hoathuan.pay.models import Claim, Payment
from tests.plugins.browser import overflow

from .conftest import allocate, picture
from .test_paying import own_seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(
    live_server: Any, open_page: Any, axe: Any, client_for: Any, desk: Any, world: Any, settings: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], "Phone"]:  # fmt: skip
    """Somebody's phone: signed in, 360 pixels wide. These tests live today, as the browser does."""
    monkeypatch.undo()
    settings.MEDIA_ROOT = tmp_path / "media"
    own_seat(desk, world, 0)
    allocate(world.xa_a, 1_000_000, year=today().year)
    desk.case(received_on=today() - timedelta(days=9), ended_on=today() - timedelta(days=2))

    def of(who: str) -> "Phone":
        page = open_page(width=360)
        cookie = client_for(desk.seats[who]).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return Phone(page, live_server.url, axe)

    return of


class Phone:
    """Taps and looks: every page it sees fits the screen and is clean for axe."""

    def __init__(self, page: Any, root: str, axe: Any) -> None:
        self.page, self.root, self.axe = page, root, axe

    def go(self, path: str, words: str) -> None:
        self.page.goto(self.root + path)
        self.see(words)

    def see(self, words: str) -> None:
        self.page.wait_for_selector(f"main:has-text('{words}')")
        assert overflow(self.page) == 0, words
        assert self.axe(self.page) == [], words

    def link(self, name: str, words: str) -> None:
        self.page.get_by_role("link", name=name).first.click()
        self.see(words)

    def press(self, name: str, words: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.see(words)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label).first.check()


def _claim(head: Phone) -> str:
    head.go("/chi-tra/", "Tiền thù lao")
    head.press("Lập đề nghị từ sổ", "Có 1 vụ việc đã kết thúc")
    head.press("Lập đề nghị từ sổ", "400.000")
    head.press("Xác nhận và gửi xã", "Tôi xác nhận các vụ việc")
    head.tick("Tôi xác nhận các vụ việc")
    head.tick("Tôi xác nhận các hòa giải viên")
    head.press("Xác nhận và gửi xã", "Chờ xã giải quyết")
    return f"/chi-tra/de-nghi/{Claim.objects.get().uuid}/"


def test_a_dispute_goes_to_its_last_dong(phone: Any) -> None:
    url = _claim(phone("head"))
    leader = phone("leader")
    leader.go(url, "Vụ việc trong đề nghị")
    leader.press("Duyệt", "Dự toán năm nay còn 1.000.000 đồng")
    leader.press("Lưu quyết định", "Xã đã duyệt")
    accountant = phone("accountant")
    accountant.go("/chi-tra/phai-chi/", "400.000")
    accountant.press("Lập đợt chi cho các khoản đã chọn", "Xem trước tệp")
    accountant.page.get_by_label("Số chứng từ của ngân hàng, kho bạc").fill("UNC-77")
    accountant.press("Ghi đã chi", "Đã ghi là đã chi: 1 khoản.")
    payment = Payment.objects.get()
    mediator = phone("m0")
    mediator.go(f"/chi-tra/lenh-chi/{payment.uuid}/", "Tổ trả hòa giải viên chậm nhất ngày")
    mediator.press("Tôi đã nhận tiền", "400.000 đồng, tổ trưởng đã trả.")
    mediator.press("Tôi đã nhận tiền", "Đã ghi: ông/bà đã nhận tiền.")
    payment.refresh_from_db()
    assert payment.handed_out_on == today()


def test_a_refused_claim_says_why_and_is_asked_for_again(phone: Any, tmp_path: Path) -> None:
    url = _claim(phone("head"))
    leader = phone("leader")
    leader.go(url, "Vụ việc trong đề nghị")
    leader.press("Từ chối cả đề nghị", "Vì sao không duyệt?")
    leader.page.get_by_label("Vì sao không duyệt?").select_option("other")
    leader.page.get_by_label("Nói rõ lý do").fill("Chưa có ai xác nhận vụ việc này")
    leader.press("Từ chối bằng văn bản", "Xã từ chối")
    head = phone("head")
    head.go(url, "Chưa có ai xác nhận vụ việc này")
    case = Claim.objects.get().items.get().case
    head.go(f"/vu-viec/{case.uuid}/", "Xã không duyệt: Chưa có ai xác nhận vụ việc này")
    head.link("Chứng cứ để được chi", "Thêm một chứng cứ")
    head.tick("Ảnh trang sổ hoặc phiếu")
    photo = tmp_path / "so.png"
    photo.write_bytes(picture())
    head.page.get_by_label("Ảnh hoặc bản chụp").set_input_files(str(photo))
    head.press("Thêm chứng cứ", "Đã thêm chứng cứ.")
    head.press("Đề nghị lại vụ việc này", "Đã thêm vào đề nghị đang soạn.")
    head.see("400.000")
