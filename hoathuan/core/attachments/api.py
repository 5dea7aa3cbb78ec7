"""The door of attachments."""

from . import readers
from .errors import AttachmentRefused, NoPlace, NotReadable
from .fields import AttachmentField
from .models import Attachment
from .reading import open_attachment, read_attachment
from .responses import attachment_response
from .services import store, store_bytes

__all__ = [
    "Attachment",
    "AttachmentField",
    "AttachmentRefused",
    "NoPlace",
    "NotReadable",
    "attachment_response",
    "open_attachment",
    "read_attachment",
    "readers",
    "store",
    "store_bytes",
]
