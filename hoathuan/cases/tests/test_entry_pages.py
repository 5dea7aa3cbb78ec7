"""Writing a dispute down on screen, its steps, its list and its workbook."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from hoathuan.cases import services
from hoathuan.cases.choices import Ending, State
from hoathuan.cases.models import Case
from hoathuan.core.dates import ZONE
from hoathuan.core.models import AuditEntry

from .conftest import make_mediator

pytestmark = pytest.mark.django_db

SHORT = {"ended_on": "10/6/26", "parties": "Lò Thị Mẫu, 54 tuổi, thôn 1\nHà Văn Mẫu", "field": "land",
         "ending": "agreement"}  # fmt: skip


@pytest.fixture
def client(client_for, officer):
    return client_for(officer)


@pytest.fixture
def case(acting, officer, entry):
    with acting(officer) as actor:
        return services.record_ended_case(actor=actor, entry=entry())


def body(answer):
    return answer.content.decode()


def test_four_answers_are_enough_for_a_team_head(client_for, head, team):
    answer = client_for(head).post("/vu-viec/ghi/", SHORT, follow=True)
    assert "Số 1/2026" in body(answer)
    case = Case.objects.get()
    assert (case.team, case.ended_on, case.state, case.received_known) == (
        team,
        date(2026, 6, 10),
        State.ENDED,
        False,
    )


def test_a_wrong_answer_keeps_what_was_typed_and_says_what_to_do(client, team):
    answer = client.post("/vu-viec/ghi/", SHORT | {"team": team.pk, "ended_on": "27/06/2026"})
    text = body(answer)
    assert "Ngày kết thúc phải từ hôm nay (23/06/2026) trở về trước" in text
    assert "Lò Thị Mẫu, 54 tuổi, thôn 1" in text
    assert "27/06/2026" in text
    assert text.index("data-error-summary") < text.index("<form")
    assert not Case.objects.exists()


def test_the_same_form_sent_twice_is_one_dispute(client, team):
    key = "3d1f3c0e-0000-4000-8000-000000000001"
    for _ in range(2):
        answer = client.post("/vu-viec/ghi/", SHORT | {"team": team.pk, "key": key})
        assert answer.status_code == 302
    assert Case.objects.count() == 1


def test_an_open_dispute_goes_through_its_steps_on_screen(client, team):
    mediator = make_mediator(team, "Vi Văn Mẫu")
    client.post("/vu-viec/tiep-nhan/", {"received_on": "15/06/2026", "team": team.pk, "parties": "A Mẫu\nB Mẫu",
                                        "field": "passage"})  # fmt: skip
    case = Case.objects.get()
    url = f"/vu-viec/{case.uuid}/"
    assert "Xác định thuộc phạm vi" in body(client.get(url))
    steps = [
        ("thuoc-pham-vi", {"reason": "Tranh chấp lối đi", "on_date": "15/06/2026", "calm": "on"}),
        (
            "phan-cong",
            {"mediator": mediator.pk, "assigned_on": "16/06/2026", "start_basis": "law", "came": "chosen"},
        ),
        ("bat-dau", {"started_on": "17/06/2026"}),
        ("ket-thuc", {"ended_on": "20/06/2026", "ending": "party"}),
        ("mo-lai", {"on_date": "21/06/2026"}),
        ("ket-thuc", {"ended_on": "22/06/2026", "ending": "agreement", "agreement": "Mở lối đi"}),
    ]
    for word, data in steps:
        assert client.get(f"{url}{word}/").status_code == 200, word
        answer = client.post(f"{url}{word}/", data)
        assert answer.status_code == 302, (word, body(answer))
    case.refresh_from_db()
    assert (case.state, case.ending) == (State.ENDED, Ending.AGREEMENT)
    text = body(client.get(url))
    for words in (
        "Mở lối đi",
        "Mở lại ngày 21/06/2026",
        "Bắt đầu hòa giải ngày 17/06/2026",
        "Còn thiếu để in sổ",
    ):
        assert words in text, words


def test_a_step_that_is_over_says_so(client, case):
    answer = client.get(f"/vu-viec/{case.uuid}/ket-thuc/", follow=True)
    assert "Việc này đã có người ghi rồi" in body(answer)
    answer = client.post(f"/vu-viec/{case.uuid}/ket-thuc/", {"ended_on": "20/06/2026", "ending": "party"})
    assert "Người khác vừa làm bước này" in body(answer)
    assert client.get(f"/vu-viec/{case.uuid}/khong-co/").status_code == 404


AMENDED = {"received_on": "01/06/2026", "parties": "Lò Thị Mẫu\nHà Văn Mẫu", "field": "land", "ended_on": "10/06/2026",
           "ending": "agreement"}  # fmt: skip


def test_the_second_to_amend_sees_both_versions(client, case):
    url = f"/vu-viec/{case.uuid}/sua/"
    assert client.post(url, AMENDED | {"version": 1, "field": "passage"}).status_code == 302
    answer = client.post(url, AMENDED | {"version": 1, "field": "inheritance", "summary": "Chữ vừa gõ"})
    text = body(answer)
    assert "Người khác vừa" in text
    assert "Chữ vừa gõ" in text
    case.refresh_from_db()
    assert case.field == "passage"
    assert client.post(url, AMENDED | {"version": 2, "field": "inheritance"}).status_code == 302


def test_nobody_is_named_in_the_history(client, case):
    client.post(f"/vu-viec/{case.uuid}/sua/", AMENDED | {"version": 1, "parties": "Người Mới\nHà Văn Mẫu"})
    text = body(client.get(f"/vu-viec/{case.uuid}/"))
    assert "người trong vụ việc." in text
    assert "Lò Thị Mẫu" not in str(list(case.events.values()))


def test_the_list_is_narrowed_by_every_filter(client, acting, officer, entry, other_team):
    with acting(officer) as actor:
        services.record_many(actor=actor, entries=[
            entry(), entry(team=other_team, field="divorce", ending=Ending.PARTY),
            entry(received_on=date(2025, 9, 1), ended_on=date(2025, 9, 9)), entry(ended_on=None),
        ])  # fmt: skip
    for query, many in (
        ("", 4), (f"to={other_team.uuid}", 1), ("ky=2025", 1), ("ky=2026-1", 3), ("trang_thai=open", 1),
        ("trang_thai=ended", 3), ("ket_qua=unsuccessful", 1), ("loai=c", 1), ("ten=lo thi", 4), ("ten=vang", 0),
        ("thieu=on", 4), ("trang_thai=not_begun", 0), ("ky=lung-tung&to=abc", 4),
    ):  # fmt: skip
        assert len(client.get(f"/vu-viec/?{query}").context["page"].rows) == many, query


def rows_of(answer):
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_has_the_registers_columns_and_the_filter_of_the_list(
    client, client_for, case, seat_of, world
):
    rows = rows_of(client.get("/vu-viec/tai-ve.xlsx"))
    assert "Nội dung chủ yếu của vụ việc" in rows[2]
    assert (
        "Lò Thị Mẫu, sinh 1972, thôn 1"
        in rows[3][rows[2].index("Họ tên, tuổi, địa chỉ các bên và người liên quan")]
    )
    assert len(rows_of(client.get("/vu-viec/tai-ve.xlsx?ket_qua=unsuccessful"))) == 3
    above = rows_of(client_for(seat_of("province_officer", world.tinh_mau)).get("/vu-viec/tai-ve.xlsx"))
    assert "Lò Thị" not in str(above)
    assert "lối đi" not in str(above)
    assert "Nội dung chỉ tổ và tư pháp xã đọc được." in str(above)


def test_the_trail_of_a_download_does_not_keep_the_name_that_was_searched(client, case):
    client.get("/vu-viec/tai-ve.xlsx?ten=lo+thi&ky=2026")
    assert AuditEntry.objects.get(action="cases.exported").data == {"filter": {"ky": "2026"}}


def test_pages_cost_the_same_however_many_disputes(
    client, acting, officer, entry, django_assert_max_num_queries
):
    with acting(officer) as actor:
        services.record_many(actor=actor, entries=[entry(summary=str(i)) for i in range(40)])
    case = Case.objects.first()
    for url, most in (("/vu-viec/", 20), ("/vu-viec/tai-ve.xlsx", 18), (f"/vu-viec/{case.uuid}/", 30),
                      (f"/vu-viec/so/{case.team.uuid}/2026/", 18), ("/vu-viec/nhap-so/", 14)):  # fmt: skip
        with django_assert_max_num_queries(most):
            answer = client.get(url)
            assert answer.status_code == 200


def test_the_printed_book_lists_what_is_missing_and_holds_every_dispute(client, case, acting, officer, entry):
    with acting(officer) as actor:
        services.record_many(
            actor=actor, entries=[entry(received_on=None, summary="", mediators=("Vi Mẫu",))]
        )
    url = f"/vu-viec/so/{case.team.uuid}/2026/"
    text = body(client.get(url))
    assert "Sổ có 2 vụ việc" in text
    assert "Ngày tiếp nhận" in text
    paper = client.get(f"{url}so.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_the_day_on_which_a_dispute_was_written_late_is_the_day_in_viet_nam(
    client_for, officer, entry, acting
):
    with acting(officer) as actor:
        case = services.record_ended_case(actor=actor, entry=entry())
    morning = datetime(2026, 6, 23, 6, 30, tzinfo=ZONE)  # in London still the 22nd
    Case.objects.filter(pk=case.pk).update(entered_late=True, created_at=morning)
    page = client_for(officer).get(f"/vu-viec/{case.uuid}/").content.decode()
    assert "Ghi muộn" in page
    assert "23/06/2026" in page
    assert "22/06/2026" not in page
