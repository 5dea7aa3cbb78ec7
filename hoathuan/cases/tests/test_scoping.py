"""The guided scope check of a dispute: what it advises is done and kept, danger stops everything else."""

from datetime import date

import pytest

from hoathuan.cases import services
from hoathuan.cases.choices import Field, Matter, State
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import Case, CaseContent, CaseCorrection, Escalation
from hoathuan.cases.rules import MATTERS_OF_FIELD
from hoathuan.cases.scoping import check_of
from hoathuan.core.models import AuditEntry
from hoathuan.scope.api import Letter, Screen, Topic, questions_on

TODAY = date(2026, 6, 23)
#: Ways through the shipped questions.
LAND, LABOUR, WEAPON, UNSURE, PASSAGE = "44441", "44453", "2", "4449", "4442"


@pytest.fixture
def case(acting, officer, entry):
    with acting(officer) as actor:
        return services.receive(actor=actor, entry=entry(ended_on=None))


@pytest.fixture
def browser(client_for, head, case):
    return client_for(head)


def check(way):
    return check_of(Screen.at(questions_on(TODAY), way), TODAY)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def query(way):
    return f"?b=1&d={way}"


def answer_with(browser, case, way, chosen):
    """An answer as the page of a question sends it."""
    return browser.post(f"/vu-viec/{case.uuid}/pham-vi/", {"b": 1, "d": way, "chon": chosen, "di": 1})


def kept_of(acting, seat, case):
    with acting(seat):
        return CaseContent.objects.get(case=case)


def test_the_guide_and_the_book_name_matters_by_the_same_codes(db):
    assert [(one.value, str(one.label)) for one in Letter] == [(one.value, str(one.label)) for one in Matter]
    assert [(one.value, str(one.label)) for one in Topic] == [(one.value, str(one.label)) for one in Field]
    mediable = [one for one in questions_on(TODAY).verdicts.values() if one.mediable]
    assert [one.key for one in mediable if one.letter not in MATTERS_OF_FIELD[one.topic]] == []


def test_the_button_of_a_received_dispute_leads_through_the_questions(browser, case):
    assert f'href="/vu-viec/{case.uuid}/pham-vi/"' in text_of(browser.get(f"/vu-viec/{case.uuid}/"))
    page = text_of(browser.get(f"/vu-viec/{case.uuid}/pham-vi/"))
    assert "Ngay lúc này, có ai đang bị đánh" in page
    assert f'href="/vu-viec/{case.uuid}/thuoc-pham-vi/"' in page
    answer = answer_with(browser, case, "444", 4)
    assert answer.url == f"/vu-viec/{case.uuid}/pham-vi/?b=1&d=4444"


def test_what_may_be_mediated_is_accepted_with_the_clause_written_already(browser, acting, head, case):
    address = f"/vu-viec/{case.uuid}/pham-vi/{query(LAND)}"
    page = text_of(browser.get(address))
    assert "Tranh chấp quyền sử dụng đất, ranh giới giữa các bên (điểm b khoản 1 Điều 5" in page
    sent = {"reason": "Ranh giới giữa hai nhà", "on_date": "20/06/2026"}
    browser.post(f"/vu-viec/{case.uuid}/pham-vi/nhan/{query(LAND)}", sent)
    case.refresh_from_db()
    assert case.state == State.ACCEPTED
    content = kept_of(acting, head, case)
    assert content.scope_reason == "Ranh giới giữa hai nhà"
    assert content.scope_check["version"] == 1
    assert content.scope_check["verdict"] == "land"
    assert content.scope_check["answers"]["land"] == "border"
    shown = text_of(browser.get(f"/vu-viec/{case.uuid}/"))
    assert "Đã hỏi phạm vi" in shown
    assert "Ranh giới, ai được sử dụng" in shown


