"""A text as bare letters that remember where they stood: so a name is found however it is written."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_STROKE = "\u0335"
#: A name so long does not stand inside other words by chance.
LONG = 8


@dataclass(frozen=True)
class Letter:
    """One letter or digit without marks; `marks` are what it bore, `at` where it stands in the text."""

    sign: str
    marks: frozenset[str]
    capital: bool
    at: int
    begins: bool


def letters_of(text: str) -> list[Letter]:
    """The letters and digits of a text, in their order; signs and spaces between them are left out."""
    found: list[Letter] = []
    gap, former_small = True, False
    for at, char in enumerate(text):
        if unicodedata.category(char) == "Cf":  # invisible
            continue
        base, marks = _taken_apart(char)
        if not base:
            if marks and found:
                found[-1] = _with_marks(found[-1], marks)
            else:
                gap = True
            continue
        capital = char.lower() != char
        for sign in base:
            found.append(Letter(sign, marks, capital, at, gap or (capital and former_small)))
            gap = False
        former_small = not capital
    return found


def _taken_apart(char: str) -> tuple[str, frozenset[str]]:
    """Letters without marks, and the marks; đ is a d with a stroke."""
    signs = unicodedata.normalize("NFKD", char.lower())
    marks = {sign for sign in signs if unicodedata.combining(sign)}
    base = "".join(sign for sign in signs if sign.isalnum())
    if "đ" in base:
        base, marks = base.replace("đ", "d"), marks | {_STROKE}
    return base, frozenset(marks)


def _with_marks(letter: Letter, marks: frozenset[str]) -> Letter:
    return Letter(letter.sign, letter.marks | marks, letter.capital, letter.at, letter.begins)


def spans_of(text: list[Letter], asked: list[Letter]) -> list[tuple[int, int]]:
    """Where `asked` stands in `text` as whole words, by position of letters: first, and one after the last."""
    if not asked:
        return []
    row, wanted = "".join(one.sign for one in text), "".join(one.sign for one in asked)
    found, start = [], row.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        whole = len(wanted) >= LONG or _whole_words(text, start, end)
        if whole and not _another_word(text[start:end], asked):
            found.append((start, end))
        start = row.find(wanted, start + 1)
    return found


def _whole_words(text: list[Letter], start: int, end: int) -> bool:
    return text[start].begins and (end == len(text) or text[end].begins)


def _another_word(found: list[Letter], asked: list[Letter]) -> bool:
    """Small letters with marks of their own: "bạn mời" is not the village "Bản Mới". Left-out marks tell nothing."""
    if any(one.capital for one in found):
        return False
    return any(not one.marks <= own.marks for one, own in zip(found, asked, strict=True))


def extent(text: list[Letter], start: int, end: int) -> tuple[int, int]:
    """The same as positions in the text itself."""
    return text[start].at, text[end - 1].at + 1
