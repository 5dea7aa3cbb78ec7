"""The door of attachments."""

from .errors import AttachmentRefused
from .fields import AttachmentField
from .models import Attachment
from .responses import attachment_response
from .services import store

__all__ = ["Attachment", "AttachmentField", "AttachmentRefused", "attachment_response", "store"]
