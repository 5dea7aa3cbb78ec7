"""A reader with a paper in hand, in a real browser: phone and desk, also without script; axe finds nothing."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hoathuan.accounts.actor import SYSTEM
from hoathuan.core.attachments.tests.samples import PDF
from hoathuan.documents.checks.services import issue_check, void_check
from hoathuan.documents.models import Counter
from tests.plugins.browser import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("width", "dark", "script"), [(360, True, True), (1280, False, True), (360, False, False)]
)
def test_a_code_is_typed_and_a_file_compared(
    live_server: Any,
    open_page: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    tmp_path: Path,
    width: int,
    dark: bool,
    script: bool,
) -> None:
    paper = Counter.objects.create(book="mau/1/2026")
    check = issue_check(
        paper, kind="Quyết định công nhận hòa giải viên", number="07/QĐ-UBND", issued_on=date(2026, 2, 5),
        issuer="Ủy ban nhân dân xã Nguyễn Văn Thử Nghiệm", sha256=hashlib.sha256(PDF).hexdigest(), actor=SYSTEM,
    )  # fmt: skip
    page = open_page(width=width, dark=dark, script=script)

    def look(words: str) -> None:
        page.wait_for_selector(f"main:has-text('{words}')")
        assert overflow(page) == 0, words
        assert not script or axe(page) == [], words

    page.goto(f"{live_server.url}/kiem-tra/")
    look("Kiểm tra văn bản")
    page.fill("input[name=code]", "K7P 3MA 9T0")
    page.click("main button[type=submit]")
    look("Mã gõ chưa đúng")
    page.fill("input[name=code]", check.spoken.lower().replace("-", " "))
    page.click("main button[type=submit]")
    look("Đang có hiệu lực")
    file = tmp_path / "quyet-dinh.pdf"
    file.write_bytes(PDF)
    page.set_input_files("input[type=file]", file)
    page.click("main button[type=submit]")
    look("trùng khớp hoàn toàn")
    void_check(check, actor=SYSTEM)
    page.goto(f"{live_server.url}/kiem-tra/{check.spoken}/")
    look("Đã bị hủy bỏ")
    page.goto(f"{live_server.url}/kiem-tra/AAA-AAA-AAB/")
    look("Không có văn bản nào mang mã này")
