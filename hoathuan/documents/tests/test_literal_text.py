"""What a person typed is printed as typed, whatever it means to the typesetter."""

import unicodedata
from string import ascii_letters, digits, punctuation

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoathuan.documents import shapes as s
from hoathuan.documents.printable import MISSING, printable

from .samples import form, letters_of, official, printed, register, slips, text_of

VIETNAMESE = "".join(
    chr(point)
    for point in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
    if unicodedata.name(chr(point), "").startswith("LATIN")
    and any(sign in unicodedata.normalize("NFD", chr(point)) for sign in "̛̣̀́̃̉̂̆") | (chr(point) in "đĐ")
)
MARKUP = '#let x = 1 $a^2$ *đậm* _nghiêng_ @ai <nhãn> \\ // /* ~ -- "trích" `mã` = - + [ ] { }'

words = st.text(alphabet=ascii_letters + digits + punctuation + VIETNAMESE + "  🙂字", min_size=1)
typed_either_way = st.builds(unicodedata.normalize, st.sampled_from(["NFC", "NFD"]), words)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(typed_either_way)
def test_any_typed_text_appears_literally(typed):
    paper = printed(official(blocks=(s.Paragraph(text=f"«{typed}»"),)))
    assert letters_of(f"«{printable(typed)}»") in letters_of(text_of(paper))


@pytest.mark.parametrize(
    "paper",
    [
        official(blocks=(s.Paragraph(text=MARKUP),)),
        official(summary=MARKUP),
        official(blocks=(s.TableBlock(columns=(s.TableColumn(title="Cột"),), rows=((MARKUP,),)),)),
        slips(1, team=MARKUP),
        register(0, team=MARKUP),
        form(0, counting_rule=MARKUP),
        form(1, rows=(s.FormRow(cells=(MARKUP, 1, 2, 3)),)),
    ],
    ids=["paragraph", "summary", "cell", "slip", "register", "rule", "form"],
)
def test_signs_of_the_typesetter_are_only_signs(paper):
    assert letters_of(MARKUP) in letters_of(text_of(printed(paper)))


@pytest.mark.parametrize("form_of_unicode", ["NFC", "NFD"])
def test_every_vietnamese_letter_is_drawn_however_it_was_typed(form_of_unicode):
    typed = unicodedata.normalize(form_of_unicode, " ".join(VIETNAMESE))
    cells = (s.TableBlock(columns=(s.TableColumn(title=typed),), rows=((typed,),)),)
    shown = letters_of(text_of(printed(official(bases=(typed,), blocks=cells))))
    # regular, bold and italic
    assert shown.count(letters_of(VIETNAMESE)) == 3
    assert MISSING not in shown


def test_a_sign_that_no_font_draws_is_a_square_and_not_an_error():
    assert printable("Lò Thị Ẫm 🙂") == f"Lò Thị Ẫm {MISSING}"


def test_hidden_signs_do_not_reach_the_paper():
    assert printable("a\u202eb\u200bc\u0007d\ufe0f\te\r\nf") == "abcd e\nf"


def test_letters_of_the_thai_people_are_drawn():
    assert MISSING not in printable("ꪼꪕ ꪕꪾ")
