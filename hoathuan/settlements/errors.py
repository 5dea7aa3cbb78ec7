"""Refusals in words for the person who writes about an agreement."""

from hoathuan.core.errors import DomainError


class SettlementRefused(DomainError):
    """The step was not taken; `field` names the answer that it is about ("" for the whole)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
