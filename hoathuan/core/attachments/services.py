"""Taking a file."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.core import audit
from hoathuan.core.filenames import safe_filename

from .errors import AttachmentRefused
from .kinds import Kind, kind_of
from .models import LARGEST, Attachment


@transaction.atomic
def store(upload: UploadedFile, actor: Any) -> Attachment:
    """Keep `upload` for `actor` and return its record; the caller links it to a record of its own.

    Raises AttachmentRefused for an empty or too large file and for a type that is not on the list.
    """
    size = upload.size or 0
    check_size(size)
    kind = kind_of(upload)
    attachment = Attachment(
        sha256=_digest(upload),
        name=_name(upload.name or "", kind),
        size=size,
        mime=kind.mime,
        uploaded_by=getattr(actor, "seat_id", None),
    )
    _put(attachment, upload)
    attachment.save()
    audit.record(
        actor=actor,
        action="attachments.stored",
        subject=attachment,
        data={"name": attachment.name, "size": attachment.size, "sha256": attachment.sha256},
    )
    return attachment


def check_size(size: int) -> None:
    """Raises AttachmentRefused for an empty file and for one above the limit."""
    if size == 0:
        raise AttachmentRefused(_("Tệp trống, không có nội dung. Hãy chọn lại tệp."))
    if size > LARGEST:
        raise AttachmentRefused(
            _("Tệp lớn hơn %(most)s MB. Hãy quét lại ở độ phân giải thấp hơn hoặc chia thành nhiều tệp.")
            % {"most": LARGEST // 1024**2}
        )


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _name(given: str, kind: Kind) -> str:
    """The name as sent, with an extension that tells the truth."""
    suffix = PurePath(given).suffix.lower()
    return safe_filename(given, suffix if suffix in kind.extensions else kind.extensions[0])


def _put(attachment: Attachment, upload: UploadedFile) -> None:
    """Write the content once. A shorter file of that name is what a cut write left: it is replaced."""
    if default_storage.exists(attachment.path):
        if default_storage.size(attachment.path) == attachment.size:
            return
        default_storage.delete(attachment.path)
    upload.seek(0)
    written = default_storage.save(attachment.path, upload)
    if written != attachment.path:  # another request wrote the same content a moment before
        default_storage.delete(written)
