"""The door of privacy: what other contexts say about the personal data that they keep."""

from .choices import ERASED, Deed
from .registry import (
    Eraser,
    Nothing,
    Section,
    Subject,
    Table,
    Tie,
    register,
    register_collector,
    register_eraser,
    register_people,
    register_tie,
)

__all__ = [
    "ERASED",
    "Deed",
    "Eraser",
    "Nothing",
    "Section",
    "Subject",
    "Table",
    "Tie",
    "register",
    "register_collector",
    "register_eraser",
    "register_people",
    "register_tie",
]
