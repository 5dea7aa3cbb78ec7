"""Which files are taken, told by their first bytes and never by their name."""

import zipfile
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from .errors import AttachmentRefused

_MOST_ZIP_ENTRIES = 5_000
_LONGEST_MIMETYPE = 100
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
#: What a file field of a form may offer in its `accept`.
ACCEPT = ",".join(extension for kind in KINDS.values() for extension in kind.extensions)


def kind_of(file: IO[bytes]) -> Kind:
    """The kind of `file`; raises AttachmentRefused for anything that is not on the list."""
    file.seek(0)
    start = file.read(16)
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_package(file)
    kind = _kind_of_signature(start)
    if kind is None:
        raise _not_taken()
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


def _kind_of_package(file: IO[bytes]) -> Kind:
    """Office files are zip packages. Only their list of parts is read, so a bomb inside stays asleep."""
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            kind = _open_document(package, names) or _office_document(names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as problem:
        raise _not_taken() from problem
    if kind is None or len(parts) > _MOST_ZIP_ENTRIES:
        raise _not_taken()
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise AttachmentRefused(
            _("Tệp có chứa macro nên không nhận. Hãy lưu lại tệp không có macro rồi gửi.")
        )
    return kind


def _open_document(package: zipfile.ZipFile, names: set[str]) -> Kind | None:
    if "mimetype" not in names:
        return None
    with package.open("mimetype") as part:
        mime = part.read(_LONGEST_MIMETYPE).decode("ascii", "replace").strip()
    return next((kind for kind in (ODT, ODS) if kind.mime == mime), None)


def _office_document(names: set[str]) -> Kind | None:
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _not_taken() -> AttachmentRefused:
    return AttachmentRefused(
        _(
            "Không nhận loại tệp này. Hãy gửi tệp PDF, ảnh (PNG, JPG, WEBP), Word (docx, odt) hoặc Excel (xlsx, ods)."
        )
    )
