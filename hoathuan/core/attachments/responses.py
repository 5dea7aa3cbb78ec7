"""A kept file on its way to the browser."""

import logging

from django.http import FileResponse, Http404

from .kinds import JPEG, PDF, PNG, WEBP
from .models import Attachment
from .reading import open_attachment

log = logging.getLogger(__name__)

_SHOWN_IN_BROWSER = frozenset(kind.mime for kind in (PDF, PNG, JPEG, WEBP))


def attachment_response(attachment: Attachment, *, inline: bool = False) -> FileResponse:
    """The content of `attachment`, for an actor who may read it (`readers.may_read`). Raises NotReadable.

    `inline` shows PDF and pictures in the browser; office files are always downloads.
    """
    try:
        content = open_attachment(attachment)
    except FileNotFoundError:
        log.error("content of attachment %s is missing: %s", attachment.pk, attachment.path)
        raise Http404 from None
    response = FileResponse(
        content,
        content_type=attachment.mime,
        as_attachment=not (inline and attachment.mime in _SHOWN_IN_BROWSER),
        filename=attachment.name,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
