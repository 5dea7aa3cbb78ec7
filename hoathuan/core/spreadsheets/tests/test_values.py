from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoathuan.core import peoples
from hoathuan.core.dates import today
from hoathuan.core.spreadsheets.cells import Cell, as_cell, shown
from hoathuan.core.spreadsheets.errors import ValueProblem
from hoathuan.core.spreadsheets.legacy import from_tcvn3, is_tcvn3
from hoathuan.core.spreadsheets.rows import (
    is_blank_row,
    is_marked,
    is_numbering_row,
    is_signature_row,
    is_subtotal_row,
)
from hoathuan.core.spreadsheets.values import (
    parse_day,
    parse_ethnicity,
    parse_person_date,
    parse_phone,
    parse_sex,
    parse_text,
    parse_whole,
)

BORN = (1968, date(1968, 3, 15))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("15/3/1968", BORN), ("15-03-1968", BORN), ("15.3.68", BORN), ("15 / 3 / 1968", BORN),
        ("15/03/1968 ", BORN), ("1968-03-15", BORN), ("ngày 15/3/1968", BORN), (date(1968, 3, 15), BORN),
        (24912, BORN), ("24912", BORN), ("15\\3\\1968", BORN), ("1968-03-15 00:00:00", BORN),
        (1968, (1968, None)), ("1968", (1968, None)), (" 1968.0", (1968, None)), ("năm 1968", (1968, None)),
        ("Sinh năm 1968", (1968, None)), ("1968 (âm lịch)", (1968, None)), ("3/1968", (1968, None)),
        ("tháng 3/1968", (1968, None)), ("00/00/1968", (1968, None)), ("../../1968", (1968, None)),
        ("15.3.05", (2005, date(2005, 3, 15))), (None, None), ("", None),
        (date(1905, 5, 20), (1966, None)),
    ],
)  # fmt: skip
def test_birth_dates_as_communes_write_them(cell: Cell, expected: object) -> None:
    if cell == date(1905, 5, 20):
        expected = ((date(1905, 5, 20) - date(1899, 12, 30)).days, None)
    assert parse_person_date(cell) == expected


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("198", "bốn chữ số"), (68, "bốn chữ số"), ("3/15/1968", "ngày/tháng/năm"), ("31/2/1968", "lịch"),
        ("abc", "15/03/1968"), (1850, "1900"), (2999, "tương lai"), ("1/1/2999", "tương lai"), (1968.5, "1968"),
    ],
)  # fmt: skip
def test_a_bad_birth_date_says_what_to_write(cell: Cell, word: str) -> None:
    with pytest.raises(ValueProblem, match=word):
        parse_person_date(cell)


@given(st.dates(min_value=date(1920, 1, 1), max_value=today()))
def test_every_way_of_writing_a_day_gives_the_same_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    texts: list[Cell] = [f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", day, serial, float(serial)]
    assert {parse_person_date(text) for text in texts} == {(day.year, day)}


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(allow_nan=False), st.dates(), st.booleans()))
def test_any_cell_gives_a_value_or_a_problem(cell: Cell) -> None:
    for parse in (
        parse_person_date,
        parse_day,
        parse_sex,
        parse_ethnicity,
        parse_phone,
        parse_whole,
        parse_text,
    ):
        with suppress(ValueProblem):
            parse(as_cell(cell))


def test_days_of_events() -> None:
    assert parse_day("5/6/26") == date(2026, 6, 5)
    assert parse_day("05.06.2026") == date(2026, 6, 5)
    assert parse_day(46178) == date(2026, 6, 5)
    assert parse_day(None) is None
    with pytest.raises(ValueProblem, match="tương lai"):
        parse_day(today() + timedelta(days=1))
    assert parse_day(today() + timedelta(days=1), allow_future=True)


def test_sex() -> None:
    assert [parse_sex(cell) for cell in ("Nam", "nữ", "NỮ", "nu", "Bà", None)] == [
        "M",
        "F",
        "F",
        "F",
        "F",
        "",
    ]
    with pytest.raises(ValueProblem, match="Nam hoặc Nữ"):
        parse_sex("N")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kinh", "Kinh"), ("kinh", "Kinh"), ("DT Mường", "Mường"), ("H'Mông", "Mông"), ("HMông", "Mông"),
        ("Mèo", "Mông"), ("dân tộc Thái", "Thái"), ("Khơ-mú", "Khơ Mú"), ("Thổ", "Thổ"), ("Tho", "Thổ"),
        ("Cao Lan", "Sán Chay"), ("Êđê", "Ê Đê"), ("Bru-Vân Kiều", "Bru - Vân Kiều"), ("Lự", "Lự"), ("Muong", "Mường"),
    ],
)  # fmt: skip
def test_peoples_by_common_spellings(text: str, name: str) -> None:
    assert peoples.name_of(parse_ethnicity(text)) == name


