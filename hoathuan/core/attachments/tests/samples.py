"""Small files of each taken kind, and some that must not be taken."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 "


def package(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def office(main: str, **more: bytes) -> bytes:
    return package(**{"[Content_Types].xml": b"<Types/>", main: b"<x/>"}, **more)


def open_document(kind: str, **more: bytes) -> bytes:
    return package(mimetype=f"application/vnd.oasis.opendocument.{kind}".encode(), **more)


def upload(
    content: bytes, name: str = "tep.pdf", claimed: str = "application/octet-stream"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, claimed)
