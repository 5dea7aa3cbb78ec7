"""Text that every paper can show: composed letters, no control signs, no sign without a glyph.

A PDF/A file must not contain a sign that its fonts cannot draw. What a person typed is never a reason
to refuse the paper, so such a sign (an emoji, a Chinese letter) is shown as an empty square.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from hoathuan.core.text import without_piles
from hoathuan.documents.fonts import font_files

MISSING = "\u25a1"
# Shown as nothing: format signs (among them the direction overrides), controls, variation selectors.
_UNSEEN = frozenset({"Cf", "Cc"})
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
# The families that every template tries in turn (typst/base.typ), by the beginning of their file names.
_FAMILIES = ("Tinos_", "NotoSans_", "NotoSansTaiViet_")


@cache
def drawable() -> frozenset[int]:
    """Code points that some family draws in every style it has: bold and italic must not lose a letter."""
    found: set[int] = set()
    for family in _FAMILIES:
        styles = [_glyphs(path) for path in font_files() if path.name.startswith(family)]
        found.update(frozenset.intersection(*styles) if styles else ())
    return frozenset(found)


def _glyphs(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


class _Shown(dict[int, str]):
    """How each sign is shown, decided once per sign: str.translate then runs without our code."""

    def __missing__(self, point: int) -> str:
        self[point] = shown = _shown(chr(point))
        return shown


def _shown(sign: str) -> str:
    if unicodedata.category(sign) in _UNSEEN or ord(sign) in _VARIATION_SELECTORS:
        return ""
    return sign if ord(sign) in drawable() else MISSING


_shown_as = _Shown({ord("\n"): "\n", ord("\t"): " "})


def printable(text: str) -> str:
    """`text` as the papers show it: NFC, tabs as spaces, line feeds kept."""
    lines = without_piles(text.replace("\r\n", "\n").replace("\r", "\n"))
    # once more: what stood between marks may have been a sign that is not shown
    return without_piles(unicodedata.normalize("NFC", lines).translate(_shown_as))


def printable_data(value: Any) -> Any:
    """The same for every text inside plain data (mappings, sequences, scalars)."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: printable_data(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable_data(item) for item in value]
    return value
