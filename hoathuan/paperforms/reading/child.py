"""The pages of a scan and the square codes on them. Runs in a process of its own: no settings, no database, no words.

A file that nobody has vouched for can make any reader swallow the machine; here it only swallows its own limits.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import zxingcpp
from PIL import Image, ImageOps
from pypdf import PdfReader

MEMORY_BYTES: Final = 2 * 1024 * 1024 * 1024
CPU_SECONDS: Final = 45
MOST_PAGES: Final = 60
MOST_POINTS: Final = 50_000_000
#: A picture smaller than this on the page of a scan is a stamp or a logo.
_LEAST_SIDE: Final = 300
_SIDES: Final = (2_000, 1_200, 3_200)
#: Degrees by which a picture that says nothing is turned; quarters are tried by the reader itself.
_TURNS: Final = (0, 20, -20, 45)
_QUALITY: Final = 88


def main(arguments: list[str]) -> None:
    """`child KIND PATH FOLDER`: pages of a PDF as pictures in FOLDER; one JSON list on the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    kind, path, folder = arguments
    pages = (
        _pages_of_pdf(Path(path), Path(folder))
        if kind == "pdf"
        else [_page_of_picture(Path(path), Path(folder))]
    )
    sys.stdout.write(json.dumps(list(pages)))


def _page_of_picture(path: Path, folder: Path) -> dict[str, Any]:
    """A picture that lies on its side is set upright, as its code says, for who will read it."""
    with Image.open(path) as opened:
        picture = ImageOps.exif_transpose(opened)
        codes, quarters = codes_in(picture)
        return {"file": _kept(picture, quarters, folder / "1.jpg") if quarters else "", "codes": codes}


def _kept(picture: Image.Image, quarters: int, path: Path) -> str:
    picture.rotate(90 * quarters, expand=True).convert("RGB").save(path, "JPEG", quality=_QUALITY)
    return path.name


def _pages_of_pdf(path: Path, folder: Path) -> Iterator[dict[str, Any]]:
    reader = PdfReader(io.BytesIO(path.read_bytes()), strict=False)
    for number, page in enumerate(reader.pages[:MOST_PAGES], start=1):
        picture = _largest(page)
        if picture is None:
            yield {"file": "", "codes": []}
            continue
        picture = picture.rotate(-int(page.get("/Rotate") or 0), expand=True)
        codes, quarters = codes_in(picture)
        yield {"file": _kept(picture, quarters, folder / f"{number}.jpg"), "codes": codes}


def _largest(page: Any) -> Image.Image | None:
    """The picture that a scanner puts over the whole page."""
    found = [one.image for one in page.images if one.image is not None]
    found = [one for one in found if min(one.size) >= _LEAST_SIDE and one.width * one.height <= MOST_POINTS]
    return max(found, key=lambda one: one.width * one.height, default=None)


def codes_in(picture: Image.Image) -> tuple[list[str], int]:
    """The texts of all square codes of a picture: first as it is, then smaller, lighter, turned.

    And by how many quarters the picture has to be turned back so that they stand upright; 0 where they differ.
    """
    grey = picture.convert("L")
    for turn in _TURNS:
        turned = grey.rotate(turn, expand=True, fillcolor=255) if turn else grey
        for side in _SIDES:
            if found := _read(turned, side):
                quarters = {round((one.orientation + turn) / 90) % 4 for one in found}
                return list(dict.fromkeys(one.text for one in found)), quarters.pop() if len(
                    quarters
                ) == 1 else 0
    return [], 0


def _read(grey: Image.Image, side: int) -> list[zxingcpp.Barcode]:
    fitted = ImageOps.contain(grey, (side, side)) if max(grey.size) > side else grey
    for shown in (fitted, ImageOps.autocontrast(fitted, cutoff=2), ImageOps.equalize(fitted)):
        results = zxingcpp.read_barcodes(
            shown, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
        if found := [one for one in results if one.valid and one.text]:
            return found
    return []


if __name__ == "__main__":
    main(sys.argv[1:])
