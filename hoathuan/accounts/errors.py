"""Refusals of the services for people, seats and sign-ins, in words for the person who asked."""

from hoathuan.core.errors import DomainError


class AccountsError(DomainError):
    """The step was not taken."""


class SlipProblem(AccountsError):
    """An activation slip does not open anything: unknown, used, replaced or too old."""
