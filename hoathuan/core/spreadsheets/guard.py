"""What a file really is, and whether it is safe to hand to a parser. Standard library only."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from hoathuan.core.declarations import declares

MAX_FILE_BYTES: Final = 30 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 400 * 1024 * 1024
MAX_RATIO: Final = 200
RATIO_MATTERS_FROM: Final = 20 * 1024 * 1024
MAX_ENTRIES: Final = 2_000
MAX_CELLS: Final = 12_000_000
_CHUNK = 1 << 20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
# only cells that hold something: a million rows that carry a format alone are harmless
_REF = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b')
_REPEATED = re.compile(rb'number-(?:columns|rows)-repeated="(\d+)"')
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


class Refused(Exception):
    """The file is not read. `code` names the reason; the words for the user are in `errors.py`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def kind_of(path: Path) -> str:
    """One of xlsx, ods, xls, csv: decided by content, never by name. Raises `Refused`."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("empty")
    if size > MAX_FILE_BYTES:
        raise Refused("too_big")
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    return _kind_of_text(head)


def _kind_of_ole(path: Path) -> str:
    if _ENCRYPTED_OLE in path.read_bytes():
        raise Refused("encrypted")
    return "xls"


def _kind_of_text(head: bytes) -> str:
    if head.startswith(_UTF16_BOMS):
        return "csv"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise Refused("web_page")
    if start.startswith((b"%pdf", b"\x89png", b"\xff\xd8\xff", b"{\\rtf")) or b"\x00" in head:
        raise Refused("not_a_sheet")
    return "csv"


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive)
            names = set(archive.namelist())
            kind = _kind_by_entries(archive, names)
            _check_contents(archive, kind)
            return kind
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zlib.error) as error:
        raise Refused("broken") from error


def _kind_by_entries(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Refused("xlsb")
    if "mimetype" in names and archive.read("mimetype").startswith(_ODS):
        return "ods"
    raise Refused("not_a_sheet")


def _check_directory(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Refused("bomb")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("encrypted")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if unpacked > MAX_UNPACKED_BYTES:
        raise Refused("bomb")
    if unpacked > RATIO_MATTERS_FROM and unpacked / packed > MAX_RATIO:
        raise Refused("bomb")


def _check_contents(archive: zipfile.ZipFile, kind: str) -> None:
    """Read every XML part once in pieces: this also proves that the directory told the true sizes."""
    cells = 0
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            part = _Part(kind, entry.filename)
            _scan(archive, entry, part)
            cells += part.cells
    if cells > MAX_CELLS:
        raise Refused("too_many_cells")


def _scan(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, part: "_Part") -> None:
    tail = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            part.look(tail + chunk)
            tail = chunk[-256:]


class _Part:
    """One XML part of the archive: its forbidden declarations, and how many cells it spans."""

    def __init__(self, kind: str, name: str) -> None:
        self.counts_refs = kind == "xlsx" and name.startswith("xl/worksheets/")
        self.counts_repeats = kind == "ods" and name == "content.xml"
        self.first_row, self.last_row, self.first_column, self.last_column = 1 << 30, 0, 1 << 30, 0

    @property
    def cells(self) -> int:
        if not self.last_row:
            return 0
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    def look(self, piece: bytes) -> None:
        if declares(piece):
            raise Refused("entities")
        if self.counts_refs:
            self._refs(piece)
        if self.counts_repeats:
            self._repeats(piece)

    def _refs(self, piece: bytes) -> None:
        refs = _REF.findall(piece)
        if not refs:
            return
        rows = [int(row) for _, row in refs]
        columns = {_column(letters) for letters in {letters for letters, _ in refs}}
        self.first_row, self.last_row = min(self.first_row, *rows), max(self.last_row, *rows)
        self.first_column = min(self.first_column, *columns)
        self.last_column = max(self.last_column, *columns)

    def _repeats(self, piece: bytes) -> None:
        # trailing repeats are blank filling up to the sheet's end; the process limits hold the rest
        for number in _REPEATED.findall(piece):
            if int(number) > 1_048_576:
                raise Refused("too_many_cells")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
