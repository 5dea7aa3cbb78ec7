"""What privacy itself stores: periods of keeping, erasures, numbers, files on their way to their owner."""

from .erasures import Erasure, ErasureLine
from .files import OwnFile
from .numbers import BankAccount, IdentityPaper
from .retention import Retention

__all__ = ["BankAccount", "Erasure", "ErasureLine", "IdentityPaper", "OwnFile", "Retention"]
