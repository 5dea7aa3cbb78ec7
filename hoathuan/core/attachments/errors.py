"""Refusals in words for the person who sends or opens a file."""

from hoathuan.core.errors import DomainError


class AttachmentRefused(DomainError):
    """The file is not taken; the message says why and what to send instead."""


class NotReadable(DomainError):
    """The file is kept and not given out: it was not looked at for malware yet, or some was found in it."""


class NoPlace(AttachmentRefused):
    """The server has no room for the file; nothing of it was kept."""
