"""Refusals, in words for the user."""

from hoathuan.core.errors import DomainError


class PrivacyRefused(DomainError):
    """What was asked about personal data is not done; the message says why and what to do."""
