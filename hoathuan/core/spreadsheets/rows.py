"""Telling rows of data from the rest of a sheet: blanks, sums, column numbers, signatures; taking values out."""
# Vietnamese in this module is data, not interface text.

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Final

from hoathuan.core.spreadsheets.cells import Cell, shown
from hoathuan.core.text import clean, fold

# with accents: "Tống" is a family name, "Tổng" is a sum
_SUM: Final = re.compile(
    r"^(tổng( cộng| số| toàn .*)?|cộng( dồn| tổ| thôn| xã)?|cộng)\b[ :.]*", re.IGNORECASE
)
_SUM_PLAIN: Final = re.compile(r"^(tong (cong|so)|cong)[ :.]*\d*$")
_SIGNATURE: Final = (
    "nguoi lap bieu", "nguoi lap", "nguoi tong hop", "tm uy ban nhan dan", "tm ubnd", "thu truong don vi",
    "ky ghi ro ho ten", "noi nhan", "ke toan", "cong chuc tu phap", "xac nhan cua",
)  # fmt: skip
_PLACE_AND_DAY: Final = re.compile(r"\bngay .{0,6}thang .{0,6}nam\b")
_NOT_LETTERS: Final = re.compile(r"[^a-z ]+")
_STATE_NAME: Final = ("cộng hòa", "cộng hoà")
# a row of data has more texts than these; the checks below run on every row of a long list
_MOST_TEXTS: Final = 3
_LONGEST_MARK: Final = 6
_NO_MARK: Final = frozenset({"", "0", "-", "–", "khong", "không", "false"})


def is_blank_row(cells: Iterable[Cell]) -> bool:
    return all(cell is None or cell == "" for cell in cells)


def is_subtotal_row(cells: Sequence[Cell]) -> bool:
    """A sum: "Tổng cộng", "Cộng", "Tổng số: 15 người" as the first text, with hardly any other text."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not texts or len(texts) > _MOST_TEXTS:
        return False
    first = clean(texts[0])
    if first.isascii():
        return bool(_SUM_PLAIN.match(first.lower()))
    return bool(_SUM.match(first)) and not first.lower().startswith(_STATE_NAME)


def is_signature_row(cells: Sequence[Cell]) -> bool:
    """What stands below a list: place and day, signer, recipients."""
    if sum(cell is not None for cell in cells) > _MOST_TEXTS:
        return False
    texts = [_NOT_LETTERS.sub("", fold(cell)).strip() for cell in cells if isinstance(cell, str)]
    return any(text.startswith(_SIGNATURE) or _PLACE_AND_DAY.search(text) for text in texts if len(text) < 80)


def is_numbering_row(cells: Sequence[Cell]) -> bool:
    """The row of column numbers that many forms carry under the heading: (1) (2) (3), or A B 1 2."""
    if any(isinstance(cell, str) and len(cell) > _LONGEST_MARK for cell in cells):
        return False
    marks = [shown(cell).strip(" ()[]") for cell in cells if cell is not None]
    if len(marks) < _MOST_TEXTS:
        return False
    numbers = [int(mark) for mark in marks if mark.isascii() and mark.isdigit()]
    letters = [mark for mark in marks if len(mark) == 1 and mark.isalpha()]
    steps = all(0 <= later - earlier <= 1 for earlier, later in itertools.pairwise(numbers))
    return len(numbers) + len(letters) >= len(marks) - 1 and len(numbers) >= 2 and steps and numbers[0] <= 2


def is_marked(cell: Cell) -> bool:
    """Whether a tick column is ticked: x, X, 1, a year, anything but blank, 0, a dash or "không"."""
    return cell is not None and cell is not False and shown(cell).strip().lower() not in _NO_MARK
