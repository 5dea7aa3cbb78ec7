"""The guide as people walk it, the questions as they read them, and the pages of whoever writes them."""

import re
from datetime import timedelta

import pytest

from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry
from hoathuan.scope import services
from hoathuan.scope.models import QuestionSet


@pytest.fixture
def browser(client_for, seat_of, world):
    return client_for(seat_of("team_head", world.villages["Xã An Mẫu"][0]))


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_first_question_is_about_danger_and_the_second_follows_the_answer(browser):
    page = text_of(browser.get("/pham-vi/"))
    assert "Ngay lúc này, có ai đang bị đánh" in page
    assert "Câu 1, nhiều nhất 6 câu" in page
    answer = browser.get("/pham-vi/", {"b": 1, "d": "", "chon": 4, "di": 1})
    assert answer.status_code == 302
    assert answer.url == "/pham-vi/?b=1&d=4"
    assert "Có ai bị hại theo một trong những cách sau không?" in text_of(browser.get(answer.url))


def test_an_answer_of_danger_leads_at_once_to_what_to_do(browser):
    answer = browser.get("/pham-vi/", {"b": 1, "d": "", "chon": 2, "di": 1}, follow=True)
    page = text_of(answer)
    assert "Dừng lại. Không hòa giải lúc này." in page
    assert 'href="tel:113"' in page
    assert "Không giằng lấy" in page


def test_a_border_between_neighbours_may_be_mediated_with_its_clause(browser):
    page = text_of(browser.get("/pham-vi/?b=1&d=44441"))
    assert "Hòa giải được: tranh chấp đất giữa người dân" in page
    assert "điểm b khoản 1 Điều 5 Nghị định 15/2014/NĐ-CP" in page


def test_a_clause_that_nobody_read_is_shown_as_unconfirmed(browser):
    page = text_of(browser.get("/pham-vi/?b=1&d=44453"))
    assert "Không hòa giải ở tổ: việc làm, tiền lương" in page
    assert "chưa xác nhận: chưa đối chiếu với văn bản gốc" in page


def test_nothing_chosen_is_told_and_what_was_answered_stays(browser):
    page = text_of(browser.get("/pham-vi/", {"b": 1, "d": "44", "di": 1}))
    assert "Chọn một ý ở câu" in page
    assert "Có ai bị thương, hoặc có việc mà công an phải vào cuộc không?" in page
    assert "Những câu đã trả lời" in page


def test_going_back_keeps_the_answer(browser):
    page = text_of(browser.get("/pham-vi/?b=1&d=444"))
    assert 'href="/pham-vi/?b=1&amp;d=44&amp;chon=4"' in page
    back = text_of(browser.get("/pham-vi/?b=1&d=44&chon=4"))
    assert re.search(r'<input[^>]*value="4"[^>]*checked', back)


@pytest.mark.parametrize("way", ["9", "x", "44449999", "²", "<script>", "-1"])
def test_an_address_that_fits_no_answer_stops_where_it_still_makes_sense(browser, way):
    assert browser.get("/pham-vi/", {"b": 1, "d": way}).status_code == 200


def test_a_new_version_in_between_begins_anew_and_says_so(browser):
    page = text_of(browser.get("/pham-vi/?b=77&d=44"))
    assert "Bộ câu hỏi vừa đổi" in page
    assert "Câu 1, nhiều nhất 6 câu" in page


def test_asking_stores_nothing(browser, django_assert_max_num_queries):
    lines = AuditEntry.objects.count()
    with django_assert_max_num_queries(20) as asked:
        browser.get("/pham-vi/?b=1&d=44441")
    written = [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if "session" not in sql] == []
    assert AuditEntry.objects.count() == lines


def test_the_questions_are_read_with_clause_and_mark(browser):
    page = text_of(browser.get("/pham-vi/bo-cau-hoi/"))
    assert "khoản 4 Điều 10, khoản 4 Điều 15 Luật 35/2013/QH13" in page
    assert "chưa xác nhận" in page
    assert "Áp dụng từ ngày 01/07/2025" in page
    assert "Soạn bản mới" not in page


def test_a_question_is_asked_in_few_queries(browser, django_assert_max_num_queries):
    browser.get("/pham-vi/")
    with django_assert_max_num_queries(12):
        browser.get("/pham-vi/?b=1&d=444")


