"""Word, Excel and OpenDocument files: zip packages, looked at by their list of parts and a few small parts of it."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final
from xml.parsers import expat

from django.utils.translation import gettext as _

from .errors import AttachmentRefused
from .kinds import DOCX, ODS, ODT, XLSX, Kind, hidden, not_taken

_MOST_ENTRIES: Final = 5_000
_LONGEST_PART: Final = 2 * 1024 * 1024
#: The end of a zip file without a comment; anything behind it is another file.
_END: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
#: What may lie outside the file: an address to click on, another workbook. A template or an object runs unasked.
_HARMLESS_OUTSIDE: Final = ("/hyperlink", "/externalLinkPath")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
)


def kind_of_package(file: IO[bytes]) -> Kind:
    """The kind of an office file. Of its parts only small ones are unpacked, so a bomb inside stays asleep."""
    _check_end(file)
    try:
        with zipfile.ZipFile(file) as package:
            kind = _kind(package)
            _check_directory(package)
            _check_macros(package)
            _check_outside(package)
    except _BROKEN as problem:
        raise not_taken() from problem
    return kind


def _check_end(file: IO[bytes]) -> None:
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _END_LENGTH))
    if file.read(4) == _END:
        return
    file.seek(0)
    raise hidden() if zipfile.is_zipfile(file) else not_taken()


def _kind(package: zipfile.ZipFile) -> Kind:
    names = {part.filename for part in package.infolist()}
    kind = _open_document(package, names) or _office_document(names)
    if kind is None:
        raise not_taken()
    return kind


def _check_directory(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > _MOST_ENTRIES or len({part.filename.lower() for part in parts}) < len(parts):
        raise not_taken()
    if any(part.flag_bits & 1 for part in parts):
        raise AttachmentRefused(_("Tệp có mật khẩu nên không mở được. Hãy gỡ mật khẩu rồi gửi lại."))
    first = min(part.header_offset for part in parts)
    if first != 0:
        raise hidden()


def _check_macros(package: zipfile.ZipFile) -> None:
    names = [part.filename.lower() for part in package.infolist()]
    macros = any(
        name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) or "/activex/" in name
        for name in names
    )
    types = _small_part(package, "[Content_Types].xml") if "[content_types].xml" in names else b""
    if macros or b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise AttachmentRefused(
            _("Tệp có chứa macro nên không nhận. Hãy lưu lại tệp không có macro rồi gửi.")
        )


def _check_outside(package: zipfile.ZipFile) -> None:
    """A relation to something on another machine, fetched when the file is opened (a template, an object, a frame)."""
    for part in package.infolist():
        if part.filename.lower().endswith(".rels"):
            for kind, mode in _relations(_small_part(package, part.filename)):
                if mode.lower() == "external" and not kind.endswith(_HARMLESS_OUTSIDE):
                    raise AttachmentRefused(
                        _(
                            "Tệp tự tải thêm nội dung từ nơi khác khi mở (mẫu hoặc đối tượng ở ngoài) nên không nhận. "
                            "Hãy lưu thành PDF rồi gửi."
                        )
                    )


def _small_part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        content = part.read(_LONGEST_PART + 1)
    if len(content) > _LONGEST_PART:
        raise not_taken()
    return content


def _relations(content: bytes) -> Iterator[tuple[str, str]]:
    """(kind, mode) of each relation. A part with declarations of entities is not read at all."""
    found: list[tuple[str, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "Relationship":
            found.append((attributes.get("Type", ""), attributes.get("TargetMode", "")))

    def declaration(*told: object) -> None:
        raise ValueError("declarations in a part of a package")

    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = declaration
    try:
        parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise not_taken() from problem
    yield from found


def _open_document(package: zipfile.ZipFile, names: set[str]) -> Kind | None:
    if "mimetype" not in names:
        return None
    mime = _small_part(package, "mimetype").decode("ascii", "replace").strip()
    return next((kind for kind in (ODT, ODS) if kind.mime == mime), None)


def _office_document(names: set[str]) -> Kind | None:
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None
