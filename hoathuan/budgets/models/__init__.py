"""What a unit may spend in a year, what it estimated, and the ledger of what became of it."""

from .budgets import Balance, Budget
from .estimates import Estimate, EstimateLine
from .ledger import Entry

__all__ = ["Balance", "Budget", "Entry", "Estimate", "EstimateLine"]
