"""Square codes on photographs: turned, dark, slanting, several at once; and files that are none."""

import io

import pytest
from PIL import Image

from hoathuan.paperforms import codes, reading

from .conftest import askew, beside, dark, jpeg, scan, sheet, turned

ONE, TWO = "0123456789AB", "CDEFGHJKMNPQ"


def read(picture: Image.Image) -> tuple[str, ...]:
    (page,) = reading.pages_of(jpeg(picture), pdf=False)
    return page.codes


@pytest.mark.parametrize(
    "photograph",
    [
        sheet(ONE),
        turned(sheet(ONE), 90),
        turned(sheet(ONE), 180),
        turned(sheet(ONE), 17),
        dark(sheet(ONE)),
        dark(turned(sheet(ONE), -100)),
        askew(sheet(ONE)),
    ],
    ids=["straight", "on its side", "upside down", "askew", "dark", "dark and turned", "from the side"],
)
def test_the_code_is_read_from_a_poor_photograph(photograph: Image.Image) -> None:
    assert read(photograph) == (ONE,)


def test_several_forms_in_one_photograph_are_all_read() -> None:
    assert set(read(beside(sheet(ONE), turned(sheet(TWO), 180)))) == {ONE, TWO}


def test_a_photograph_without_a_code_says_nothing_rather_than_guess() -> None:
    assert read(Image.effect_noise((900, 700), 60)) == ()


def test_square_codes_of_others_are_no_forms() -> None:
    assert codes.from_square("https://example.vn/0123456789AB") == ""
    assert codes.from_square("HTPHIEU:0123456789AB") == ONE


def test_a_scan_is_taken_apart_into_its_pages() -> None:
    pages = reading.pages_of(scan([sheet(ONE), turned(sheet(TWO), 180), sheet("")]), pdf=True)
    assert [page.codes for page in pages] == [(ONE,), (TWO,), ()]
    assert all(Image.open(io.BytesIO(page.content)).width > 500 for page in pages)


def test_a_broken_file_is_told_in_words_and_harms_nobody() -> None:
    with pytest.raises(reading.Unreadable):
        reading.pages_of(io.BytesIO(b"%PDF-1.7\nnothing"), pdf=True)


def test_letters_that_look_like_digits_are_read_as_digits_when_typed() -> None:
    assert codes.typed("o123 4567-89ab") == "0123456789AB"
    assert codes.typed("0123456789A") == ""
    assert codes.typed(codes.shown(TWO)) == TWO


@pytest.mark.parametrize("degrees", [90, 180, 270, -97])
def test_a_photograph_that_lies_on_its_side_is_set_upright_for_its_reader(degrees: int) -> None:
    (page,) = reading.pages_of(jpeg(turned(sheet(ONE), degrees)), pdf=False)
    shown = Image.open(io.BytesIO(page.content))
    assert shown.height > shown.width
    (again,) = reading.pages_of(jpeg(shown), pdf=False)
    assert again.content == b"", "upright already: kept as it was sent"
