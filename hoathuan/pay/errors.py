"""Refusals, in words for the person who asked."""

from hoathuan.core.errors import DomainError


class PayRefused(DomainError):
    """The step is not taken; the message says why and what to do. `field`: the answer that it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotYours(PayRefused):
    """The seat has no right to this step on this record."""
