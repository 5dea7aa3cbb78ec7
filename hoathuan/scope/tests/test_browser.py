"""The guide on a phone of 360 px without JavaScript, by touch and by the browser's own Back; clean for axe."""

import pytest

from conftest import build_world
from tests.plugins.browser import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def signed_in(live_server, client_for, open_page):
    """A page of a size, signed in as the person of a seat."""

    def enter(seat, **size):
        page = open_page(**size)
        cookie = client_for(seat).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return page

    return enter


def choose(page, words):
    page.get_by_label(words, exact=False).check()
    go_on(page)


def go_on(page):
    """To the next question: words of one may stand in the other too."""
    with page.expect_navigation():
        page.get_by_role("button", name="Tiếp tục").click()


def test_a_team_head_asks_about_a_border_on_a_phone_without_script(world, seat_of, signed_in, live_server):
    head = seat_of("team_head", world.villages["Xã An Mẫu"][0])
    page = signed_in(head, width=360, script=False)
    page.goto(f"{live_server.url}/pham-vi/")
    for answer in ("Không", "Không có chuyện nào như vậy", "Không", "Đất đai, ranh giới"):
        assert overflow(page) <= 0
        page.locator(".govuk-radios__item", has_text=answer).last.locator("input").check()
        go_on(page)
    choose(page, "Ranh giới, ai được sử dụng")
    assert page.inner_text("h1") == "Hòa giải được: tranh chấp đất giữa người dân"
    page.go_back()
    assert "Đất ấy đang vướng chuyện gì?" in page.inner_text("main")
    with page.expect_navigation():
        page.get_by_role("link", name="Câu trước").click()
    assert page.locator("input[type=radio]:checked").count() == 1
    assert (
        "Đất đai, ranh giới" in page.locator(".govuk-radios__item", has=page.locator(":checked")).inner_text()
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_clean_for_axe_and_fits(world, seat_of, signed_in, live_server, axe, width):
    page = signed_in(seat_of("administrator", world.country), width=width)
    page.goto(f"{live_server.url}/pham-vi/soan/moi/")
    page.fill("[name=note]", "Luật sửa đổi có hiệu lực")
    with page.expect_navigation():
        page.get_by_role("button", name="Bắt đầu soạn").click()
    draft = page.url
    with page.expect_navigation():
        page.get_by_role("link", name="Đất ấy đang vướng chuyện gì?").first.click()
    question = page.url
    addresses = {
        "question": "/pham-vi/",
        "nothing chosen": "/pham-vi/?b=1&d=44&di=1",
        "danger": "/pham-vi/?b=1&d=2",
        "may be mediated": "/pham-vi/?b=1&d=44441",
        "for another body": "/pham-vi/?b=1&d=44453",
        "ask": "/pham-vi/?b=1&d=4449",
        "version": "/pham-vi/bo-cau-hoi/",
        "draft": draft.removeprefix(live_server.url),
        "edit a question": question.removeprefix(live_server.url),
        "new verdict": "/pham-vi/soan/ket-luan-moi/",
        "try": "/pham-vi/soan/di-thu/",
        "put": "/pham-vi/soan/ap-dung/",
    }
    for name, address in addresses.items():
        page.goto(f"{live_server.url}{address}")
        assert (name, overflow(page) <= 0) == (name, True)
        assert (name, axe(page)) == (name, [])


def test_an_answer_of_danger_is_a_red_page_with_numbers_to_call(world, seat_of, signed_in, live_server):
    page = signed_in(seat_of("mediator", world.villages["Xã An Mẫu"][0]), width=360, script=False)
    page.goto(f"{live_server.url}/pham-vi/")
    choose(page, "có người cầm dao, gậy, súng")
    assert page.inner_text("h1") == "Có vũ khí, vật nguy hiểm: báo ngay"
    assert page.get_by_role("link", name="Gọi 113").get_attribute("href") == "tel:113"
    assert overflow(page) <= 0
