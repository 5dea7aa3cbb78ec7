"""Where the signer's name stands on a paper of ours: a signature is seen in the space above it."""

import io
import unicodedata
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from .stamping import SIGNER, Place

#: Between the name and the frame, in points.
_GAP: Final = 14


def place_above(pdf: bytes, name: str) -> Place | None:
    """The frame above the last line on the last page that is this name; None where no line is.

    For papers that were set here: a file from outside is not opened in this process.
    """
    try:
        page = PdfReader(io.BytesIO(pdf)).pages[-1]
        lines = _lines(page)
    except (PyPdfError, IndexError, ValueError):
        return None
    wanted = _letters(name)
    found = [(left, bottom) for bottom, left, text in lines if wanted and _letters(text).endswith(wanted)]
    if not found:
        return None
    left, bottom = min(found, key=lambda place: place[1])
    right_edge = int(page.mediabox.right) - 30
    start = max(30, min(int(left) - 30, right_edge - SIGNER.width))
    return Place(page=-1, left=start, bottom=int(bottom) + _GAP, width=SIGNER.width, height=SIGNER.height)


def _lines(page: Any) -> list[tuple[float, float, str]]:
    """(bottom, left, text) of each line of the right half: the pieces that stand at one height."""
    pieces: list[tuple[float, float, str]] = []

    def piece(text: str, cm: list[float], tm: list[float], *_font: Any) -> None:
        if text.strip():
            left, bottom = _placed(cm, tm)
            pieces.append((round(bottom), left, text))

    page.extract_text(visitor_text=piece)
    middle = float(page.mediabox.right) / 2
    heights = sorted({bottom for bottom, left, _text in pieces if left > middle * 0.9})
    return [_line(pieces, height, middle * 0.9) for height in heights]


def _line(
    pieces: list[tuple[float, float, str]], height: float, from_left: float
) -> tuple[float, float, str]:
    parts = [(left, text) for bottom, left, text in pieces if bottom == height and left > from_left]
    return height, min(left for left, _text in parts), "".join(text for _left, text in parts)


def _placed(cm: list[float], tm: list[float]) -> tuple[float, float]:
    """The point of a piece of text on the page: its own matrix, then that of the page's content."""
    x, y = tm[4], tm[5]
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split()).casefold()
