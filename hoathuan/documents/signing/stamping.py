"""The visible part of a signature: a small page of text, set by our own typesetter in our own letters."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import typst

from hoathuan.documents.errors import DocumentProblem
from hoathuan.documents.fonts import typesetter_fonts
from hoathuan.documents.printable import printable

_TEMPLATE: Final = Path(__file__).parent / "typst" / "stamp.typ"
_SIZE: Final = 8


@dataclass(frozen=True)
class Place:
    """Where a signature is seen: a page (from 0; -1 is the last) and a frame in points from its lower left corner."""

    page: int
    left: int
    bottom: int
    width: int
    height: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.left, self.bottom, self.left + self.width, self.bottom + self.height


#: Under the signer's office at the right of the last page (box 7 of Decree 30/2020, Appendix I).
SIGNER: Final = Place(page=-1, left=330, bottom=90, width=200, height=52)
#: Top right of the first page: an appendix, or a copy that was made from paper (Decree 30/2020, Appendix I Part I).
TOP_RIGHT: Final = Place(page=0, left=350, bottom=785, width=190, height=42)


def stamp(place: Place, lines: list[str]) -> bytes:
    """A page as large as the frame with these lines in it; long lines go on in the next."""
    data = {
        "width": place.width,
        "height": place.height,
        "size": _SIZE,
        "signer": printable(lines[0] if lines else ""),
        "lines": [printable(line) for line in lines if line],
    }
    made = _compiler().compile(sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, format="pdf")
    if not isinstance(made, bytes):
        raise DocumentProblem("the frame of a signature could not be set")
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        _TEMPLATE, root=_TEMPLATE.parent, font_paths=typesetter_fonts(), ignore_system_fonts=True
    )
