"""Refusals of the services for stories, in words for the person who wrote or checks."""

from hoathuan.core.errors import DomainError


class StoryRefused(DomainError):
    """The step was not taken; the message says why and what to do."""
