"""What Decree 30/2020, Appendix I, asks of a page."""

import re
from datetime import date

import pytest
from fontTools.ttLib import TTFont

from hoathuan.documents import shapes as s
from hoathuan.documents.fonts import font_folder

from .samples import HEAD, LONGEST_NAME, form, official, printed, progress, register, slips, text_of

MOTTO = "Độc lập - Tự do - Hạnh phúc"
MM = 72 / 25.4
#: How far capitals of 13 pt stand above their line, in millimetres.
CAPITALS = 13 * 0.655 / MM


def head(**changes):
    return text_of(printed(official(head=HEAD.model_copy(update=changes))))


def test_number_below_ten_and_first_two_months_carry_a_zero():
    text = head()
    assert "Số: 07/QĐ-UBND" in text
    assert "An Mẫu, ngày 05 tháng 02 năm 2026" in text


def test_later_months_carry_none():
    assert "ngày 12 tháng 6 năm 2026" in head(on=date(2026, 6, 12))


def test_room_is_left_for_a_number_and_a_day_that_are_not_yet_known():
    text = head(number="", on=None)
    assert re.search(r"Số:\s+/QĐ-UBND", text)
    assert "ngày ..... tháng ..... năm 20....." in text


def test_rule_below_the_motto_is_as_long_as_the_motto():
    font = TTFont(font_folder() / "Tinos_700Bold.ttf")
    glyphs, widths = font.getBestCmap(), font["hmtx"].metrics
    motto = sum(widths[glyphs[ord(sign)]][0] for sign in MOTTO) / font["head"].unitsPerEm * 13
    assert any(abs(length - motto) < 1.5 for length in rules(printed(official()).pages[0]))


def rules(page):
    """Lengths of the level lines drawn on a page, in points."""
    lengths, here = [], 0.0
    for numbers, operator in page.get_contents().operations:
        if operator == b"l":
            lengths.append(abs(float(numbers[0]) - here))
        if operator in (b"m", b"l"):
            here = float(numbers[0])
    return lengths


def test_first_page_has_no_number_the_next_ones_have_it_on_top():
    long = official(blocks=tuple(s.Article(number=i, text="Một điều. " * 60) for i in range(1, 12)))
    first, second, *_ = printed(long).pages
    assert second.extract_text().lstrip().startswith("2")
    assert not first.extract_text().lstrip().startswith("1")


def test_signature_stays_whole_with_some_text_before_it():
    for lines in range(1, 40):
        paper = official(
            blocks=(*(s.Paragraph(text="Một dòng.") for _ in range(lines)), s.Paragraph(text="Dòng cuối./."))
        )
        last = printed(paper).pages[-1].extract_text()
        assert "CHỦ TỊCH" in last
        assert "Phạm Văn Mẫu" in last
        assert "Dòng cuối./." in last


def test_recipients_and_bases_end_as_the_decree_says():
    text = text_of(printed(official()))
    assert "- Như Điều 3; - Lưu: VT, TP." in text
    assert "năm 2013; Theo đề nghị của thôn Mẫu Một." in text


def test_points_follow_the_vietnamese_order():
    text = text_of(
        printed(official(blocks=(s.Points(lines=("một", "hai", "ba", "bốn", "năm", "sáu", "bảy")),)))
    )
    assert "a) một b) hai c) ba d) bốn đ) năm e) sáu g) bảy" in text


@pytest.mark.parametrize(
    "paper, title, row, last",
    [
        (form(500), "Tổ hòa giải", "Tổ thứ ", "Tổ thứ 500"),
        (progress(40, 500), "Nội dung nhiệm vụ", "Nhiệm vụ thứ ", "Nhiệm vụ thứ 500"),
        (register(40), "Nội dung chủ yếu", "54 tuổi", " 40 05/03/2026"),
    ],
    ids=["form", "progress", "register"],
)
def test_table_head_is_repeated_and_no_row_is_lost(paper, title, row, last):
    pages = [" ".join(page.extract_text().split()) for page in printed(paper).pages]
    with_rows = [page for page in pages if row in page]
    assert len(with_rows) > 5
    assert all(title in page for page in with_rows)
    assert last in " ".join(pages)


