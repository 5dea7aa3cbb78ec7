import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from hoathuan.core.imports import registry, services
from hoathuan.core.imports.models import ImportSession, RememberedColumns, StagedRow, State
from hoathuan.core.spreadsheets.tests.workbooks import workbook

from . import fake

pytestmark = pytest.mark.django_db

HEADING = ["TT", "Họ tên", "Giới tính", "Năm sinh", "Dân tộc", "SĐT", "CLB"]
GOOD = [
    [1, "Người Mẫu A", "Nam", 1968, "Mường", 912345678, "Câu lạc bộ 1"],
    [2, "Người Mẫu B", "Nữ", "15/3/1970", "Kinh", "0912.345.679", None],
]
BAD = [
    [3, "Người Mẫu C", "Nữ", "198", "Kinh", None, "Câu lạc bộ 2"],
    [4, None, "N", 1980, "Sao Hỏa", "123", "Câu lạc bộ 2"],
    [5, "Người Mẫu D", "Nam", 1981, "Kinh", None, "Không có đâu"],
]


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register(fake.kind())
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def seat(world: Any, seat_of: Any) -> Any:
    return seat_of("commune_officer", world.xa_a)


@pytest.fixture
def client(seat: Any, client_for: Any) -> Client:
    return client_for(seat)


