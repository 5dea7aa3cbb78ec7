import unicodedata
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from hoathuan.core.spreadsheets.headers import (
    ColumnSpec,
    HeaderMatch,
    Source,
    column_letter,
    find_header,
)
from hoathuan.core.spreadsheets.read import describe

from .workbooks import SPECS, workbook


def found(path: Path, rows: list[list[Any]], shape: Any = None) -> HeaderMatch:
    match = find_header(describe(workbook(path / "a.xlsx", rows, shape))[0], SPECS)
    assert match is not None
    return match


def columns(match: HeaderMatch) -> dict[str, list[int]]:
    return {key: [source.column for source in sources] for key, sources in match.mapping.items()}


def test_a_plain_heading_in_the_first_row(tmp_path: Path) -> None:
    match = found(
        tmp_path, [["STT", "Họ và tên", "Năm sinh", "Tổ hòa giải"], [1, "Người Mẫu A", 1968, "Tổ 1"]]
    )
    assert columns(match) == {"no": [0], "name": [1], "birth": [2], "team": [3]}
    assert (match.top, match.bottom, match.confidence) == (1, 1, 1.0)


@pytest.mark.parametrize(
    "heading",
    [
        ["TT", "HỌ VÀ TÊN", "NGÀY THÁNG NĂM SINH", "TỔ HOÀ GIẢI"],
        ["tt", "ho va ten", "nam sinh", "to hoa giai"],
        [unicodedata.normalize("NFD", t) for t in ("Tt", "Họ và tên", "Năm sinh", "Tổ hòa giải")],
        ["Stt", "Họ và\ntên (ghi chữ in hoa)", "Ngày, tháng, năm sinh *", "Tổ hòa giải (thôn)"],
        ["STT", "Họ tên hòa giải viên", "Sinh năm", "Tên tổ hòa giải"],
    ],
)
def test_headings_with_and_without_accents_and_notes(tmp_path: Path, heading: list[str]) -> None:
    match = found(tmp_path, [heading, [1, "Người Mẫu A", 1968, "Tổ 1"]])
    assert columns(match) == {"no": [0], "name": [1], "birth": [2], "team": [3]}


def test_a_title_block_above_is_kept_as_title(tmp_path: Path) -> None:
    match = found(
        tmp_path,
        [
            ["ỦY BAN NHÂN DÂN XÃ MẪU", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            [],
            ["DANH SÁCH HÒA GIẢI VIÊN NĂM 2026"],
            ["TT", "Họ tên", "Năm sinh", "Tổ"],
            [1, "Người Mẫu A", 1968, "Tổ 1"],
        ],
    )
    assert match.top == 4
    assert match.title[1] == "DANH SÁCH HÒA GIẢI VIÊN NĂM 2026"


def two_rows(sheet: Worksheet) -> None:
    sheet.merge_cells("C1:D1")
    for letter in "ABEF":
        sheet.merge_cells(f"{letter}1:{letter}2")


def test_ticks_in_two_sex_columns_under_a_merged_heading(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ và tên", "Giới tính", None, "Năm sinh", "Tổ hòa giải"],
        [None, None, "Nam", "Nữ", None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1, "Người Mẫu A", "x", None, 1968, "Tổ 1"],
    ]
    match = found(tmp_path, rows, two_rows)
    assert match.mapping["sex"] == [Source(2, "M"), Source(3, "F")]
    assert columns(match)["birth"] == [4]
    assert (match.top, match.bottom, match.last) == (1, 2, 3)


def test_the_year_of_birth_written_under_nam_or_nu(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", None, "Dân tộc", "Tổ hòa giải"],
        [None, None, "Nam", "Nữ", None, None],
        [1, "Người Mẫu A", 1968, None, "Kinh", "Tổ 1"],
    ]
    match = found(tmp_path, rows, two_rows)
    assert match.mapping["sex"] == [Source(2, "M"), Source(3, "F")]
    assert match.mapping["birth"] == [Source(2), Source(3)]


def test_group_heading_without_merging(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ và tên", "Giới tính", None, "Năm sinh", "Tổ hòa giải"],
        [None, None, "Nam", "Nữ", None, None],
        [1, "Người Mẫu A", "x", None, 1968, "Tổ 1"],
    ]
    assert found(tmp_path, rows).mapping["sex"] == [Source(2, "M"), Source(3, "F")]


def test_year_is_not_taken_for_man(tmp_path: Path) -> None:
    match = found(tmp_path, [["Họ và tên", "Năm", "Nữ", "Tổ hòa giải"], ["Người Mẫu A", 1968, "x", "Tổ 1"]])
    assert "sex" not in match.mapping


def test_team_head_is_not_taken_for_team(tmp_path: Path) -> None:
    match = found(
        tmp_path, [["Họ và tên", "Năm sinh", "Tổ trưởng", "Tổ"], ["Người Mẫu A", 1968, "x", "Tổ 1"]]
    )
    assert columns(match)["team"] == [3]
    assert match.unmatched == {2: "Tổ trưởng"}


def test_missing_required_columns_are_told(tmp_path: Path) -> None:
    match = found(tmp_path, [["TT", "Họ và tên", "Dân tộc"], [1, "Người Mẫu A", "Kinh"]])
    assert match.missing == ("birth", "team")
    assert match.confidence < 0.6


def test_a_sheet_without_heading_gives_none(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Ghi chú chung"], ["một dòng"], [1, 2, 3]])
    assert find_header(describe(path)[0], SPECS) is None


def test_300_columns_do_not_hide_the_heading(tmp_path: Path) -> None:
    wide = ["Họ và tên", "Năm sinh", "Tổ"] + [f"Cột {n}" for n in range(300)]
    path = workbook(tmp_path / "a.xlsx", [wide, ["Người Mẫu A", 1968, "Tổ 1"] + [0] * 300])
    head = describe(path)[0]
    assert head.info.wide
    match = find_header(head, SPECS)
    assert match is not None
    assert not match.missing


def test_column_letters_are_those_of_excel() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_a_spec_may_have_a_lazy_label() -> None:
    from django.utils.translation import gettext_lazy

    assert ColumnSpec("a", gettext_lazy("Họ và tên")).label == "Họ và tên"
