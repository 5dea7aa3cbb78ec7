"""Giving a kept file back: only what was looked at, and found clean, where a scanning command is set."""

from django.core.files.base import File
from django.utils.translation import gettext as _

from . import content, scanning
from .errors import NotReadable
from .models import Attachment, ScanState


def check_readable(attachment: Attachment) -> None:
    """Raises NotReadable in words for an infected content, and for one that still waits for the scanning command."""
    state = scanning.state_of(attachment.sha256)
    if state == ScanState.INFECTED:
        raise NotReadable(
            _(
                "Tệp này bị chặn vì có mã độc. Hãy báo người đã gửi tệp gửi lại bản khác, và báo người quản trị."
            )
        )
    if scanning.is_on() and state != ScanState.CLEAN:
        raise NotReadable(
            _("Tệp này chưa được kiểm tra mã độc nên chưa mở được. Thường chỉ mất vài phút: hãy mở lại sau.")
        )


def open_attachment(attachment: Attachment) -> File:
    """The content, for who may read it. Raises NotReadable, and FileNotFoundError for a lost content."""
    check_readable(attachment)
    return content.open_content(attachment.sha256)


def read_attachment(attachment: Attachment) -> bytes:
    with open_attachment(attachment) as file:
        return bytes(file.read())
