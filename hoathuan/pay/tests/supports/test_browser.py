"""Support on a phone: a round from the months to the leader's word, and a request that a head confirms."""

import os
from datetime import date
from pathlib import Path

import pytest

from hoathuan.pay.models import Accident, SupportAct
from hoathuan.pay.supports.choices import AccidentState, ActState
from hoathuan.pay.supports.services import accidents
from hoathuan.teams.models import Mediator
from tests.plugins.browser import overflow

from .conftest import request_of
from .test_accidents import gather, submit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Where pictures go, for whoever wants to look at the pages.
PICTURES = os.environ.get("HT_PICTURES", "")


@pytest.fixture
def at(live_server, open_page, client_for, axe):
    """`at(seat, width)`: a page of that seat, and a way to look at what is on it."""

    def make(seat, width=360):
        page = open_page(width=width)
        cookie = client_for(seat).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

        def look(words, name=""):
            page.wait_for_selector(f"main:has-text('{words}')")
            if PICTURES and name:
                page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)
            assert overflow(page) == 0, words
            assert axe(page) == [], words

        return page, look, live_server.url

    return make


@pytest.mark.parametrize("width", [360, 1280])
def test_a_quarter_of_all_teams_is_drawn_up_and_approved(funded, at, width):
    page, look, home = at(funded.officer, width)
    page.goto(f"{home}/chi-tra/ho-tro/")
    look("tổ còn tháng chưa nhận hỗ trợ", "rounds")
    page.get_by_role("link", name="Xem tổ nào, tháng nào").click()
    look("07–12/2025", "arrears")
    page.get_by_role("link", name="Lập đợt hỗ trợ").click()
    look("Xem trước", "new")
    page.get_by_label("Từ tháng").select_option("2026-04")
    page.get_by_role("button", name="Xem trước").click()
    look("2 tổ, tổng 900.000 đồng", "preview")
    page.get_by_role("button", name="Lập đợt, gửi lãnh đạo duyệt").click()
    look("Đã lập đợt hỗ trợ", "round")
    act = SupportAct.objects.get()
    page, look, home = at(funded.leader, width)
    page.goto(f"{home}/chi-tra/ho-tro/dot/{act.uuid}/")
    page.get_by_role("link", name="Duyệt", exact=True).click()
    look("2 tổ, 6 lượt tháng, tổng 900.000 đồng", "approve")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    look("Đã duyệt. Kế toán chi được ngay.", "approved")
    act.refresh_from_db()
    assert act.state == ActState.APPROVED
    page, look, home = at(funded.head, width)
    page.goto(f"{home}/chi-tra/ho-tro/cua-to/")
    look("150.000", "team")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_request_from_the_paper_to_the_decision(funded, at, width):
    term = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Hai")
    page, look, home = at(funded.head, width)
    page.goto(f"{home}/chi-tra/ho-tro/tai-nan/")
    look("Chưa có hồ sơ nào", "accidents-empty")
    page.get_by_role("link", name="Đề nghị hỗ trợ").click()
    look("Xảy ra khi nào?", "accident-new")
    page.get_by_role("combobox", name="Hòa giải viên").select_option(str(term.pk))
    page.get_by_label("Bị tai nạn, bị bệnh, bị thương").check()
    page.get_by_label("Xảy ra ngày nào?").fill("1/6/2026")
    page.get_by_label("Trên đường từ nhà đến nơi hòa giải").check()
    page.get_by_label("Xảy ra ở đâu?").fill("dốc đầu thôn")
    page.get_by_label("Kể ngắn gọn sự việc").fill("Ngã xe khi đi hòa giải.")
    page.get_by_label("Không có thẻ bảo hiểm y tế").check()
    page.get_by_role("group", name="Có khám, chữa bệnh phải trả tiền không?").get_by_label("Có").check()
    page.get_by_role("radio", name="Hòa giải viên", exact=True).check()
    page.get_by_role("button", name="Ghi giấy đề nghị").click()
    look("Đã ghi giấy đề nghị", "accident")
    page.get_by_role("link", name="Xác nhận giấy đề nghị").click()
    look("Ngày xác nhận", "accident-certify")
    page.get_by_role("button", name="Xác nhận giấy đề nghị").click()
    look("Đã xác nhận, đang gom giấy tờ")
    one = Accident.objects.get()
    Accident.objects.filter(pk=one.pk).update(certified_on=date(2026, 6, 4))
    one.refresh_from_db()
    one = submit(funded, gather(funded, one), medical_cost=1_000_000)
    page, look, home = at(funded.leader, width)
    page.goto(f"{home}/chi-tra/ho-tro/tai-nan/{one.uuid}/")
    look("800.000", "accident-ready")
    page.get_by_role("link", name="Quyết định hỗ trợ").click()
    look("Ngày quyết định", "accident-decide")
    page.get_by_role("button", name="Quyết định hỗ trợ").click()
    look("Đã quyết định hỗ trợ, chờ chi", "accident-approved")
    one.refresh_from_db()
    assert one.state == AccidentState.APPROVED


def test_a_request_that_is_not_covered_says_so(funded, at):
    term = Mediator.objects.get(team=funded.teams[0], person__full_name="Người Mẫu Hai")
    one = funded.act(funded.officer, accidents.file_request, request=request_of(term, situation="other"))
    page, look, home = at(funded.officer)
    page.goto(f"{home}/chi-tra/ho-tro/tai-nan/{one.uuid}/")
    look("chỉ trả lời bằng văn bản", "accident-not-covered")