def test_the_matter_of_the_book_is_put_right_by_the_guide(acting, officer, case):
    with acting(officer) as actor:
        services.decide_scope(
            actor=actor, case=case, reason="Lối đi", on_date=TODAY, check=check(PASSAGE), corrected=True
        )
    case.refresh_from_db()
    assert (case.field, case.matter) == (Field.PASSAGE, Matter.CONFLICT)
    with acting(officer):
        assert [(one.column, one.former) for one in CaseCorrection.objects.all()] == [("field", "land")]


def test_labour_is_referred_with_body_and_clause(browser, acting, head, case):
    page = text_of(browser.get(f"/vu-viec/{case.uuid}/pham-vi/{query(LABOUR)}"))
    assert "Hòa giải viên lao động" in page
    sent = {"body": "Hòa giải viên lao động", "reason": "Tranh chấp lao động", "referred_on": "22/06/2026"}
    browser.post(f"/vu-viec/{case.uuid}/pham-vi/chuyen/{query(LABOUR)}", sent)
    case.refresh_from_db()
    assert case.state == State.REFERRED
    assert kept_of(acting, head, case).scope_check["verdict"] == "labour"


def test_danger_is_told_at_once_with_the_real_time_and_mediation_waits(browser, acting, head, case):
    page = text_of(browser.get(f"/vu-viec/{case.uuid}/pham-vi/{query(WEAPON)}"))
    assert "Dừng lại. Không hòa giải lúc này." in page
    assert 'href="tel:113"' in page
    assert "Nhận hòa giải" not in page
    answer = browser.post(f"/vu-viec/{case.uuid}/pham-vi/bao-ngay/{query(WEAPON)}", {"needed": ""})
    told = Escalation.objects.get(case=case)
    assert answer.url == f"/vu-viec/khan/{told.uuid}/"
    assert (told.kind, told.told_on) == ("violence", TODAY)
    assert kept_of(acting, head, case).scope_check["kind"] == "escalate"
    with acting(head) as actor, pytest.raises(CaseRefused, match="Lần hỏi trước thấy nguy hiểm"):
        services.decide_scope(actor=actor, case=case, reason="Chuyện nhỏ", on_date=TODAY)
    with acting(head) as actor, pytest.raises(CaseRefused):
        services.decide_scope(actor=actor, case=case, reason="Nhỏ", on_date=TODAY, check=check(LAND))


def test_told_twice_is_told_once(browser, case):
    for _press in range(2):
        browser.post(f"/vu-viec/{case.uuid}/pham-vi/bao-ngay/{query(WEAPON)}", {"needed": "Công an đến ngay"})
    assert Escalation.objects.filter(case=case).count() == 1


def test_past_danger_nothing_is_accepted_whatever_the_address_says(browser, acting, head, case):
    browser.post(
        f"/vu-viec/{case.uuid}/pham-vi/nhan/{query(WEAPON)}", {"reason": "x", "on_date": "20/06/2026"}
    )
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    with acting(head) as actor, pytest.raises(CaseRefused, match="Báo ngay"):
        services.decide_scope(
            actor=actor, case=case, reason="x", on_date=TODAY, check=check(WEAPON), against="Vì"
        )


def test_calm_answers_report_nothing(acting, head, case):
    with acting(head) as actor, pytest.raises(CaseRefused, match="không cho thấy nguy hiểm"):
        services.report_danger(actor=actor, case=case, check=check(LAND))


def test_against_the_guide_needs_a_reason_that_the_history_shows(browser, acting, head, case):
    address = f"/vu-viec/{case.uuid}/pham-vi/nhan/{query(LABOUR)}"
    sent = {"reason": "Đổi công giữa hai nhà", "on_date": "20/06/2026"}
    assert "Vì sao làm khác hướng dẫn?" in text_of(browser.get(address))
    assert "Vì sao làm khác hướng dẫn?" in text_of(browser.post(address, sent))
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    browser.post(address, {**sent, "against": "Không có hợp đồng lao động, chỉ đổi công"})
    case.refresh_from_db()
    assert case.state == State.ACCEPTED
    page = text_of(browser.get(f"/vu-viec/{case.uuid}/"))
    assert "Khác với kết quả của các câu hỏi về phạm vi." in page
    assert "Không có hợp đồng lao động, chỉ đổi công" in page