def test_the_keeper_writes_a_version_page_by_page(client_for, keeper):
    client = client_for(keeper)
    client.post("/pham-vi/soan/moi/", {"note": "Luật sửa đổi có hiệu lực"})
    draft = QuestionSet.objects.get(state="draft")
    question = draft.questions.get(key="land")
    address = f"/pham-vi/soan/cau/{question.uuid}/"
    assert "Đất ấy đang vướng chuyện gì?" in text_of(client.get(address))
    rows = {
        "tl-TOTAL_FORMS": 3, "tl-INITIAL_FORMS": 2,
        "tl-0-key": "border", "tl-0-text": "Ranh giới giữa hai nhà", "tl-0-to": "ket-luan:land",
        "tl-1-key": "state", "tl-1-text": "Không đồng ý với Nhà nước", "tl-1-to": "",
        "tl-2-key": "", "tl-2-text": "", "tl-2-to": "",
    }  # fmt: skip
    sent = {"text": "Đất vướng gì?", "clause": "Điều 5", "version": question.version, **rows}
    client.post(address, sent)
    page = text_of(client.get("/pham-vi/soan/"))
    assert "Câu “Đất vướng gì?”, trả lời “Không đồng ý với Nhà nước”: chưa chọn đi tiếp đến đâu." in page
    refused = text_of(client.get("/pham-vi/soan/ap-dung/"))
    assert "Chưa áp dụng được" in refused
    assert client.get("/pham-vi/soan/di-thu/").url == "/pham-vi/soan/"


def test_situations_that_come_out_otherwise_are_seen_before_the_version_holds(client_for, keeper, actor_of):
    client = client_for(keeper)
    services.start_draft(actor=actor_of(keeper), note="Thử đổi một kết luận")
    draft = QuestionSet.objects.get(state="draft")
    outcome = draft.outcomes.get(key="hygiene")
    changed = {"kind": "not", "title": "Chuyển xã", "body": "UBND xã", "reason": "Vì thế", "clause": "Điều 5"}
    client.post(f"/pham-vi/soan/ket-luan/{outcome.uuid}/", {**changed, "version": outcome.version})
    page = text_of(client.get("/pham-vi/soan/ap-dung/"))
    assert "1 tình huống cho kết quả khác mong đợi" in page
    assert page.count("khác mong đợi") == 2
    day = today() + timedelta(days=3)
    unseen = client.post("/pham-vi/soan/ap-dung/", {"valid_from": f"{day:%d/%m/%Y}"})
    assert unseen.status_code == 200
    client.post("/pham-vi/soan/ap-dung/", {"valid_from": f"{day:%d/%m/%Y}", "seen": "on"})
    assert QuestionSet.objects.get(number=draft.number).valid_from == day
    assert "Rút bản này" in text_of(client.get(f"/pham-vi/bo-cau-hoi/{draft.number}/"))


def test_questions_and_verdicts_are_added_and_removed(client_for, keeper, actor_of):
    client = client_for(keeper)
    services.start_draft(actor=actor_of(keeper), note="Thêm câu hỏi")
    draft = QuestionSet.objects.get(state="draft")
    rows = {
        "tl-TOTAL_FORMS": 2, "tl-INITIAL_FORMS": 0, "tl-0-text": "Có", "tl-0-to": "ket-luan:land",
        "tl-1-text": "Không", "tl-1-to": "ket-luan:unsure",
    }  # fmt: skip
    client.post("/pham-vi/soan/cau-moi/", {"text": "Câu thêm?", "clause": "Điều 5", **rows})
    question = draft.questions.get(text="Câu thêm?")
    assert [answer.to_outcome for answer in question.answers.all()] == ["land", "unsure"]
    client.post(f"/pham-vi/soan/xoa/cau/{question.uuid}/")
    assert not draft.questions.filter(text="Câu thêm?").exists()
    new = {"kind": "ask", "title": "Hỏi thêm", "body": "Tư pháp xã", "reason": "Chưa rõ", "clause": "Điều 6"}
    client.post("/pham-vi/soan/ket-luan-moi/", new)
    outcome = draft.outcomes.get(title="Hỏi thêm")
    client.post(f"/pham-vi/soan/xoa/ket-luan/{outcome.uuid}/")
    client.post("/pham-vi/soan/bo/")
    assert not QuestionSet.objects.filter(state="draft").exists()


def test_a_draft_is_walked_before_it_holds(client_for, keeper, actor_of):
    client = client_for(keeper)
    services.start_draft(actor=actor_of(keeper), note="Đi thử một lượt")
    page = text_of(client.get("/pham-vi/soan/di-thu/"))
    assert "Đang đi thử bản soạn, chưa áp dụng." in page


WRITING = ("soan/moi/", "soan/", "soan/ap-dung/", "soan/cau-moi/", "soan/ket-luan-moi/", "bo-cau-hoi/1/rut/")


@pytest.mark.parametrize("address", WRITING)
def test_others_do_not_write(client_for, seat_of, world, keeper, actor_of, address):
    """The own commune's officer, the province above, its administrator, nobody's seat, nobody."""
    services.start_draft(actor=actor_of(keeper), note="Bản soạn để thử")
    own = client_for(seat_of("commune_officer", world.xa_a))
    parent = client_for(seat_of("province_leader", world.tinh_mau))
    sister = client_for(seat_of("administrator", world.tinh_khac))
    answers = [one.get(f"/pham-vi/{address}").status_code for one in (own, parent, sister, client_for(None))]
    assert answers == [403, 403, 404, 302]
