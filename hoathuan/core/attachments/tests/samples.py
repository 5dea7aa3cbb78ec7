"""Small files of each taken kind, and some that must not be taken."""

import zipfile
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(form: str, size: tuple[int, int] = (6, 4), **options: Any) -> bytes:
    """A picture whose left upper corner is red and the rest white."""
    made = Image.new("RGB", size, "white")
    made.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    out = BytesIO()
    made.save(out, form, **options)
    return out.getvalue()


PNG, JPEG, WEBP = picture("PNG"), picture("JPEG"), picture("WEBP")


def photograph(orientation: int = 6, form: str = "JPEG", size: tuple[int, int] = (40, 20)) -> bytes:
    """As a telephone makes it: lying on its side, with place, device and a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Hang May"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (20.0, 48.0, 30.5)
    place[3], place[4] = "E", (105.0, 20.0, 10.25)
    return (
        picture(form, size, exif=exif, comment=b"nha ba Mau")
        if form == "JPEG"
        else picture(form, size, exif=exif)
    )


def pdf_with(dictionary: bytes, packed: bytes | None = None) -> bytes:
    """A PDF whose catalogue says something, openly or inside a packed stream of objects."""
    body = b"%PDF-1.5\n1 0 obj<</Type/Catalog " + (b"" if packed is not None else dictionary) + b">>endobj\n"
    if packed is not None:
        inside = zlib.compress(packed + dictionary)
        head = b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(inside)
        body += head + b"stream\r\n" + inside + b"\nendstream endobj\n"
    return body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def package(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def office(main: str, **more: bytes) -> bytes:
    return package(**{"[Content_Types].xml": b"<Types/>", main: b"<x/>"}, **more)


def relations(kind: str, mode: str = "External") -> dict[str, bytes]:
    """A part of an office file that points to something on another machine."""
    text = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        f' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="http://mau.example/x.dotm" TargetMode="{mode}"/></Relationships>'
    )
    return {"word/_rels/settings.xml.rels": text.encode()}


def open_document(kind: str, **more: bytes) -> bytes:
    return package(mimetype=f"application/vnd.oasis.opendocument.{kind}".encode(), **more)


def upload(
    content: bytes, name: str = "tep.pdf", claimed: str = "application/octet-stream"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, claimed)
