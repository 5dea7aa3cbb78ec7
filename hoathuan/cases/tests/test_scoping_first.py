"""Who asks about the scope before the dispute is written down answers once; the officer is not sent to the officer."""

import pytest

from hoathuan.cases.models import Case, CaseContent, CaseEvent

from .test_scoping import LABOUR, LAND, query

pytestmark = pytest.mark.django_db
UNSURE = "4449"
TOLD = {
    "received_on": "20/06/2026", "parties": "Lò Thị Mẫu, 1972, thôn 1\nHà Văn Mẫu", "field": "land",
    "summary": "Lối đi chung",
}  # fmt: skip


@pytest.fixture
def write_down(client_for, officer, team):
    """Receive a dispute at the end of these answers, as the officer does."""

    def written(way, **changes):
        browser = client_for(officer)
        asked = f"/vu-viec/tiep-nhan/{query(way)}"
        assert "được giữ cùng vụ việc" in browser.get(asked).content.decode()
        answer = browser.post(asked, TOLD | {"team": team.pk} | changes, follow=True)
        return browser, Case.objects.get(), answer.content.decode()

    return written


def test_a_dispute_that_was_asked_first_opens_at_its_conclusion(write_down, acting, officer):
    browser, case, saved = write_down(LAND)
    at = f"/vu-viec/{case.uuid}/pham-vi/{query(LAND)}".replace("&", "&amp;")
    links = saved.split("ht-next", 1)[1]
    assert links.index(f'href="{at}"') < links.index("Ghi vụ việc khác của tổ này")
    assert "Xác định thuộc phạm vi" in links.split("</a>")[0]
    assert f'href="{at}"' in browser.get(f"/vu-viec/{case.uuid}/").content.decode()
    assert "Nhận hòa giải" in browser.get(at.replace("&amp;", "&")).content.decode()
    with acting(officer):
        assert CaseContent.objects.get(case=case).scope_check["kind"] == "mediable"


def test_what_the_team_may_not_mediate_opens_at_where_to_go(write_down):
    browser, case, _saved = write_down(LABOUR)
    page = browser.get(f"/vu-viec/{case.uuid}/pham-vi/{query(LABOUR)}").content.decode()
    assert "Chuyển cơ quan khác" in page


def test_answers_are_kept_once_however_often_the_form_is_sent(write_down, client_for, officer, team):
    browser, case, _saved = write_down(LAND)
    browser.post(f"/vu-viec/tiep-nhan/{query(LAND)}", TOLD | {"team": team.pk})
    assert CaseEvent.objects.filter(case=case, verb="scope_noted").count() == 1


def test_without_questions_before_the_next_step_asks_them(client_for, officer, team):
    browser = client_for(officer)
    saved = browser.post("/vu-viec/tiep-nhan/", TOLD | {"team": team.pk}, follow=True).content.decode()
    case = Case.objects.get()
    assert f'href="/vu-viec/{case.uuid}/pham-vi/"' in saved.split("ht-next", 1)[1].split("</a>")[0]


def test_the_officer_whom_teams_ask_is_told_what_to_read(client_for, officer, head):
    own = client_for(officer).get(f"/pham-vi/{query(UNSURE)}").content.decode()
    assert "Ông/bà là người được hỏi: đọc Điều 6 Nghị định 15/2014/NĐ-CP" in own
    assert "còn chưa rõ thì hỏi Sở Tư pháp" in own
    assert "chưa đối chiếu với văn bản gốc" in own, "the clause keeps its mark"
    asks = client_for(head).get(f"/pham-vi/{query(UNSURE)}").content.decode()
    assert "người được hỏi" not in asks
    assert "hỏi công chức tư pháp xã trước khi nhận" in asks


def test_the_officer_writes_on_what_the_decision_rests(write_down, client_for, head):
    browser, case, _saved = write_down(UNSURE)
    deed = f"/vu-viec/{case.uuid}/pham-vi/nhan/{query(UNSURE)}"
    own = browser.get(deed).content.decode()
    assert "Ông/bà xác định thế nào, theo căn cứ nào?" in own
    assert "Công chức tư pháp xã trả lời thế nào?" in client_for(head).get(deed).content.decode()
