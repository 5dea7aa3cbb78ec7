"""What cannot be signed or taken back, in words for the officer."""

from hoathuan.core.errors import DomainError


class NotConfigured(DomainError):
    """This installation has no certificate to sign with, or its certificate cannot be opened."""


class SigningFailed(DomainError):
    """This PDF cannot take a signature."""


class CopyRefused(DomainError):
    """The file that came back is not a signed copy of a paper."""
