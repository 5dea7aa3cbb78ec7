"""Bringing in a register that was kept as a workbook, in the columns of Part I."""

from .kind import REGISTER

__all__ = ["REGISTER"]
