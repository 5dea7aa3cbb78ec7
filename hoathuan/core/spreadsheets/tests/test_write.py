import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hoathuan.core.spreadsheets import Column, Sheet, workbook_response
from hoathuan.core.spreadsheets.read import Row, stream
from hoathuan.core.spreadsheets.returned import Returned, fill_returned
from hoathuan.core.spreadsheets.write import (
    SafeBook,
    book_response,
    csv_safe,
    is_risky,
    sheet_name,
    write_workbook,
)

RISKY = ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', "|calc", " =1"]


def opened(sheets: list[Sheet]) -> Worksheet:
    file = io.BytesIO()
    write_workbook(file, sheets)
    sheet = load_workbook(file).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_texts_never_become_formulas_and_keep_their_words() -> None:
    sheet = opened([Sheet("A", [Column("Tên")], [[text] for text in RISKY])])
    for row, text in zip(sheet.iter_rows(min_row=2), RISKY, strict=True):
        assert row[0].data_type == "s", text
        assert row[0].quotePrefix, text
        assert str(row[0].value).strip() == text.strip()


def test_plain_texts_carry_no_mark() -> None:
    sheet = opened([Sheet("A", [Column("Tên")], [["Người Mẫu A"]])])
    assert not sheet["A2"].quotePrefix
    assert csv_safe("Người Mẫu A") == "Người Mẫu A"
    assert csv_safe("=1") == "'=1"
    assert csv_safe(None) == ""
    assert all(is_risky(text) for text in RISKY)


def test_dates_and_numbers_have_their_own_types() -> None:
    rows = [
        [
            date(2026, 6, 5),
            2_500,
            Decimal("1.5"),
            datetime(2026, 6, 4, 18, 30, tzinfo=UTC),
            date(1850, 1, 2),
            True,
        ]
    ]
    sheet = opened([Sheet("A", [Column("x", kind="number")] * 6, rows)])
    assert sheet["A2"].value == datetime(2026, 6, 5)  # noqa: DTZ001
    assert sheet["A2"].number_format == "dd/mm/yyyy"
    assert (sheet["B2"].value, sheet["B2"].number_format) == (2500, "#,##0.##")
    assert sheet["C2"].value == 1.5
    assert sheet["D2"].value == datetime(2026, 6, 5)  # noqa: DTZ001  the day in Viet Nam
    assert sheet["E2"].value == "02/01/1850"


def test_heading_stays_in_view_under_the_title() -> None:
    sheet = opened([Sheet("A", [Column("Tên", 30)], [["x"]], title=["DANH SÁCH", "Năm 2026"])])
    assert sheet.freeze_panes == "A4"
    assert sheet["A3"].value == "Tên"
    assert sheet["A3"].font.bold


def test_sheet_names_are_made_acceptable() -> None:
    assert sheet_name("Tổ: 1/2 [cũ]") == "Tổ  1 2  cũ"
    assert sheet_name("") == "Trang"
    assert sheet_name("a" * 40, ["A" * 31]) == "a" * 27 + " 2"


def test_a_download_has_a_vietnamese_name() -> None:
    response = workbook_response("Danh sách tổ", [Sheet("A", [Column("x")], iter([["1"]]))])
    assert "filename*=utf-8''Danh%20s" in response["Content-Disposition"]
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert load_workbook(io.BytesIO(response.getvalue())).active


def test_the_returned_workbook_shows_what_to_mend_and_can_be_sent_again(tmp_path: Path) -> None:
    above = [Row(1, ["DANH SÁCH"]), Row(2, ["Họ và tên", "Năm sinh"])]
    faulty = [(Row(77, ["=Người Mẫu A", "198"]), ["Năm sinh: ghi đủ bốn chữ số"], frozenset({1}))]
    response = book_response("Cần sửa", fill_returned([Returned("Tổ 1", above, faulty, 2)]))
    path = tmp_path / "back.xlsx"
    path.write_bytes(response.getvalue())
    sheet = load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    assert [cell.value for cell in sheet[2]] == ["Họ và tên", "Năm sinh", "Cần sửa", "Dòng trong tệp gốc"]
    assert [cell.value for cell in sheet[3]] == ["=Người Mẫu A", "198", "Năm sinh: ghi đủ bốn chữ số", 77]
    assert sheet["B3"].fill.start_color.rgb == "FFFCE6E3"
    assert sheet["A3"].data_type == "s"
    assert list(stream(path, 0))[2].cells[:2] == ["=Người Mẫu A", "198"]


def test_writing_many_rows_keeps_memory_flat() -> None:
    import tracemalloc

    with SafeBook(io.BytesIO()) as book:
        tracemalloc.start()
        book.add(Sheet("A", [Column("x")] * 3, ([n, "Người Mẫu", "Tổ"] for n in range(20_000))))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize("value", [None, "", float("nan")])
def test_blank_values_write_nothing_that_breaks(value: object) -> None:
    assert opened([Sheet("A", [Column("x")], [[value]])])["A1"].value == "x"
