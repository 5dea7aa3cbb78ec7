"""PDF files: looked at as bytes, not through a reader, since two readers may see two things in one file.

Names are compared with their `#xx` signs undone, and streams of objects are unpacked: what is not found there is
not in the file. A file that cannot be looked into (a password, an unusual packing) is refused in words.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

from django.utils.translation import gettext as _

from .errors import AttachmentRefused
from .kinds import hidden

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_RUNS = re.compile(rb"/(?:JavaScript|Launch|RichMedia|Movie)\b|/XFA\s*[\[\d]")
_CARRIES = re.compile(rb"/EmbeddedFiles?\b|/GoToE\b")
_LOCKED = re.compile(rb"/Encrypt\s*(?:\d|<<)")
_STREAM = re.compile(rb"stream(?:[ \t]*\r?\n|\r)")
#: Readers know a stream of objects by the table of references; `First` is what each must have in its dictionary.
_OBJECTS = re.compile(rb"/First\b|/ObjStm\b")
_OTHER_PACKING = re.compile(rb"/(?:ASCIIHex|ASCII85|LZW|RunLength)Decode\b|/(?:AHx|A85|LZW|RL)\b|/Crypt\b")
_MOST_UNPACKED: Final = 128 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_OVERLAP: Final = 64
_TAIL: Final = 1024


def check(file: IO[bytes]) -> None:
    """Raises AttachmentRefused for a PDF with a script, a program, another file inside or behind it, or a password."""
    file.seek(0)
    content = file.read()
    if b" obj" not in content or b"%%EOF" not in content[-_TAIL:]:
        raise AttachmentRefused(_("Tệp PDF bị cắt hoặc hỏng. Hãy xuất hoặc quét lại rồi gửi."))
    _check_behind(file, content)
    plain = _unescaped(content)
    if _LOCKED.search(plain):
        raise _locked()
    _check_names(plain)
    left = _MOST_UNPACKED
    for begin in _streams_of_objects(content):
        left = _check_objects(content, begin, left)


def _check_behind(file: IO[bytes], content: bytes) -> None:
    behind = content[content.rindex(b"%%EOF") + 5 :].strip(b"\r\n\t \x00")
    file.seek(0)
    if behind or zipfile.is_zipfile(file):
        raise hidden()


def _unescaped(content: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)


def _check_names(plain: bytes) -> None:
    if _RUNS.search(plain):
        raise AttachmentRefused(
            _(
                "Tệp PDF có mã lệnh hoặc nội dung tự chạy nên không nhận. Hãy in lại thành PDF (Print to PDF) rồi gửi."
            )
        )
    if _CARRIES.search(plain):
        raise AttachmentRefused(
            _("Tệp PDF có kèm tệp khác ở bên trong nên không nhận. Hãy gửi riêng từng tệp.")
        )


def _streams_of_objects(content: bytes) -> Iterator[int]:
    """Where the bytes of each packed stream of objects begin."""
    for found in _STREAM.finditer(content):
        dictionary = _unescaped(content[max(content.rfind(b"obj", 0, found.start()), 0) : found.start()])
        if _OBJECTS.search(dictionary):
            if _OTHER_PACKING.search(dictionary):
                raise _unusual()
            if b"/Fl" in dictionary:
                yield found.end()


def _check_objects(content: bytes, begin: int, left: int) -> int:
    """Look at the names in a packed stream; returns how many bytes may still be unpacked."""
    unpacker, tail = zlib.decompressobj(), b""
    packed = memoryview(content)[begin:]
    while packed and not unpacker.eof:
        try:
            piece = unpacker.decompress(packed, _PIECE)
        except zlib.error:
            return left  # what came before was looked at, and no reader gets further
        left -= len(piece)
        if left < 0:
            raise _unusual()
        _check_names(_unescaped(tail + piece))
        if not piece and not unpacker.unconsumed_tail:
            break
        tail, packed = piece[-_OVERLAP:], memoryview(unpacker.unconsumed_tail)
    return left


def _locked() -> AttachmentRefused:
    return AttachmentRefused(_("Tệp PDF có mật khẩu nên không kiểm tra được. Hãy bỏ mật khẩu rồi gửi lại."))


def _unusual() -> AttachmentRefused:
    return AttachmentRefused(
        _("Tệp PDF nén theo cách lạ nên không kiểm tra được. Hãy in lại thành PDF (Print to PDF) rồi gửi.")
    )
