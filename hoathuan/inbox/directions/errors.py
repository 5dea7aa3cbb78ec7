"""Refusals of directions; the message is for the person at the screen."""

from hoathuan.inbox.errors import InboxRefused


class DirectionRefused(InboxRefused):
    """The letter cannot be written, sent, acted on or answered in this way."""


class NotYours(DirectionRefused):
    """The acting seat may not do this here."""


class NumberTaken(DirectionRefused):
    """The body has sent another letter under this number in the same year."""

    field = "number"


class AnsweredAlready(DirectionRefused):
    """Somebody else of the office was a little earlier."""
