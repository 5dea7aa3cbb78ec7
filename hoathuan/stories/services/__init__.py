"""One verb a function: tell, amend, send; show, give back, withdraw; mark useful, report."""

from .reading import mark_useful, report
from .second import give_back, show, wanted_by, withdraw
from .telling import Telling, amend, round_amounts, send, tell, unwritten

__all__ = [
    "Telling",
    "amend",
    "give_back",
    "mark_useful",
    "report",
    "round_amounts",
    "send",
    "show",
    "tell",
    "unwritten",
    "wanted_by",
    "withdraw",
]
