"""Which files are taken, told by their first bytes and their structure, never by their name."""

from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from .errors import AttachmentRefused

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Kind:
    """A taken type; the first of `extensions` is given to a file whose name says something else."""

    mime: str
    extensions: tuple[str, ...]


PDF = Kind("application/pdf", (".pdf",))
PNG = Kind("image/png", (".png",))
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
WEBP = Kind("image/webp", (".webp",))
DOCX = Kind(_OFFICE + "wordprocessingml.document", (".docx",))
XLSX = Kind(_OFFICE + "spreadsheetml.sheet", (".xlsx",))
ODT = Kind(_OPEN + "text", (".odt",))
ODS = Kind(_OPEN + "spreadsheet", (".ods",))

KINDS = {kind.mime: kind for kind in (PDF, PNG, JPEG, WEBP, DOCX, XLSX, ODT, ODS)}
PICTURES = frozenset({PNG, JPEG, WEBP})
#: What a file field of a form may offer in its `accept`.
ACCEPT = ",".join(extension for kind in KINDS.values() for extension in kind.extensions)


def kind_of(file: IO[bytes]) -> Kind:
    """The kind of `file`; raises AttachmentRefused for what is not on the list, or hides something else inside."""
    from . import packages, pdfs, pictures

    file.seek(0)
    start = file.read(16)
    if start.startswith(b"PK\x03\x04"):
        return packages.kind_of_package(file)
    kind = _kind_of_signature(start)
    if kind is None:
        raise not_taken()
    if kind is PDF:
        pdfs.check(file)
    else:
        pictures.check(file, kind)
    return kind


def _kind_of_signature(start: bytes) -> Kind | None:
    if start.startswith(b"%PDF-"):
        return PDF
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if start.startswith(b"\xff\xd8\xff"):
        return JPEG
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return WEBP
    return None


def not_taken() -> AttachmentRefused:
    return AttachmentRefused(
        _(
            "Không nhận loại tệp này. Hãy gửi tệp PDF, ảnh (PNG, JPG, WEBP), Word (docx, odt) hoặc Excel (xlsx, ods)."
        )
    )


def hidden() -> AttachmentRefused:
    """A file that is two things at once: what a reader shows is not what a program runs."""
    return AttachmentRefused(
        _(
            "Trong tệp có giấu một tệp khác nên không nhận. Hãy mở tệp, in ra PDF hoặc chụp lại, rồi gửi bản mới."
        )
    )
