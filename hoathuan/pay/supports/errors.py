"""Refusals of support, in words that say what to do."""

from hoathuan.core.errors import DomainError


class SupportRefused(DomainError):
    """A step that the rules do not allow; `field` is the form field at which the words stand."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotYours(SupportRefused):
    """The seat has no right to this step."""
