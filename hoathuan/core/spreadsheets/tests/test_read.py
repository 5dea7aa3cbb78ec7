from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from hoathuan.core.spreadsheets.errors import FileRefused
from hoathuan.core.spreadsheets.read import describe, stream

from .workbooks import rewritten, workbook

SHEET = "xl/worksheets/sheet1.xml"


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        list(stream(path, 0))
    with pytest.raises(FileRefused):
        describe(path)
    assert str(caught.value)
    return caught.value.code


def test_rows_keep_the_numbers_of_excel_and_types(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[], [], [None, "Họ tên", 1968, date(1968, 3, 15), 1.5, True]])
    rows = list(stream(path, 0))
    assert [(row.number, row.cells) for row in rows] == [
        (3, [None, "Họ tên", 1968, date(1968, 3, 15), 1.5, True])
    ]


def test_merged_team_cells_are_filled_down_on_request(tmp_path: Path) -> None:
    def shape(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A4")

    path = workbook(
        tmp_path / "a.xlsx", [["Tổ", "Tên"], ["Tổ 1", "A"], [None, "B"], [None, "C"], [None, "D"]], shape
    )
    assert [row.cell(0) for row in stream(path, 0)] == ["Tổ", "Tổ 1", "Tổ 1", "Tổ 1", None]
    assert [row.cell(0) for row in stream(path, 0, merged_down=False)] == ["Tổ", "Tổ 1", None, None, None]


def test_several_sheets_also_hidden_ones_are_described(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "Tổ 1"
    first["A1"] = "x"
    hidden = book.create_sheet("Cũ")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "y"
    book.create_sheet("Trống")
    book.save(tmp_path / "a.xlsx")
    heads = describe(tmp_path / "a.xlsx")
    assert [(head.info.name, head.info.hidden, len(head.rows)) for head in heads] == [
        ("Tổ 1", False, 1), ("Cũ", True, 1), ("Trống", False, 0),
    ]  # fmt: skip
    assert [row.cells for row in stream(tmp_path / "a.xlsx", 1)] == [["y"]]


def test_formulas_give_their_stored_value_and_text_stays_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["tên", "=1+1"], ["A", 5]])
    path = rewritten(path, SHEET, lambda xml: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
        b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"
    ))  # fmt: skip
    assert next(stream(path, 0)).cells == ["tên", 2]
    csv = tmp_path / "b.csv"
    csv.write_text("tên,tổ\n=HYPERLINK(1),+84\n", encoding="utf-8")
    assert list(stream(csv, 0))[1].cells == ["=HYPERLINK(1)", "+84"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_in_the_usual_encodings_and_separators(tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Họ tên{sign}Tổ\nĐỗ Mẫu{sign}Tổ ấm\n", encoding=encoding)
    assert [row.cells for row in stream(path, 0)] == [["Họ tên", "Tổ"], ["Đỗ Mẫu", "Tổ ấm"]]


def test_csv_in_the_old_code_page_and_old_font(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Ho\u0323 tên,Tô\u0309\n".encode("cp1258"))
    assert next(stream(path, 0)).cells == ["Họ tên", "Tổ"]
    path.write_bytes("Hä vµ tªn,Tæ hßa gi¶i,§iÖn tho¹i\n".encode("cp1252"))
    assert next(stream(path, 0)).cells == ["Họ và tên", "Tổ hòa giải", "Điện thoại"]


def test_a_csv_named_xlsx_is_read_by_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "danh-sach.xlsx"
    path.write_text("Họ tên;Tổ\nNgười Mẫu A;Tổ 1\n", encoding="utf-8")
    assert [row.cells for row in stream(path, 0)][1] == ["Người Mẫu A", "Tổ 1"]
    assert describe(path)[0].info.name == "CSV"


def test_text_of_cells_is_composed_and_without_nul(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("tên,Ho\u0323\x07 Te\u0302n\n".encode())
    assert next(stream(path, 0)).cells == ["tên", "Họ Tên"]


def test_one_huge_cell_is_cut_to_what_excel_can_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a," + "x" * 200_000 + "\n", encoding="utf-8")
    assert len(str(next(stream(path, 0)).cells[1])) == 32_767


def test_reading_may_stop_early(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[n] for n in range(5_000)])
    rows = stream(path, 0)
    assert next(rows).cells == [0]
    rows.close()  # type: ignore[attr-defined]


def test_refusals_name_their_reason(tmp_path: Path) -> None:
    for name, data, code in [
        ("empty.xlsx", b"", "empty"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table>", "web_page"),
        ("scan.xlsx", b"%PDF-1.7\n", "not_a_sheet"),
        ("bytes.csv", b"a\x00b\x00\x01\x02", "not_a_sheet"),
        ("broken.xlsx", b"PK\x03\x04 nothing more", "broken"),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "broken"),
        (
            "locked.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
    ]:
        path = tmp_path / name
        path.write_bytes(data)
        assert refused(path) == code, name


def test_a_truncated_upload_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[n, "tên"] for n in range(2_000)])
    path.write_bytes(path.read_bytes()[:-4_000])
    assert refused(path) == "broken"


def test_a_word_document_is_refused(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(path) == "not_a_sheet"
