"""The mediator's own pages on an old phone: large, nothing wider than the screen, and without JavaScript too."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hoathuan.core.dates import today
from hoathuan.desk.tests.conftest import assigned
from hoathuan.teams.models import Mediator
from tests.plugins.browser import overflow

PAGES = ("/", "/cua-toi/viec/", "/cua-toi/tien/", "/cua-toi/giay-to/", "/cua-toi/hoi-ai/")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: What may be touched on a page of one's own, and how high each is.
TARGETS = """() => [...document.querySelectorAll('main a, main button')].filter(e => e.offsetParent)
    .filter(e => !e.closest('.ht-eyebrow')).map(e => [e.innerText, Math.round(e.getBoundingClientRect().height)])"""
#: The smallest letters on a page of one's own that are shown.
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.ht-mine *')].filter(e => e.offsetParent
    && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
    && !e.closest('.govuk-visually-hidden'))
    .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.fixture(autouse=True)
def busy(me: Any, desk: Any, money: Any) -> None:
    """A mediator with work, money on its way and money to confirm."""
    term = Mediator.objects.get(person=me.person)
    Mediator.objects.filter(pk=term.pk).update(decision_number="12/QĐ-UBND")
    assigned(desk, 1, received=today() - timedelta(days=1))


def sign_in(page: Any, client: Any, live_server: Any) -> Any:
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return page


def kept(page: Any, name: str) -> None:
    """Pictures to be looked at, where `HT_SHOTS` names a folder."""
    if folder := os.environ.get("HT_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize("script", [True, False])
def test_every_page_fits_small_phones_in_large_letters(
    script: bool, live_server: Any, open_page: Any, client_for: Any, me: Any, axe: Any
) -> None:
    page = sign_in(open_page(width=360, script=script), client_for(me), live_server)
    for path in PAGES:
        page.goto(live_server.url + path)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 800})
            kept(page, f"{path.strip('/').replace('/', '-') or 'home'}-{width}-{script}")
            assert (path, width, overflow(page)) == (path, width, 0)
            assert (path, page.evaluate(SMALLEST) >= 18) == (path, True)
            low = [one for one in page.evaluate(TARGETS) if one[1] < 48]
            assert (path, width, low) == (path, width, [])
        if script:
            assert (path, axe(page)) == (path, [])
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            page.set_viewport_size({"width": 640, "height": 900})
            assert (path, "200 %", overflow(page)) == (path, "200 %", 0)


def test_the_doors_lead_there_and_the_record_comes_as_a_file(
    live_server: Any, open_page: Any, client_for: Any, me: Any
) -> None:
    page = sign_in(open_page(width=320, script=False), client_for(me), live_server)
    for door in ("Việc của tôi", "Tiền của tôi", "Giấy tờ của tôi", "Hỏi ai"):
        page.goto(live_server.url + "/")
        page.click(f".ht-doors a:has-text('{door}')")
        assert door in page.inner_text("h1")
    page.goto(live_server.url + "/cua-toi/giay-to/")
    with page.expect_download() as download:
        page.click("button:has-text('In quá trình')")
    assert download.value.suggested_filename.endswith(".pdf")
