"""Pages of disputes in a real browser: clean for axe, no sideways scrolling, a book typed without a mouse."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from hoathuan.cases import services
from tests.plugins.browser import overflow

from .test_grid import BAD, GOOD, sending

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

#: Two rows as a spreadsheet copies them; two people stand in one cell.
PASTED = '2\t1/6\t3/6\t"Lò Mẫu\nHà Mẫu"\t1\tt\tMột\n\t2/6\t4/6\tC; D\t2\tk\tHai'
HOST = "http://mau.test"
BUILT = Path(settings.BASE_DIR) / "hoathuan/core/static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@pytest.fixture
def case(acting, officer, entry):
    with acting(officer) as actor:
        return services.record_ended_case(actor=actor, entry=entry())


@pytest.fixture
def answers(client_for, officer, case, team, other_team):
    """The pages, as the server gives them to the commune's justice officer."""
    client = client_for(officer)
    detail = f"/vu-viec/{case.uuid}/"
    return {
        "list": client.get("/vu-viec/"),
        "entry": client.get("/vu-viec/ghi/"),
        "entry with errors": client.post(
            "/vu-viec/ghi/", {"ended_on": "27/06/2026", "late_reason": "x" * 300}
        ),
        "detail": client.get(detail),
        "step": client.get(f"{detail}sua/"),
        "saved": client.get(f"{detail}da-luu/"),
        "grid": client.get("/vu-viec/nhap-so/"),
        "grid with errors": client.post("/vu-viec/nhap-so/", sending(GOOD, BAD)),
        "books": client.get("/vu-viec/so/"),
        "book": client.get(f"/vu-viec/so/{team.uuid}/2026/"),
    }


def serve(answer: Any) -> Any:
    def route(request: Any) -> None:
        path = request.request.url.removeprefix(HOST).split("?")[0]
        if path.startswith("/static/"):
            file = BUILT / path.removeprefix("/static/")
            request.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
            return
        headers = {"Content-Security-Policy": answer.headers["Content-Security-Policy"]}
        request.fulfill(
            body=answer.content.decode(), content_type="text/html; charset=utf-8", headers=headers
        )

    return route


def test_every_page_is_clean_for_axe_and_fits_a_phone(answers, open_page, axe):
    for name, answer in answers.items():
        page = open_page()
        complaints: list[str] = []
        page.on("console", lambda message, kept=complaints: kept.append(message.text))
        page.route("**/*", serve(answer))
        page.goto(f"{HOST}/vu-viec/trang/")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert (name, width, axe(page)) == (name, width, [])
            assert (name, width, overflow(page)) == (name, width, 0)
        assert (name, complaints) == (name, [])
        page.close()


def test_a_book_is_typed_and_pasted_without_a_mouse(answers, open_page):
    page = open_page()
    page.route("**/*", serve(answers["grid"]))
    page.goto(f"{HOST}/vu-viec/nhap-so/")
    page.focus("[name=rows-0-team]")
    for row in (GOOD, ["", "2/6", "12/6", "A; B", "8", "k", ""]):
        for cell in row:
            page.keyboard.type(cell)
            page.keyboard.press("Enter")
    assert page.input_value("[name=rows-0-summary]") == "Tranh chấp ranh giới"
    assert page.input_value("[name=rows-1-ending]") == "k"
    assert page.evaluate("document.activeElement.name") == "rows-2-team"
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        PASTED,
    )
    assert page.input_value("[name=rows-2-parties]") == "Lò Mẫu; Hà Mẫu"
    assert page.input_value("[name=rows-3-summary]") == "Hai"
    page.fill("[name=rows-19-team]", "1")
    assert page.locator("[name=rows-20-team]").count() == 1
    page.close()
