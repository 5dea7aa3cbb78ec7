"""Rows as communes type them: what is data, what is not, and what stands once for several rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hoathuan.core.imports import RowProblem
from hoathuan.core.imports.evaluating import Evaluated, SheetReader
from hoathuan.core.spreadsheets.cells import Cell
from hoathuan.core.spreadsheets.read import Row

from . import fake

SHEET = {
    "index": 0, "name": "Câu lạc bộ Mẫu", "last": 1, "title": [],
    "headings": {"0": "TT", "1": "Họ tên", "2": "Nam", "3": "Nữ", "4": "Năm sinh", "5": "CLB"},
    "mapping": {"no": [[0, None]], "name": [[1, None]], "sex": [[2, "M"], [3, "F"]], "birth": [[4, None]],
                "club": [[5, None]]},
}  # fmt: skip


def read(*rows: list[Cell], kind: Any = None, sheet: Any = None) -> list[Evaluated]:
    def numbered() -> Iterator[Row]:
        for number, cells in enumerate(rows, start=2):
            yield Row(number, cells)

    return list(SheetReader(kind or fake.kind(), sheet or SHEET).read(numbered()))


def test_ticks_give_the_sex_and_rows_keep_their_numbers() -> None:
    found = read(
        [1, "Người Mẫu A", "x", None, 1968, "CLB 1"], [2, "Người Mẫu B", None, "X", "15/3/1970", "CLB 1"]
    )
    assert [(row.number, row.data["sex"], row.data["birth"]) for row in found] == [
        (2, "M", [1968, None]), (3, "F", [1970, "1970-03-15"]),
    ]  # fmt: skip
    assert found[0].key == "clb 1|người mẫu a|1968"


def test_what_is_not_data_is_passed_over() -> None:
    found = read(
        [1, "Người Mẫu A", "x", None, 1968, "CLB 1"],
        [None, "Cộng:", 1, 0],
        ["TT", "Họ tên", "Nam", "Nữ", "Năm sinh", "CLB"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [2, "Tống Thị Mẫu", None, "x", 1970, "CLB 1"],
        ["Tổng cộng: 2 người"],
        [None, None, None, None, "Xã Mẫu, ngày 05 tháng 6 năm 2026"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "TM. ỦY BAN NHÂN DÂN"],
    )
    assert [row.data["name"] for row in found] == ["Người Mẫu A", "Tống Thị Mẫu"]


def test_a_blank_club_means_as_above() -> None:
    found = read([1, "Người Mẫu A", "x", None, 1968, "CLB 1"], [2, "Người Mẫu B", "x", None, 1969, None])
    assert [row.data["club"] for row in found] == ["CLB 1", "CLB 1"]


def test_the_sheet_may_name_the_club() -> None:
    kind = fake.kind(from_sheet=lambda sheet: {"club": sheet["name"]})
    found = read([1, "Người Mẫu A", "x", None, 1968, None], kind=kind)
    assert found[0].data["club"] == "Câu lạc bộ Mẫu"


def test_every_problem_of_a_row_is_found_at_once() -> None:
    (row,) = read([1, None, None, None, "198", None])
    assert {problem.column for problem in row.problems} == {"name", "birth", "club"}
    birth = next(problem for problem in row.problems if problem.column == "birth")
    assert birth == RowProblem("birth", "Năm sinh thiếu chữ số: ghi đủ bốn chữ số, ví dụ 1968.", "198")
    assert row.key == ""


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    (row,) = read([1, "=HYPERLINK(1)", "x", None, date(1968, 3, 15), "+CLB"])
    assert (row.data["name"], row.data["club"]) == ("=HYPERLINK(1)", "+CLB")
    assert not row.problems


def test_a_novel_in_a_cell_is_a_problem() -> None:
    (row,) = read([1, "a" * 5_000, "x", None, 1968, "CLB"])
    assert row.problems[0].column == "name"
    assert len(row.problems[0].value) == 60


def test_a_kind_may_read_rows_by_a_function() -> None:
    kind = fake.kind(
        row=lambda raw: ({"name": raw["name"]}, [RowProblem("name", "Sai.")]), key_of=lambda c: "x"
    )
    (row,) = read([1, "Người Mẫu A", None, None, 1968, "CLB"], kind=kind)
    assert row.problems == [RowProblem("name", "Sai.")]
