"""The door of privacy: what other contexts say about the personal data that they keep."""

from .choices import ERASED, Deed, ProofOfIdentity
from .erasing.people import of_people
from .numbers.keeping import accounts_for_payment
from .periods import keeps_periods
from .registry import (
    Eraser,
    Nothing,
    Section,
    Subject,
    Table,
    Tie,
    mentions_of,
    register,
    register_collector,
    register_copies,
    register_eraser,
    register_known,
    register_mentions,
    register_people,
    register_tie,
)
from .waiting import tables_to_erase, unconfirmed_periods, unfinished_erasures

__all__ = [
    "ERASED",
    "Deed",
    "Eraser",
    "Nothing",
    "ProofOfIdentity",
    "Section",
    "Subject",
    "Table",
    "Tie",
    "accounts_for_payment",
    "keeps_periods",
    "mentions_of",
    "of_people",
    "register",
    "register_collector",
    "register_copies",
    "register_eraser",
    "register_known",
    "register_mentions",
    "register_people",
    "register_tie",
    "tables_to_erase",
    "unconfirmed_periods",
    "unfinished_erasures",
]
