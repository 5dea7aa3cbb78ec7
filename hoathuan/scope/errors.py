"""Refusals of the services for questions, in words for the person who writes them."""

from hoathuan.core.errors import DomainError


class ScopeRefused(DomainError):
    """The deed was not done; `field` names the answer that it is about ("" for the whole)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NoQuestions(DomainError):
    """No version of the questions is in force on the day."""