def file_of(tmp_path: Path, rows: list[list[Any]], name: str = "ds.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(tmp_path / "made.xlsx", rows).read_bytes())


def uploaded(client: Client, tmp_path: Path, rows: list[list[Any]]) -> ImportSession:
    response = client.post("/nhap-tep/thanh-vien/", {"file": file_of(tmp_path, rows)})
    assert response.status_code == 302, response.content.decode()
    return ImportSession.objects.latest("id")


def checked(client: Client, tmp_path: Path, rows: list[list[Any]], **changes: str) -> ImportSession:
    session = uploaded(client, tmp_path, rows)
    page = client.get(f"/nhap-tep/phien/{session.uuid}/ghep-cot/")
    form = page.context["forms"][0]
    data = {f"{form.prefix}-{name}": field.initial or "" for name, field in form.fields.items()}
    client.post(f"/nhap-tep/phien/{session.uuid}/ghep-cot/", data | changes)
    session.refresh_from_db()
    return session


def confirmed(client: Client, session: ImportSession) -> ImportSession:
    client.post(f"/nhap-tep/phien/{session.uuid}/xac-nhan/")
    session.refresh_from_db()
    return session


def test_a_good_list_goes_in_from_upload_to_the_last_page(client: Client, tmp_path: Path) -> None:
    session = checked(client, tmp_path, [HEADING, *GOOD, ["Tổng cộng", None, None, 2]])
    assert session.counts | {"rows": 2, "good": 2, "bad": 0} == session.counts
    follow = client.get(session.get_absolute_url(), follow=True)
    assert "Nhập 2 dòng" in follow.content.decode()
    session = confirmed(client, session)
    assert session.state == State.DONE
    assert fake.members() == [
        ("Người Mẫu A", "Câu lạc bộ 1", 1968, "+84912345678"),
        ("Người Mẫu B", "Câu lạc bộ 1", 1970, "+84912345679"),
    ]
    page = client.get(session.get_absolute_url(), follow=True).content.decode()
    assert "Đã nhập xong" in page
    assert "/danh-sach/" in page


def test_the_same_file_again_changes_nothing(client: Client, tmp_path: Path) -> None:
    confirmed(client, checked(client, tmp_path, [HEADING, *GOOD]))
    before = fake.members()
    again = checked(client, tmp_path, [HEADING, *GOOD])
    assert again.counts | {"good": 0, "same": 2} == again.counts
    page = client.get(f"/nhap-tep/phien/{again.uuid}/xac-nhan/").content.decode()
    assert "không cần nhập" in page
    client.post(f"/nhap-tep/phien/{again.uuid}/xac-nhan/")
    assert fake.members() == before


def test_a_changed_row_is_an_update(client: Client, tmp_path: Path) -> None:
    confirmed(client, checked(client, tmp_path, [HEADING, *GOOD]))
    changed = [[*GOOD[0][:5], "0987654321", *GOOD[0][6:]]]
    session = confirmed(client, checked(client, tmp_path, [HEADING, *changed]))
    assert session.counts | {"created": 0, "updated": 1} == session.counts
    assert fake.members()[0][3] == "+84987654321"


def test_all_problems_are_shown_at_once_in_words_with_examples(client: Client, tmp_path: Path) -> None:
    session = checked(client, tmp_path, [HEADING, *GOOD, *BAD])
    assert session.counts | {"rows": 5, "good": 2, "bad": 3} == session.counts
    page = client.get(f"/nhap-tep/phien/{session.uuid}/loi/").content.decode()
    for words in ("bốn chữ số", "“198”", "Thiếu họ và tên", "54 dân tộc", "Nam hoặc Nữ", "0912 345 678", "ví dụ dòng 4",
                  "Không có câu lạc bộ này", "Nhập 2 dòng tốt, giữ lại 3 dòng lỗi"):  # fmt: skip
        assert words in page, words


def test_the_good_rows_go_in_and_the_rest_comes_back_marked(client: Client, tmp_path: Path) -> None:
    session = checked(client, tmp_path, [["DANH SÁCH"], HEADING, *GOOD, *BAD])
    answer = client.post(f"/nhap-tep/phien/{session.uuid}/loi/", {"decision": "good"})
    assert answer["Location"].endswith("xac-nhan/")
    session = confirmed(client, session)
    assert session.counts | {"created": 2, "left": 3} == session.counts
    book = client.get(f"/nhap-tep/phien/{session.uuid}/can-sua.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(book))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][-2:] == ["Cần sửa", "Dòng trong tệp gốc"]
    assert [row[-1] for row in rows[2:]] == [5, 6, 7]
    assert "bốn chữ số" in rows[2][-2]
    assert rows[2][1] == "Người Mẫu C"


def test_choosing_nothing_writes_nothing(client: Client, tmp_path: Path) -> None:
    session = checked(client, tmp_path, [HEADING, *GOOD, *BAD])
    answer = client.post(f"/nhap-tep/phien/{session.uuid}/loi/", {"decision": "none"})
    assert answer["Location"] == "/nhap-tep/thanh-vien/"
    assert fake.members() == []


def test_the_mended_workbook_can_be_sent_again(client: Client, tmp_path: Path) -> None:
    session = checked(client, tmp_path, [HEADING, *GOOD, *BAD])
    book = load_workbook(io.BytesIO(b"".join(client.get(f"/nhap-tep/phien/{session.uuid}/can-sua.xlsx"))))
    sheet = book.active
    assert sheet is not None
    sheet["D2"] = 1980
    book.save(tmp_path / "mended.xlsx")
    upload = SimpleUploadedFile("sua.xlsx", (tmp_path / "mended.xlsx").read_bytes())
    client.post("/nhap-tep/thanh-vien/", {"file": upload})
    second = ImportSession.objects.latest("id")
    assert second.sheets[0]["mapping"] == session.sheets[0]["mapping"]


def test_a_row_twice_in_the_file_is_told(client: Client, tmp_path: Path) -> None:
    session = checked(client, tmp_path, [HEADING, GOOD[0], GOOD[0]])
    assert session.counts | {"good": 1, "bad": 1} == session.counts
    assert "lặp lại" in client.get(f"/nhap-tep/phien/{session.uuid}/loi/").content.decode()


def test_what_changed_between_check_and_confirm_is_checked_again(client: Client, tmp_path: Path) -> None:
    first = checked(client, tmp_path, [HEADING, *GOOD])
    second = checked(client, tmp_path, [HEADING, *GOOD])
    confirmed(client, first)
    second = confirmed(client, second)
    assert second.counts | {"created": 0, "same": 2} == second.counts
    assert len(fake.members()) == 2


def test_group_rows_inside_the_list_give_the_club(client: Client, tmp_path: Path) -> None:
    rows = [HEADING[:6], ["I", "Câu lạc bộ Mẫu Một (2 người)"], *[row[:6] for row in GOOD], ["II. Câu lạc bộ Mẫu Hai"],
            [1, "Người Mẫu E", "Nữ", 1977, "Thái", None]]  # fmt: skip
    session = confirmed(client, checked(client, tmp_path, rows))
    assert session.counts["created"] == 3
    assert [row[1] for row in fake.members()] == ["Câu lạc bộ Mẫu Một"] * 2 + ["Câu lạc bộ Mẫu Hai"]


def test_unknown_headings_are_matched_by_hand_and_remembered(
    client: Client, seat: Any, tmp_path: Path
) -> None:
    rows = [["TT", "Danh tính", "Năm sinh", "CLB"], [1, "Người Mẫu A", 1968, "Câu lạc bộ 1"]]
    session = uploaded(client, tmp_path, rows)
    page = client.get(f"/nhap-tep/phien/{session.uuid}/ghep-cot/").content.decode()
    assert "Chưa tìm thấy cột: Họ và tên" in page
    session = checked(client, tmp_path, rows)
    assert session.state == State.UPLOADED, "without the required column nothing is read"
    session = checked(client, tmp_path, rows, **{"t0-name": "1"})
    assert session.counts["good"] == 1
    assert RememberedColumns.objects.get(seat_id=seat.pk).headings["danh tinh"] == ["name", None]
    assert uploaded(client, tmp_path, rows).sheets[0]["mapping"]["name"] == [[1, None]]


def test_a_file_that_cannot_be_read_is_refused_in_words(client: Client) -> None:
    page = client.post("/nhap-tep/thanh-vien/", {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7")})
    assert "không phải bảng tính" in page.content.decode()
    page = client.post("/nhap-tep/thanh-vien/", {})
    assert "Chọn tệp danh sách" in page.content.decode()
    assert not ImportSession.objects.exists()


def test_a_file_without_rows_is_refused_in_words(client: Client, tmp_path: Path) -> None:
    page = client.post("/nhap-tep/thanh-vien/", {"file": file_of(tmp_path, [])})
    assert "không có dòng nào" in page.content.decode()


def test_a_double_click_imports_once(client: Client, tmp_path: Path) -> None:
    session = confirmed(client, checked(client, tmp_path, [HEADING, *GOOD]))
    with pytest.raises(services.ImportRefused):
        services.confirm(session=session, actor=None)
    client.post(f"/nhap-tep/phien/{session.uuid}/xac-nhan/")
    assert len(fake.members()) == 2


def test_an_import_can_be_thrown_away_before_it_is_written(client: Client, tmp_path: Path) -> None:
    session = checked(client, tmp_path, [HEADING, *GOOD])
    client.post(f"/nhap-tep/phien/{session.uuid}/bo/")
    assert not ImportSession.objects.exists()
    assert not StagedRow.objects.exists()
    assert not [path for path in (tmp_path / "media").rglob("*") if path.is_file()]


def test_options_hold_for_the_whole_file(client: Client, tmp_path: Path) -> None:
    registry.register(fake.kind(options_form=lambda actor, data=None: fake.YearForm(data)))
    assert 'name="year"' in client.get("/nhap-tep/thanh-vien/").content.decode()
    client.post("/nhap-tep/thanh-vien/", {"file": file_of(tmp_path, [HEADING, *GOOD])})
    assert not ImportSession.objects.exists()
    client.post("/nhap-tep/thanh-vien/", {"file": file_of(tmp_path, [HEADING, *GOOD]), "year": "2026"})
    assert ImportSession.objects.get().options == {"year": 2026}


def test_the_blank_list_is_recognised_when_it_comes_back(client: Client) -> None:
    book = b"".join(client.get("/nhap-tep/thanh-vien/mau.xlsx"))
    client.post("/nhap-tep/thanh-vien/", {"file": SimpleUploadedFile("mau.xlsx", book)})
    sheet = ImportSession.objects.get().sheets[0]
    assert set(sheet["mapping"]) == {column.key for column in fake.COLUMNS}


def test_four_people_at_the_pages_of_an_import(
    client: Client, world: Any, seat_of: Any, client_for: Any, tmp_path: Path
) -> None:
    session = checked(client, tmp_path, [HEADING, *GOOD, *BAD])
    base = f"/nhap-tep/phien/{session.uuid}/"
    pages = [base, f"{base}ghep-cot/", f"{base}loi/", f"{base}xac-nhan/", f"{base}can-sua.xlsx"]
    for page in pages:
        assert client.get(page).status_code in (200, 302), page
    sister = client_for(seat_of("commune_officer", world.xa_b))
    parent = client_for(seat_of("province_officer", world.tinh_mau))
    for page in pages:
        assert sister.get(page).status_code == 404, page
        assert parent.get(page).status_code == 403, page
        assert Client().get(page).status_code == 302, page
    assert sister.post(f"{base}xac-nhan/").status_code == 404
    assert sister.post(f"{base}bo/").status_code == 404


def test_kinds_that_a_seat_may_not_import_do_not_exist_for_it(client: Client) -> None:
    registry.register(fake.kind(key="khac", rule=lambda actor: False))
    assert client.get("/nhap-tep/khac/").status_code == 404
    assert "khac" not in client.get("/nhap-tep/").content.decode()


def test_the_list_of_imports_costs_few_queries(
    client: Client, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    session = uploaded(client, tmp_path, [HEADING, *GOOD])
    for _ in range(15):
        session.pk, session.uuid = None, __import__("uuid").uuid4()
        session.save()
    with django_assert_max_num_queries(14):
        page = client.get("/nhap-tep/")
    assert page.content.decode().count("ds.xlsx") >= 15
