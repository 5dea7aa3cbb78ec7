"""Whether a file that somebody chose is one of the paper's own: told by its hash, nothing of it is kept."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from .models import Check, FileRole


@dataclass(frozen=True)
class Outcome:
    """What the reader is told: whether it is the same, and in words what that means."""

    same: bool
    words: str


def compare_file(check: Check, upload: UploadedFile) -> Outcome:
    """Raises AttachmentRefused for a file that was dropped as it came (too large, no room)."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    role = check.files.filter(sha256=digest.hexdigest()).values_list("role", flat=True).first()
    if role is None:
        return Outcome(False, _different())
    return Outcome(True, _same(role, voided=check.voided_on is not None))


def _same(role: str, *, voided: bool) -> str:
    words = (
        _("Tệp trùng khớp hoàn toàn với bản đã ký của văn bản này.")
        if role == FileRole.SIGNED
        else _("Tệp trùng khớp hoàn toàn với bản phát hành của văn bản này.")
    )
    return f"{words} {_('Nhưng văn bản đã bị hủy bỏ.')}" if voided else words


def _different() -> str:
    return _(
        "Tệp không trùng với bản nào đã phát hành. Bản chụp, bản quét hoặc bản in lại luôn khác tệp gốc dù nội dung "
        "đúng; nếu đây là tệp điện tử nhận được, hãy hỏi lại cơ quan ban hành."
    )