def test_of_a_check_those_above_learn_nothing_but_that_it_was_not_followed(
    acting, head, case, client_for, seat_of, world
):
    with acting(head) as actor:
        services.decide_scope(
            actor=actor,
            case=case,
            reason="Lý do kín",
            on_date=TODAY,
            check=check(LABOUR),
            against="Chuyện kín",
        )
    above = client_for(seat_of("province_officer", world.tinh_mau))
    page = text_of(above.get(f"/vu-viec/{case.uuid}/"))
    assert "Khác với kết quả của các câu hỏi về phạm vi." in page
    assert "Chuyện kín" not in page
    assert "Đã hỏi phạm vi" not in page
    told = str(list(AuditEntry.objects.filter(action="cases.accepted").values_list("data", flat=True)))
    assert "wage" not in told
    assert "Chuyện kín" not in told


def test_who_is_unsure_writes_what_the_officer_answered(browser, case):
    page = text_of(browser.get(f"/vu-viec/{case.uuid}/pham-vi/{query(UNSURE)}"))
    assert "Đã hỏi công chức tư pháp xã" in page
    address = f"/vu-viec/{case.uuid}/pham-vi/nhan/{query(UNSURE)}"
    assert "Công chức tư pháp xã trả lời thế nào?" in text_of(browser.get(address))
    sent = {
        "reason": "Được trả lời là thuộc phạm vi",
        "on_date": "23/06/2026",
        "against": "Thuộc phạm vi, điểm a",
    }
    browser.post(address, sent)
    case.refresh_from_db()
    assert case.state == State.ACCEPTED


def test_who_is_sure_goes_the_short_way(browser, acting, head, case):
    sent = {"reason": "Lối đi giữa hai nhà", "on_date": "20/06/2026", "calm": "on"}
    browser.post(f"/vu-viec/{case.uuid}/thuoc-pham-vi/", sent)
    case.refresh_from_db()
    assert case.state == State.ACCEPTED
    assert kept_of(acting, head, case).scope_check == {}
    page = text_of(browser.get(f"/vu-viec/{case.uuid}/"))
    assert "Tổ xác nhận không có nguy hiểm, không có dấu hiệu tội phạm." in page


def test_danger_that_the_questions_found_is_not_passed_by_the_short_way(browser, case):
    assert "Dừng lại." in text_of(browser.get(f"/vu-viec/{case.uuid}/pham-vi/{query(WEAPON)}"))
    sent = {"reason": "Chuyện nhỏ", "on_date": "20/06/2026"}
    page = text_of(browser.post(f"/vu-viec/{case.uuid}/thuoc-pham-vi/", sent))
    assert "Nếu có nguy hiểm: gọi ngay công an, rồi bấm Báo khẩn." in page
    case.refresh_from_db()
    assert case.state == State.RECEIVED


@pytest.fixture
def ended(acting, officer, entry):
    """Written down when it was over, as most are."""
    with acting(officer) as actor:
        return services.record_ended_case(actor=actor, entry=entry())


def test_of_a_dispute_that_is_over_the_answers_are_kept_afterwards(browser, acting, head, case, ended):
    assert f'href="/vu-viec/{ended.uuid}/pham-vi/"' in text_of(
        browser.get(f"/vu-viec/{ended.uuid}/dien-bien/")
    )
    page = text_of(browser.get(f"/vu-viec/{ended.uuid}/pham-vi/{query(LAND)}"))
    assert "Ghi lại câu trả lời" in page
    browser.post(f"/vu-viec/{ended.uuid}/pham-vi/ghi-lai/{query(LAND)}")
    assert kept_of(acting, head, ended).scope_check["verdict"] == "land"
    ended.refresh_from_db()
    assert (ended.state, ended.field) == (State.ENDED, Field.LAND)
    page = text_of(browser.get(f"/vu-viec/{ended.uuid}/"))
    assert "Đã hỏi phạm vi" in page
    assert "Ghi câu trả lời về phạm vi hòa giải ngày" in page


