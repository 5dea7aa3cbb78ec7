"""A version of the questions is drafted, put in force from a day, and taken back before that day."""

from .drafting import (
    add_outcome,
    add_question,
    discard,
    remove_outcome,
    remove_question,
    save_outcome,
    save_question,
    save_set,
    start_draft,
)
from .issuing import put_in_force, take_back

__all__ = [
    "add_outcome",
    "add_question",
    "discard",
    "put_in_force",
    "remove_outcome",
    "remove_question",
    "save_outcome",
    "save_question",
    "save_set",
    "start_draft",
    "take_back",
]
