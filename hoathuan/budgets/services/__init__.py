"""What is done with money: one function per verb, under the lock of the unit's year."""

from .allocating import allocate, allow_overspend, take_back_allocation, take_back_spending
from .carrying import apportion, carry_commitments, carry_over, take_back_apportioned
from .estimating import TypedRow, adjust, answer, make, remove_row, submit, write_row
from .following import follow_records, register_whereabouts
from .many import commit_many, hold_again_many, refund_many, release_many, spend_many, undo_refund_many
from .moving_money import commit, refund, release, spend

__all__ = [
    "spend_many",
    "release_many",
    "commit_many",
    "TypedRow",
    "adjust",
    "allocate",
    "allow_overspend",
    "answer",
    "apportion",
    "carry_commitments",
    "carry_over",
    "commit",
    "follow_records",
    "hold_again_many",
    "make",
    "refund",
    "refund_many",
    "register_whereabouts",
    "release",
    "remove_row",
    "spend",
    "submit",
    "take_back_allocation",
    "take_back_apportioned",
    "take_back_spending",
    "undo_refund_many",
    "write_row",
]
