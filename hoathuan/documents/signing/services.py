"""A signed copy comes back."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.core import audit
from hoathuan.core.attachments import content
from hoathuan.core.attachments.api import Attachment, store
from hoathuan.core.attachments.kinds import PDF, kind_of
from hoathuan.core.attachments.services import check_whole

from .comparing import Comparison, compare
from .errors import CopyRefused
from .models import Likeness, Returned
from .verifying import SignatureReport, SignatureState, verify_pdf


@transaction.atomic
def take_back(*, issued: Attachment, upload: UploadedFile, actor: Any) -> Returned:
    """Keep a signed copy of what was issued, with what is found in it now.

    A copy with another text is kept too: its row says so, and who asked decides. The same file again is the same
    row, also when two people send it at once. Raises CopyRefused for what is no PDF, and AttachmentRefused.
    """
    check_whole(upload)
    if kind_of(upload) is not PDF:
        raise CopyRefused(_("Bản đã ký gửi về phải là tệp PDF. Hãy quét hoặc lưu thành PDF rồi gửi lại."))
    upload.seek(0)
    came = upload.read()
    content.hold_alone(issued.sha256)
    before = Returned.objects.filter(issued=issued, sha256=hashlib.sha256(came).hexdigest()).first()
    return before or _written(issued, store(upload, actor), came, actor)


def _written(issued: Attachment, copy: Attachment, came: bytes, actor: Any) -> Returned:
    signatures = verify_pdf(came)
    likeness = _likeness(issued, came, signatures)
    row = Returned.objects.create(
        issued=issued,
        copy=copy,
        sha256=copy.sha256,
        likeness=likeness.kind,
        detail=likeness.detail[:300],
        signatures=[one.as_data() for one in signatures],
        seat_id=getattr(actor, "seat_id", None),
    )
    states = [one.state for one in signatures]
    data = {"sha256": copy.sha256, "likeness": row.likeness, "signatures": states}
    audit.record(actor=actor, action="signing.returned", subject=row, data=data)
    return row


def _likeness(issued: Attachment, came: bytes, signatures: list[SignatureReport]) -> Comparison:
    """Looked at by our own process and shown to nobody, so also before a scanning command has answered."""
    try:
        with content.open_content(issued.sha256) as file:
            return compare(file.read(), came, signatures)
    except FileNotFoundError:
        return Comparison(Likeness.UNREADABLE, _("Tệp đã phát hành bị mất khỏi kho: hãy báo người quản trị."))


def check_returned(row: Returned, *, sure: bool) -> None:
    """Raises CopyRefused for the unsigned file; unless a person is `sure`, for what is hardly the signed paper."""
    if row.likeness == Likeness.SAME_FILE:
        raise CopyRefused(
            _(
                "Đây chính là tệp đã ban hành, chưa có chữ ký nào. Hãy đưa lên bản đã ký số hoặc bản quét có chữ ký."
            )
        )
    if sure:
        return
    if row.likeness == Likeness.OTHER:
        raise CopyRefused(
            _(
                "Lời văn trong tệp khác bản đã ban hành nên chưa lưu. Xem lại tệp; nếu đúng, đánh dấu ô đã đối chiếu."
            )
        )
    for found in row.reports:
        if found.state in (SignatureState.CHANGED, SignatureState.REVOKED):
            raise CopyRefused(
                found.words + " " + _("Chưa lưu; nếu vẫn nhận bản này, đánh dấu ô đã đối chiếu.")
            )
