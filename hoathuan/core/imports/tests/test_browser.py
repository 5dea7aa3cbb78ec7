"""A list goes in through a real browser: on a phone and on a desk, also without script; axe finds nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import build_world
from hoathuan.core.imports import registry
from hoathuan.core.spreadsheets.tests.workbooks import workbook
from tests.plugins.browser import overflow

from . import fake
from .test_steps import BAD, GOOD, HEADING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(
    live_server: Any, open_page: Callable[..., Any], seat_of: Any, client_for: Any, monkeypatch: Any, settings: Any,
    tmp_path: Path,
) -> Callable[..., Any]:  # fmt: skip
    """The upload page as a commune officer sees it."""
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register(fake.kind())
    settings.MEDIA_ROOT = tmp_path / "media"
    client = client_for(seat_of("commune_officer", build_world().xa_a))

    def open_it(**options: Any) -> Any:
        page = open_page(**options)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        page.goto(f"{live_server.url}/nhap-tep/thanh-vien/")
        return page

    return open_it


@pytest.mark.parametrize(
    ("width", "dark", "script"), [(360, True, True), (1280, False, True), (360, False, False)]
)
def test_a_list_goes_in(
    opened: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    tmp_path: Path,
    width: int,
    dark: bool,
    script: bool,
) -> None:
    page = opened(width=width, dark=dark, script=script)
    file = workbook(tmp_path / "ds.xlsx", [["DANH SÁCH"], HEADING, *GOOD, *BAD])

    def look(heading: str) -> None:
        page.wait_for_selector(f"h1:has-text('{heading}')")
        assert overflow(page) == 0, heading
        # axe itself is a script, and a page without scripts would refuse it
        assert not script or axe(page) == [], heading

    look("Danh sách thành viên")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Tải tệp lên").click()
    look("Cột nào là gì?")
    page.get_by_role("button", name="Đọc và kiểm tra tệp").click()
    look("3 dòng cần sửa")
    page.get_by_label("Nhập 2 dòng tốt").check()
    page.get_by_role("button", name="Tiếp tục").click()
    look("Nhập vào hệ thống?")
    page.get_by_role("button", name="Nhập 2 dòng").click()
    look("Danh sách thành viên")
    assert page.get_by_text("Đã nhập xong").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp các dòng cần sửa").click()
    assert download.value.suggested_filename == "Cần sửa - ds.xlsx"


def test_a_refused_file_is_told_at_the_field(
    opened: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    page = opened(width=360)
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    page.set_input_files("input[type=file]", tmp_path / "a.xlsx")
    page.get_by_role("button", name="Tải tệp lên").click()
    page.wait_for_selector("text=Cần sửa 1 chỗ")
    assert page.title().startswith("Lỗi:")
    assert axe(page) == []
