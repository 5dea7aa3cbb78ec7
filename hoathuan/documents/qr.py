"""Square codes to be read by a phone."""

import io

import segno


def qr_svg(text: str) -> str:
    """`text` as an SVG picture with its quiet zone of four modules, correction level M.

    Put no personal data into a code: whoever picks up the paper can read it.
    """
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(
        out, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True, light="#fff", nl=False
    )
    return out.getvalue().decode()
