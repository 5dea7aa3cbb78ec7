"""A refused claim on a phone of 360 pixels in a real browser; the way to the last đồng is in tests/."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hoathuan.core.dates import today
from hoathuan.pay.models import Claim
from tests.plugins.browser import Phone

from .conftest import allocate, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(
    phone_of: Callable[..., Phone], desk: Any, world: Any, settings: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], Phone]:  # fmt: skip
    """Somebody's phone. These tests live today, as the browser does."""
    monkeypatch.undo()
    settings.MEDIA_ROOT = tmp_path / "media"
    allocate(world.xa_a, 1_000_000, year=today().year)
    desk.case(received_on=today() - timedelta(days=9), ended_on=today() - timedelta(days=2))
    return lambda who: phone_of(desk.seats[who])


def _claim(head: Phone) -> str:
    head.go("/chi-tra/", "Tiền thù lao")
    head.tap("Lập đề nghị từ sổ", "Có 1 vụ việc đã kết thúc")
    head.tap("Lập đề nghị từ sổ", "400.000")
    head.tap("Xác nhận và gửi xã", "Tôi xác nhận các vụ việc")
    head.tick("Tôi xác nhận các vụ việc")
    head.tick("Tôi xác nhận các hòa giải viên")
    head.tap("Xác nhận và gửi xã", "Chờ xã giải quyết")
    return f"/chi-tra/de-nghi/{Claim.objects.get().uuid}/"


def test_a_refused_claim_says_why_and_is_asked_for_again(phone: Any, tmp_path: Path) -> None:
    url = _claim(phone("head"))
    leader = phone("leader")
    leader.go(url, "Vụ việc trong đề nghị")
    leader.tap("Từ chối cả đề nghị", "Vì sao không duyệt?")
    leader.page.get_by_label("Vì sao không duyệt?").select_option("other")
    leader.page.get_by_label("Nói rõ lý do").fill("Chưa có ai xác nhận vụ việc này")
    leader.tap("Từ chối bằng văn bản", "Xã từ chối")
    head = phone("head")
    head.go(url, "Chưa có ai xác nhận vụ việc này")
    case = Claim.objects.get().items.get().case
    head.go(f"/vu-viec/{case.uuid}/", "Xã không duyệt: Chưa có ai xác nhận vụ việc này")
    head.tap("Chứng cứ để được chi", "Thêm một chứng cứ")
    head.tick("Ảnh trang sổ hoặc phiếu")
    photo = tmp_path / "so.png"
    photo.write_bytes(picture())
    head.page.get_by_label("Ảnh hoặc bản chụp").set_input_files(str(photo))
    head.tap("Thêm chứng cứ", "Đã thêm chứng cứ.")
    head.tap("Đề nghị lại vụ việc này", "Đã thêm vào đề nghị đang soạn.")
    head.see("400.000")
