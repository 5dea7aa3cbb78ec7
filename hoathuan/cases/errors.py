"""Refusals of the services for disputes, in words for the person who wrote the entry."""

from django.core.exceptions import PermissionDenied

from hoathuan.core.errors import DomainError


class CaseRefused(DomainError):
    """The step was not taken; `field` names the answer that it is about ("" for the whole)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotYours(CaseRefused):
    """The acting seat may not write this team's cases."""


class NotMet(NotYours, PermissionDenied):
    """Nobody has met who is behind this account yet; the page of a refusal says so."""
