"""A register that was kept as a workbook, as communes really keep it."""

import unicodedata
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoathuan.cases import services
from hoathuan.cases.choices import Field, State
from hoathuan.cases.guessing import guess_field
from hoathuan.cases.models import Case, Party
from hoathuan.core.imports.models import ImportSession
from hoathuan.core.spreadsheets.tests.workbooks import workbook

pytestmark = pytest.mark.django_db

TITLE = [["UBND XÃ AN MẪU"], ["SỔ THEO DÕI HOẠT ĐỘNG HÒA GIẢI Ở CƠ SỞ"], []]
HEADING = [
    ["Số TT", "Tên tổ", "Ngày, tháng, năm nhận vụ việc", "Họ tên hòa giải viên",
     unicodedata.normalize("NFD", "Họ và tên, tuổi, địa chỉ của các bên"), "Nội dung vụ việc", "Thỏa thuận của các bên",
     "Kết quả", None, "Ghi chú"],
    [None, None, None, None, None, None, None, "Hòa giải thành", "Hòa giải không thành", None],
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
]  # fmt: skip
GOOD = [
    [1, "Tổ hòa giải thôn 1", date(2026, 6, 1), "Vi Văn Mẫu", "Lò Thị Mẫu, 54 tuổi, thôn 1\nHà Văn Mẫu, 61 tuổi",
     "Tranh chấp lối đi chung", "Mở lối đi", "x", None, None],
    [2, None, "5/6/2026", "Vi Văn Mẫu", "A Mẫu; B Mẫu", "Vợ chồng cãi nhau, xin ly hôn", None, None, "X", "nhắc lại"],
    [1, "thôn 2", 46180, None, "C Mẫu; D Mẫu", "Lấn chiếm đất", None, 1, 0, None],
]  # fmt: skip
BAD = [
    [3, "Tổ không có", "7/6/2026", None, "E Mẫu", "x", None, "x", None, None],
    [4, "thôn 2", "31/6/2026", None, "G Mẫu", "x", None, "x", None, None],
    [5, "thôn 2", "1/6/2025", None, "H Mẫu", "trước khi có tổ", None, "x", None, None],
    [6, "thôn 2", "8/6/2026", None, None, "thiếu các bên", None, "x", None, None],
    [7, "thôn 2", "8/6/2026", None, "I Mẫu", "hai dấu", None, "x", "x", None],
    [8, "thôn 2", "27/6/2026", None, "K Mẫu", "tương lai", None, "x", None, None],
]  # fmt: skip


def merged(sheet):
    sheet.merge_cells("H4:I4")


@pytest.fixture
def client(client_for, officer, team, other_team, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return client_for(officer)


def brought_in(client, tmp_path, rows, confirm=True):
    path = workbook(
        tmp_path / "so.xlsx", [*TITLE, *HEADING, *rows, ["Tổng cộng", None, None, len(rows)]], merged
    )
    client.post("/nhap-tep/so-hoa-giai/", {"file": SimpleUploadedFile("so.xlsx", path.read_bytes())})
    session = ImportSession.objects.latest("id")
    page = client.get(f"/nhap-tep/phien/{session.uuid}/ghep-cot/")
    form = page.context["forms"][0]
    data = {f"{form.prefix}-{name}": field.initial or "" for name, field in form.fields.items()}
    client.post(f"/nhap-tep/phien/{session.uuid}/ghep-cot/", data)
    if confirm:
        client.post(f"/nhap-tep/phien/{session.uuid}/xac-nhan/")
    session.refresh_from_db()
    return session


def test_a_nasty_book_goes_in_row_by_row(client, tmp_path, acting, officer, team, other_team):
    session = brought_in(client, tmp_path, [*GOOD, *BAD])
    assert session.counts | {"rows": 9, "created": 3, "left": 6} == session.counts
    with acting(officer):
        first, second = Case.objects.filter(team=team).order_by("book_number")
        assert (first.paper_number, first.outcome, first.field) == (1, "successful", Field.PASSAGE)
        assert first.content.agreement == "Mở lối đi"
        assert [p.birth_year for p in first.parties.filter(role="party")] == [1972, 1965]
        assert Party.objects.get(case=first, role="mediator").full_name == "Vi Văn Mẫu"
        assert (second.outcome, second.field, second.content.notes) == (
            "unsuccessful",
            Field.DIVORCE,
            "nhắc lại",
        )
        third = Case.objects.get(team=other_team)
        assert (third.received_on, third.state, str(third)) == (date(2026, 6, 7), State.ENDED, "1/2026")


def test_every_problem_is_told_in_words(client, tmp_path):
    session = brought_in(client, tmp_path, [*GOOD, *BAD], confirm=False)
    page = client.get(f"/nhap-tep/phien/{session.uuid}/loi/").content.decode()
    for words in ("Không rõ tổ nào", "Không có ngày này", "thành lập ngày 01/07/2025", "Thiếu", "chỉ giữ một dấu",
                  "Ngày ở tương lai"):  # fmt: skip
        assert words in page, words


def test_the_same_file_again_changes_nothing(client, tmp_path):
    brought_in(client, tmp_path, GOOD)
    before = list(Case.objects.order_by("id").values_list("id", "version", "book_number"))
    again = brought_in(client, tmp_path, GOOD)
    assert again.counts | {"same": 3, "good": 0} == again.counts
    assert list(Case.objects.order_by("id").values_list("id", "version", "book_number")) == before


def test_a_longer_file_adds_only_what_is_new_and_a_changed_line_is_told(client, tmp_path):
    brought_in(client, tmp_path, GOOD)
    changed = [*GOOD[0][:5], "Nội dung khác hẳn", *GOOD[0][6:]]
    new = [2, "thôn 2", "9/6/2026", None, "L Mẫu; M Mẫu", "Vay nợ", None, "x", None, None]
    session = brought_in(client, tmp_path, [changed, *GOOD[1:], new])
    assert session.counts | {"created": 1, "same": 2, "left": 1} == session.counts


def test_a_dispute_that_was_struck_out_may_come_again_with_the_same_number(
    client, tmp_path, acting, officer, team
):
    brought_in(client, tmp_path, GOOD)
    changed = [*GOOD[1][:5], "Nội dung khác hẳn", *GOOD[1][6:]]
    with acting(officer) as actor:
        for case in Case.objects.filter(team=team):
            services.void(actor=actor, case=case, version=case.version, reason="nhập nhầm tệp")
    again = brought_in(client, tmp_path, [GOOD[0], changed, GOOD[2]])
    assert again.counts | {"created": 2, "same": 1, "left": 0} == again.counts


def test_only_the_justice_officer_may_bring_a_book_in(client_for, head, seat_of, world, officer):
    for seat, status in (
        (officer, 200),
        (head, (403, 404)),
        (seat_of("province_officer", world.tinh_mau), (403, 404)),
    ):
        got = client_for(seat).get("/nhap-tep/so-hoa-giai/").status_code
        assert got in (status if isinstance(status, tuple) else (status,))


@pytest.mark.parametrize(
    ("summary", "field"),
    [("Lấn chiếm ranh giới đất", Field.LAND), ("Tranh chấp lối đi chung", Field.PASSAGE), ("Mẹ chồng", Field.FAMILY),
     ("Hát karaoke ồn ào", Field.HYGIENE), ("Vay tiền không trả", Field.PROPERTY), ("", Field.OTHER)],
)  # fmt: skip
def test_the_kind_is_guessed_from_the_summary(summary, field):
    assert guess_field(summary) == field
