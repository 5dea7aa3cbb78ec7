"""Refusals of inbox, and what can go wrong on the way outside."""

from hoathuan.core.errors import DomainError


class InboxRefused(DomainError):
    """The message says what to do."""


class NotSent(Exception):
    """It certainly did not go; it may be tried again. `down`: the whole channel is away, others need not try now."""

    def __init__(self, words: str, *, down: bool = False) -> None:
        super().__init__(words)
        self.down = down


class Refused(Exception):
    """It certainly did not go, and trying again is of no use: an address that is none, a device that is gone."""


class Unsure(Exception):
    """The line broke while it was handed over: it may have gone."""