def test_unknown_people_is_a_problem() -> None:
    with pytest.raises(ValueProblem, match="54 dân tộc"):
        parse_ethnicity("Sao Hỏa")


def test_there_are_54_peoples_and_each_name_finds_itself() -> None:
    assert len(peoples.PEOPLES) == 55  # with "foreign"
    for people in peoples.PEOPLES:
        assert peoples.find(people.name) == people, people


@pytest.mark.parametrize(
    "cell",
    [
        "0912345678",
        "0912.345.678",
        "+84 912 345 678",
        "84912345678",
        912345678,
        84912345678,
        "(+84) 0912345678",
    ],
)
def test_mobile_numbers(cell: Cell) -> None:
    assert parse_phone(cell) == "+84912345678"


def test_other_phone_numbers() -> None:
    assert parse_phone("0168 123 4567") == "+84381234567"
    assert parse_phone(1681234567) == "+84381234567"
    assert parse_phone("0237 3852 246") == "+842373852246"
    assert parse_phone(None) == ""
    for bad, word in [("12345", "0912"), ("0912345678 / 0987654321", "hơn một"), ("không có", "0912")]:
        with pytest.raises(ValueProblem, match=word):
            parse_phone(bad)


def test_whole_numbers_and_long_texts() -> None:
    assert [parse_whole(cell) for cell in (12, "12", "1.200", None)] == [12, 12, 1200, None]
    with pytest.raises(ValueProblem):
        parse_whole("12 người")
    assert parse_text("=1+1") == "=1+1"
    with pytest.raises(ValueProblem, match=r"2000|2\.000"):
        parse_text("a" * 2001)


def test_sums_are_told_from_people_named_tong() -> None:
    assert is_subtotal_row(["Tổng cộng", None, 15])
    assert is_subtotal_row([None, "Cộng:", 3])
    assert is_subtotal_row(["Tổng số: 15 người"])
    assert is_subtotal_row(["TONG CONG", 4])
    assert not is_subtotal_row([1, "Tống Thị Mẫu", "Nữ"])
    assert not is_subtotal_row(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    assert not is_subtotal_row([1, 2, None])


def test_blank_numbering_and_signature_rows() -> None:
    assert is_blank_row([None, "", None])
    assert is_numbering_row(["(1)", "(2)", "(3)"])
    assert is_numbering_row(["A", "B", 1, 2, 3])
    assert not is_numbering_row([1, "Người Mẫu A", 1968])
    assert not is_numbering_row([1968, 1970, 1975])
    assert is_signature_row([None, "Xã Mẫu, ngày 05 tháng 6 năm 2026"])
    assert is_signature_row(["NGƯỜI LẬP BIỂU", None, "TM. ỦY BAN NHÂN DÂN"])
    assert not is_signature_row([1, "Người Mẫu A", 1968, "Nam", "Tổ 1"])


def test_ticks() -> None:
    assert [is_marked(cell) for cell in ("x", "X", 1, True, 1968)] == [True] * 5
    assert [is_marked(cell) for cell in (None, "", 0, "-", "Không", False)] == [False] * 6


def test_cells_are_normalised() -> None:
    assert as_cell("Ho\u0323\x00 tên\xa0") == "Họ tên"
    assert as_cell(1968.0) == 1968
    assert as_cell(float("nan")) is None
    assert as_cell("  ") is None
    assert shown(date(1968, 3, 5)) == "05/03/1968"


def test_text_of_old_fonts_is_read() -> None:
    old = ["Hä vµ tªn", "NguyÔn V¨n MÉu", "Tæ hßa gi¶i th«n 1", "N¨m sinh", "§iÖn tho¹i"]
    assert is_tcvn3(old)
    assert [from_tcvn3(text) for text in old] == [
        "Họ và tên", "Nguyễn Văn Mẫu", "Tổ hòa giải thôn 1", "Năm sinh", "Điện thoại",
    ]  # fmt: skip
    assert not is_tcvn3(["Họ và tên", "Nguyễn Văn Mẫu", "Tổ hòa giải", "Ngô Thị Thảo", "Vũ Hà"])
