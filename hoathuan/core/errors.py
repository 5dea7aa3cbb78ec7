"""Refusals that a person reads."""


class DomainError(Exception):
    """A service refused. The message is written for the user: what is wrong and what to do."""