def test_answers_that_are_kept_are_not_overwritten_afterwards(browser, acting, head, case, ended):
    browser.post(f"/vu-viec/{ended.uuid}/pham-vi/ghi-lai/{query(LAND)}")
    browser.post(f"/vu-viec/{ended.uuid}/pham-vi/ghi-lai/{query(LABOUR)}")
    assert kept_of(acting, head, ended).scope_check["verdict"] == "land"
    with acting(head) as actor, pytest.raises(CaseRefused, match="đã được ghi"):
        services.note_scope(actor=actor, case=ended, check=check(LABOUR))
    with acting(head) as actor, pytest.raises(CaseRefused, match="đã được ghi"):
        services.note_scope(actor=actor, case=case, check=check(LAND))


def test_only_the_team_and_its_officer_keep_answers_afterwards(client_for, seat_of, world, ended, other_team):
    address = f"/vu-viec/{ended.uuid}/pham-vi/ghi-lai/{query(LAND)}"
    parent = client_for(seat_of("province_officer", world.tinh_mau))
    sister = client_for(seat_of("commune_officer", world.xa_b))
    beside = client_for(seat_of("team_head", world.villages["Xã An Mẫu"][1], team_id=other_team.pk))
    assert [one.post(address).status_code for one in (parent, sister, beside)] == [403, 404, 404]


def test_looking_at_the_questions_writes_nothing(browser, case):
    before = (AuditEntry.objects.count(), Case.objects.get(pk=case.pk).version)
    for way in ("", "444", LAND, WEAPON):
        browser.get(f"/vu-viec/{case.uuid}/pham-vi/{query(way)}")
    assert (AuditEntry.objects.count(), Case.objects.get(pk=case.pk).version) == before


@pytest.mark.parametrize(
    "address", ["pham-vi/", f"pham-vi/nhan/{query(LAND)}", f"pham-vi/bao-ngay/{query(WEAPON)}"]
)
def test_only_the_team_and_its_officer_come_here(client_for, seat_of, world, case, other_team, address):
    own = client_for(seat_of("commune_officer", world.xa_a))
    parent = client_for(seat_of("province_officer", world.tinh_mau))
    sister = client_for(seat_of("commune_officer", world.xa_b))
    beside = client_for(seat_of("team_head", world.villages["Xã An Mẫu"][1], team_id=other_team.pk))
    people = (own, parent, sister, beside, client_for(None))
    answers = [one.get(f"/vu-viec/{case.uuid}/{address}").status_code for one in people]
    assert answers == [200, 403, 404, 404, 302]


def test_a_sister_cannot_report_or_decide(acting, seat_of, world, case):
    with acting(seat_of("commune_officer", world.xa_b)) as actor:
        with pytest.raises(NotYours):
            services.report_danger(actor=actor, case=case, check=check(WEAPON))
        with pytest.raises(NotYours):
            services.decide_scope(actor=actor, case=case, reason="x", on_date=TODAY, check=check(LAND))


def test_from_a_check_without_a_dispute_one_writes_it_down(browser):
    page = text_of(browser.get(f"/pham-vi/{query(LAND)}"))
    assert 'href="/vu-viec/tiep-nhan/?viec=land&amp;b=1&amp;d=44441"' in page
    assert "Ghi vụ việc để báo ngay" in text_of(browser.get(f"/pham-vi/{query(WEAPON)}"))
    assert "Ghi lại việc đã hướng dẫn" in text_of(browser.get(f"/pham-vi/{query(LABOUR)}"))
    assert '<option value="land" selected>' in text_of(browser.get("/vu-viec/tiep-nhan/?viec=land"))
