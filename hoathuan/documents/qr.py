"""Square codes to be read by a phone."""

import io
import re
from collections.abc import Iterator
from typing import Final

import segno

# Any of the eight masks can be read. Trying all of them takes nine tenths of the time (8 ms a code), and a
# sheet has a thousand codes.
_MASK: Final = 2
#: Modules of white around it, by which a phone finds it.
_QUIET: Final = 4
_DARK: Final = re.compile(rb"\x01+")


def qr_svg(text: str) -> str:
    """`text` as an SVG picture with its quiet zone of four modules, correction level M.

    Put no personal data into a code: whoever picks up the paper can read it.
    """
    rows = segno.make_qr(text, error="m", mask=_MASK).matrix
    side = len(rows) + 2 * _QUIET
    runs = (run for y, row in enumerate(rows, start=_QUIET) for run in _runs(bytes(row), y))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{"".join(runs)}"/></svg>'
    )


def _runs(row: bytes, y: int) -> Iterator[str]:
    """The dark modules of a line, those beside one another as one bar."""
    for run in _DARK.finditer(row):
        width = run.end() - run.start()
        yield f"M{run.start() + _QUIET} {y}h{width}v1h-{width}z"


def qr_png(text: str) -> bytes:
    """The same as a picture of dots, for Word files."""
    out = io.BytesIO()
    segno.make_qr(text, error="m", mask=_MASK).save(out, kind="png", border=4, scale=8)
    return out.getvalue()
