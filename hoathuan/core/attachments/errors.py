from hoathuan.core.errors import DomainError


class AttachmentRefused(DomainError):
    """The file is not taken; the message says why and what to send instead."""
