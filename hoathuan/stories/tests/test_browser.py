"""Stories on a phone: clean for axe, nothing wider than the screen, and all of it without JavaScript."""

import pytest

from tests.plugins.browser import overflow

from .test_pages import LIST, page_of, typed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, client, live_server):
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return page


def test_a_story_is_told_checked_and_shown_on_a_phone_without_javascript(
    live_server, open_page, client_for, mediator, officer, province, case
):
    page = sign_in(open_page(width=360, script=False), client_for(mediator), live_server)
    page.goto(f"{live_server.url}/vu-viec/{case.uuid}/")
    page.click("main a:has-text('Kể lại cho đồng nghiệp')")
    for name, words in typed(situation="Bà Mẫu xây tường", audience=None).items():
        if words is not None:
            page.fill(f"[name={name}]", words)
    page.click("main button[type=submit]")
    assert page.locator("mark").all_inner_texts() == ["Bà Mẫu"]
    assert overflow(page) == 0
    page.click("main a:has-text('Sửa chuyện')")
    page.fill("[name=situation]", "Bên A xây tường")
    page.click("main button[type=submit]")
    page.click("button:has-text('Gửi người thứ hai đọc')")
    address = page.url
    assert "Chờ người thứ hai đọc" in page.inner_text("main")
    second = sign_in(open_page(width=360, script=False), client_for(officer), live_server)
    second.goto(address)
    second.click("button:has-text('Cho đồng nghiệp xem')")
    reader = sign_in(open_page(width=360, script=False), client_for(province), live_server)
    reader.goto(f"{live_server.url}{LIST}")
    reader.click("main li a")
    reader.click("button:has-text('Chuyện này hữu ích')")
    assert "1 đồng nghiệp thấy chuyện này hữu ích" in reader.inner_text("main")


def test_every_page_is_clean_for_axe_and_fits_a_phone(
    live_server, open_page, client_for, axe, mediator, officer, province, case, sent
):
    asked = {
        "begin": (province, LIST),
        "draft": (mediator, page_of(sent)),
        "second": (officer, page_of(sent)),
        "back": (officer, page_of(sent, "tra-lai")),
        "tell": (officer, f"{LIST}ke/{case.uuid}/"),
    }
    for name, (seat, path) in asked.items():
        page = sign_in(open_page(), client_for(seat), live_server)
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + path)
            assert (name, width, axe(page)) == (name, width, [])
            assert (name, width, overflow(page)) == (name, width, 0)
        page.close()