def test_figures_have_dots_and_blank_is_not_zero():
    text = text_of(printed(form(1)))
    assert "Tổ thứ 1 25.000 0 " in text


@pytest.mark.parametrize(
    "paper, words",
    [
        (form(0), "Không có đơn vị nào trong biểu."),
        (progress(0, 0), "Kế hoạch chưa có chỉ tiêu."),
        (register(0), "Chưa có vụ, việc nào được ghi vào sổ."),
        (slips(0), "Không có phiếu nào để in"),
    ],
    ids=["form", "progress", "register", "slips"],
)
def test_empty_paper_says_so(paper, words):
    assert words in text_of(printed(paper))


def test_form_that_is_no_longer_in_force_says_so_and_shows_its_counting_rule():
    text = text_of(printed(form(3)))
    for words in ("Biểu mẫu đã hết hiệu lực.", "Quy tắc đếm: mỗi vụ việc", "Chưa xác nhận: thời hạn gửi"):
        assert words in text


def test_register_has_its_ten_columns_and_keeps_a_voided_number():
    voided = s.RegisterEntry(no="4", void_reason="ghi trùng số 3")
    text = text_of(printed(register(0, entries=(voided,), blank_rows=2)))
    assert " ".join(f"({n})" for n in range(1, 11)) in text
    assert "Bỏ số này: ghi trùng số 3" in text


def test_six_slips_fit_a_page_even_with_the_longest_names():
    sheet = slips(
        12,
        name=LONGEST_NAME,
        team="Tổ hòa giải tổ dân phố số 12 khu tái định cư Đồng Mẫu Thượng Mẫu Hạ phường Mẫu",
        username="cong.tang.ton.nu.nguyen.thi.phuong.0001",
        code="WWMW-MMWQ-WWWW",
    )
    pdf = printed(sheet)
    assert len(pdf.pages) == 2
    assert all(
        text_of(pdf).count(words) == 12 for words in ("PHIẾU KÍCH HOẠT", "Cần giúp: công chức tư pháp xã.")
    )


def test_slip_shows_everything_needed_to_sign_in():
    text = text_of(printed(slips(1)))
    for words in ("nguyen.mau.0", "K7MQ", "29FX", "0000", "31/12/2026", "mau.example/kich-hoat"):
        assert words in text


@pytest.mark.parametrize("word", ["k" * 70, "https://mau.example/" + "duong-dan/" * 9])
def test_a_word_without_spaces_does_not_leave_its_column(word):
    table = s.TableBlock(
        columns=(s.TableColumn(title="Tên"), s.TableColumn(title="Ghi chú")), rows=((word, "bên cạnh"),)
    )
    text = " ".join(printed(official(blocks=(table,))).pages[0].extract_text().split())
    assert word not in text  # it went over several lines
    assert word in text.replace("\u200b", "").replace(" ", "")
    assert "bên cạnh" in text


def test_margins_sizes_and_first_lines_are_those_of_the_decree():
    """A4; 20 to 25 mm above and below, 30 to 35 on the left; text of 13 or 14 pt, its first line 1 or 1.27 cm in."""
    paper = official(blocks=tuple(s.Paragraph(text="Một điều dài của văn bản. " * 60) for _ in range(8)))
    first, second, *_ = printed(paper).pages
    assert [round(float(side) / MM) for side in first.mediabox[2:]] == [210, 297]
    number, *text = places(second)
    assert 297 - number[1] < 20, "the number stands in the margin itself"
    assert {size for _x, _y, size in text} == {13}
    assert {round(x, 1) for x, _y, _size in text} == {30, 42.7}
    assert 20 <= round(297 - text[0][1] - CAPITALS, 1) <= 25
    assert 20 <= text[-1][1] <= 25


def places(page):
    """Where each line of a page begins, in millimetres from its lower left corner, and how large it is in points."""
    found = []

    def see(text, outer, _inner, _font, size):
        if text.strip():
            found.append((outer[4] / MM, outer[5] / MM, size))

    page.extract_text(visitor_text=see)
    return found
