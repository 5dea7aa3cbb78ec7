"""The door of pay for other contexts.

`claims_of_mediator(person)`, `money_of(actor)`, `supports_of(actor)`: for the mediator's own page. `owe_many`,
`release_line` with `register_purpose`: what else a commune pays goes through the same payments.
"""

from .mine import Money, MoneyLine, SupportLine, claims_of_mediator, money_of, supports_of
from .purposes import Purpose, Receiver, register_purpose
from .services.owing import Owed, owe_many, release_line
from .working import parts_that_count

__all__ = [
    "Money",
    "MoneyLine",
    "Owed",
    "Purpose",
    "Receiver",
    "SupportLine",
    "claims_of_mediator",
    "money_of",
    "owe_many",
    "parts_that_count",
    "register_purpose",
    "release_line",
    "supports_of",
]
