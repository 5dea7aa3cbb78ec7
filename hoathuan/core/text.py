"""Vietnamese text: cleaning, folding for search, and the order of the Vietnamese alphabet.

The embedded server has no ICU, and the order must be the same on every server: so keys are made here and
stored in columns.
"""
# Vietnamese in this module is data, not interface text.

import re
import unicodedata
from functools import lru_cache

_ALPHABET = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
_RANK = {letter: f"{index:02d}" for index, letter in enumerate(_ALPHABET, start=10)}
# the tones in the order of dictionaries: none, huyền, hỏi, ngã, sắc, nặng
_TONES = {"̀": 1, "̉": 2, "̃": 3, "́": 4, "̣": 5}
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
#: A letter bears two marks in Vietnamese, and hardly more in any language.
_MOST_MARKS = 8
#: So short a text cannot hold a pile that hurts.
_HARMLESS = 64


def clean(value: object) -> str:
    """NFC, without control and invisible characters, single spaces, trimmed."""
    text = without_piles(_CONTROL.sub("", str(value if value is not None else "")))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def without_piles(text: str) -> str:
    """No more than a few marks on one letter: to put thousands in order takes minutes, to typeset them all memory."""
    if len(text) <= _HARMLESS or text.isascii():
        return text
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def fold(value: object) -> str:
    """Lower case without marks, for search: "Lò Thị Ẫm" → "lo thi am", "Đèo" → "deo"."""
    text = unicodedata.normalize("NFD", clean(value).lower()).replace("đ", "d")
    return "".join(c for c in text if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def _syllable_key(syllable: str) -> tuple[str, str]:
    """Letters and tone of one syllable as two strings that compare byte by byte."""
    letters, tones = [], []
    for char in syllable:
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[p] for p in parts if p in _TONES), 0)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        letters.append(_RANK.get(base, f"0{base}" if base.isdigit() else f"z{base}"))
        tones.append(str(tone))
    return "".join(letters), "".join(tones)


def sort_key(value: object) -> str:
    """A key whose byte order is Vietnamese order: letters first (a ă â … đ), then the tones.

    Numbers inside a name count as numbers: "Thôn 2" comes before "Thôn 10".
    """
    words = re.findall(r"\d+|[^\W\d_]+", clean(value).lower())
    keys = [(f"0{int(w):06d}", "") if w.isdigit() and w.isascii() else _syllable_key(w) for w in words]
    return " ".join(letters for letters, _ in keys) + "|" + " ".join(tones for _, tones in keys)


def person_sort_key(full_name: object) -> str:
    """Vietnamese order of people: given name, then family name, then the middle names."""
    words = clean(full_name).split(" ")
    if len(words) < 2:
        return sort_key(full_name)
    return sort_key(" ".join([words[-1], words[0], *words[1:-1]]))


def legal_text(value: str) -> str:
    """Mark a text as legal wording: it stays Vietnamese in every interface language."""
    return value
