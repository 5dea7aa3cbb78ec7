"""Text as people and hostile programs send it."""

from collections.abc import Callable

import pytest

from hoathuan.core.spreadsheets.cells import plain_text
from hoathuan.core.text import clean, fold
from hoathuan.documents.printable import printable

#: Twenty thousand marks on one letter; plain, in two kinds that have to be put in order, and with hidden signs between.
PILES = ["\u0301" * 20_000, "\u0301\u0323" * 10_000, "\u0301\u200d\u2060" * 7_000, "\u064b\u064d" * 10_000]


@pytest.mark.parametrize("pile", PILES, ids=["one", "two", "hidden", "foreign"])
@pytest.mark.parametrize("reads", [clean, fold, printable])
def test_a_pile_of_marks_is_cut_to_a_few(reads: Callable[[str], str], pile: str) -> None:
    """To order them took minutes of a worker, and to typeset them all memory of the server."""
    assert len(reads(f"Người a{pile} Mẫu")) <= len("Người a Mẫu") + 8


def test_a_cell_holds_no_pile() -> None:
    assert len(plain_text("a" + PILES[1])) <= 9


def test_letters_of_viet_nam_keep_their_marks_however_they_are_typed() -> None:
    typed = "e\u0323\u0302 o\u031b\u0301 a\u0306\u0309 " * 20
    assert clean(typed) == ("ệ ớ ẳ " * 20).strip()
    assert printable(typed) == "ệ ớ ẳ " * 20


def test_signs_that_turn_or_hide_text_do_not_stay() -> None:
    assert clean("a\u2066b\u2069c\u061cd\u00ade\u2060f\u0080\u009fg\u202eh") == "abcdefgh"
