"""Taking a file: looked at, pictures written anew, scanned, kept whole."""

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.core import audit
from hoathuan.core.filenames import safe_filename

from . import content, pictures, scanning
from .errors import AttachmentRefused
from .kinds import PICTURES, Kind, kind_of
from .models import LARGEST, Attachment, ScanState
from .uploading import DroppedFile, too_large


def store(upload: UploadedFile, actor: Any) -> Attachment:
    """Keep `upload` for `actor` and return its record; the caller links it to a record of its own.

    Raises AttachmentRefused for an empty or too large file, for a type that is not on the list, for a file that is
    two things at once, for an infected one, and when the disk is full; nothing of it is kept then.
    """
    check_whole(upload)
    kind = kind_of(upload)
    with content.written(_chunks(upload, kind)) as file:
        return _take(file, _name(upload.name or "", kind), kind, actor)


def store_bytes(made: bytes, name: str, actor: Any) -> Attachment:
    """Keep a file that this system made (a paper that was set, a copy that was signed)."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return store(SimpleUploadedFile(name, made), actor)


def _take(file: Path, name: str, kind: Kind, actor: Any) -> Attachment:
    """`file` is whole and on the disk: asked about, put in its place, written down. All of it or nothing."""
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    size = file.stat().st_size
    check_size(size)
    answer = _scanned(sha256, file)
    with transaction.atomic():
        content.hold(sha256)
        if answer is not None:
            scanning.keep(sha256, answer)
        content.put(sha256, file)
        attachment = Attachment.objects.create(
            sha256=sha256, name=name, size=size, mime=kind.mime, uploaded_by=getattr(actor, "seat_id", None)
        )
        # not its name: people write other people's names into it, and the trail outlives the file
        data = {"size": size, "sha256": sha256}
        audit.record(actor=actor, action="attachments.stored", subject=attachment, data=data)
    return attachment


def _scanned(sha256: str, file: Path) -> scanning.Answer | None:
    """The command's answer about a new content; None where none is asked, or where the answer is known."""
    if not scanning.is_on():
        return None
    known = scanning.state_of(sha256)
    if known == ScanState.CLEAN:
        return None
    answer = None if known == ScanState.INFECTED else scanning.ask(file)
    if answer is None or answer.state == ScanState.INFECTED:
        raise AttachmentRefused(
            _(
                "Phần mềm quét thấy mã độc trong tệp nên không nhận. Hãy quét vi-rút máy đang dùng rồi gửi tệp khác."
            )
        )
    return answer


def _chunks(upload: UploadedFile, kind: Kind) -> Iterable[bytes]:
    if kind in PICTURES:
        return [pictures.without_traces(upload, kind)]
    upload.seek(0)
    return upload.chunks()


def check_whole(upload: UploadedFile) -> None:
    """Raises AttachmentRefused for an empty file, for one above the limit, and for one that was dropped as it came."""
    check_size(upload.size or 0)
    if isinstance(upload, DroppedFile):
        raise upload.refusal


def check_size(size: int) -> None:
    """Raises AttachmentRefused for an empty file and for one above the limit."""
    if size == 0:
        raise AttachmentRefused(_("Tệp trống, không có nội dung. Hãy chọn lại tệp."))
    if size > LARGEST:
        raise too_large(LARGEST)


def _name(given: str, kind: Kind) -> str:
    """The name as sent, with an extension that tells the truth."""
    suffix = PurePath(given).suffix.lower()
    return safe_filename(given, suffix if suffix in kind.extensions else kind.extensions[0])
