"""Refusals of what people do with reforms, in words for the person who asked."""

from hoathuan.core.errors import DomainError


class ReformsError(DomainError):
    """The step was not taken."""
