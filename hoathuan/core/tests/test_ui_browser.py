"""The style guide in a real browser: clean for axe, no sideways scrolling, and the scripts do what they promise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.plugins.browser import overflow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.urls("hoathuan.core.tests.guide_urls"),
]

HOST = "http://mau.test"
BUILT = Path(settings.BASE_DIR) / "hoathuan/core/static"
PAGES = {
    "components": "/giao-dien/",
    "forms": "/giao-dien/bieu-mau/",
    "errors": "/giao-dien/bieu-mau/?loi",
    "phone": "/giao-dien/dien-thoai/",
}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@pytest.fixture
def show(client: Client, open_page: Callable[..., Any]) -> Callable[..., Any]:
    """Open a page of the guide as the server renders it, under the real content policy."""

    def opened(name: str, **options: Any) -> Any:
        response = client.get(PAGES[name])
        polled = client.get("/giao-dien/tien-trinh/")
        page = open_page(**options)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.route(
            "**/*", lambda route: _serve(route, polled if "tien-trinh" in route.request.url else response)
        )
        page.goto(HOST + PAGES[name])
        return page

    return opened


def _serve(route: Any, response: Any) -> None:
    path = route.request.url.removeprefix(HOST).split("?")[0]
    if path.startswith("/static/"):
        file = BUILT / path.removeprefix("/static/")
        route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        return
    headers = {"Content-Security-Policy": response.headers["Content-Security-Policy"]}
    route.fulfill(body=response.content.decode(), content_type="text/html; charset=utf-8", headers=headers)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_phone_and_desk_by_day_and_night(show, axe, name: str) -> None:
    page = show(name)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert (width, scheme, axe(page)) == (width, scheme, [])
    assert page.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_nobody_scrolls_sideways(show, name: str) -> None:
    page = show(name)
    for width in (320, 360, 640, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert (width, max(overflow(page), 0)) == (width, 0)


def test_letters_twice_as_large_still_fit(show) -> None:
    page = show("components", width=1280)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) <= 0


def test_the_error_summary_has_the_focus_and_leads_to_the_field(show) -> None:
    page = show("errors", width=360)
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.click("text=Ghi vào ô “Các bên”.")
    assert page.evaluate("document.activeElement.id") == "id_parties"


def test_targets_are_as_large_as_a_thumb(show) -> None:
    page = show("forms", width=360)
    small = page.evaluate(
        """() => [...document.querySelectorAll('main .govuk-input, main .govuk-select, main .govuk-button,'
            + ' main .govuk-button-group .govuk-link,'
            + ' .govuk-radios__input, .govuk-checkboxes__input, .ht-nav__link')]
            .filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"""
    )
    assert small == []


def test_everything_stands_without_script(show) -> None:
    page = show("components", width=360, script=False)
    assert page.is_visible("text=Cần làm ngay")
    assert page.is_visible("text=Lọc")
    page.click("text=Xem các ngày dưới dạng bảng")
    assert page.is_visible("text=Từ ngày")


def test_progress_comes_by_itself_and_is_spoken_at_the_end(show) -> None:
    page = show("components")
    page.wait_for_selector("text=Đã đọc xong danh sách")
    assert page.inner_text("main > [role=status]") == "25.000 / 25.000 dòng"
    assert page.locator("text=Cập nhật").count() == 0


class TestGrid:
    def test_enter_goes_on_and_the_last_row_brings_another(self, show) -> None:
        page = show("forms")
        page.focus("[name=rows-0-day]")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.name") == "rows-0-parties"
        page.fill("[name=rows-1-parties]", "Người Thử Một")
        assert page.locator("[name=rows-2-day]").count() == 1
        assert page.input_value("[name=rows-TOTAL_FORMS]") == "3"

    def test_arrows_move_between_rows(self, show) -> None:
        page = show("forms")
        page.focus("[name=rows-0-parties]")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.name") == "rows-1-parties"

    def test_cells_copied_from_excel_fill_cells(self, show) -> None:
        page = show("forms")
        page.focus("[name=rows-0-day]")
        copied = (
            '1/6/2026\t"Người A\nNgười B"\tHòa giải thành\r\n'
            "2/6/2026\tNgười C\tKhông thành\r\n3/6/2026\tNgười D\r\n"
        )
        page.evaluate(
            """text => { const data = new DataTransfer(); data.setData('text', text);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true,
            cancelable: true})) }""",
            copied,
        )
        assert page.input_value("[name=rows-1-parties]") == "Người C"
        assert page.input_value("[name=rows-0-outcome]") == "s"
        assert page.input_value("[name=rows-1-outcome]") == "u"
        assert page.input_value("[name=rows-2-day]") == "3/6/2026"
        assert page.input_value("[name=rows-TOTAL_FORMS]") == "4"


class TestDraft:
    def test_unsent_text_is_back_after_the_line_broke_and_the_page_says_so(self, show) -> None:
        page = show("forms", width=360)
        page.fill("[name=parties]", "Người Thử Một")
        page.check("[name=matter][value=dat]")
        page.wait_for_selector("text=Đang giữ nháp trên máy này.")
        page.reload()
        assert page.input_value("[name=parties]") == "Người Thử Một"
        assert page.is_checked("[name=matter][value=dat]")
        assert page.is_visible("text=Đã lấy lại chữ nhập dở.")

    def test_a_draft_can_be_thrown_away(self, show) -> None:
        page = show("forms", width=360)
        page.fill("[name=parties]", "Người Thử Một")
        page.click("text=Bỏ nháp")
        page.reload()
        assert page.input_value("[name=parties]") == ""

    def test_a_draft_of_another_account_is_not_shown(self, show) -> None:
        page = show("forms", width=360)
        page.evaluate(
            """() => localStorage.setItem('ht-draft:guide:/giao-dien/bieu-mau/', JSON.stringify(
            {at: Date.now(), owner: '77', path: location.pathname, values: [['parties', 'của người khác', null]]}))"""
        )
        page.reload()
        assert page.input_value("[name=parties]") == ""
        assert page.evaluate("localStorage.length") == 0
