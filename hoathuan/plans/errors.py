"""Refusals of plans; the message is for the person at the screen."""

from hoathuan.core.errors import DomainError


class PlanRefused(DomainError):
    """The plan, task or target cannot be changed in this way."""


class NotYours(PlanRefused):
    """The acting seat may not write here."""


class NumberTaken(PlanRefused):
    """The body has issued another plan under this number in the same year."""


class SharesDiffer(PlanRefused):
    """The shares do not make up the whole."""


class WeightUnknown(PlanRefused):
    """The figure by which a target should be shared out is not known for every unit."""
