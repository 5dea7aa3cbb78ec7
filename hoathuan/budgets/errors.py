"""Refusals, in words for the user."""

from hoathuan.core.errors import DomainError


class BudgetRefused(DomainError):
    """Money is not moved; the message says why and what to do. `field`: the answer that it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class OverBudget(BudgetRefused):
    """More than what remains of a line: only an explicit act of a leader lets it through.

    `short`: how many đồng are missing.
    """

    def __init__(self, message: str, short: int) -> None:
        super().__init__(message)
        self.short = short


class AboveRate(BudgetRefused):
    """State money above the rate that holds (Circular 56/2023/TT-BTC Art. 5(1))."""


class EnteredOtherwise(BudgetRefused):
    """The same reference was entered before with another amount."""
