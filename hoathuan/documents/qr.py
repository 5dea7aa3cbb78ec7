"""Square codes to be read by a phone."""

import io

import segno

# Any of the eight masks can be read. Trying all of them takes nine tenths of the time (8 ms a code), and a
# sheet has a thousand codes.
_MASK = 2


def qr_svg(text: str) -> str:
    """`text` as an SVG picture with its quiet zone of four modules, correction level M.

    Put no personal data into a code: whoever picks up the paper can read it.
    """
    out = io.BytesIO()
    segno.make_qr(text, error="m", mask=_MASK).save(
        out, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True, light="#fff", nl=False
    )
    return out.getvalue().decode()


def qr_png(text: str) -> bytes:
    """The same as a picture of dots, for Word files."""
    out = io.BytesIO()
    segno.make_qr(text, error="m", mask=_MASK).save(out, kind="png", border=4, scale=8)
    return out.getvalue()
