"""What is done with claims and payments: one function per verb."""

from .calling import keep_sample
from .confirming import confirm, confirm_many, send_back
from .deciding import decide, decide_many, refuse
from .drafting import claimable, draft
from .editing import ItemChange, ask_again, change_item, drop, drop_item, refresh, share_again
from .handing_out import confirm_own, confirm_sheet, receivers_of
from .owing import Owed, owe_many, release_line
from .paying import make_batch, record_paid, return_extra, void_payment
from .undoing import may_void, strike_transfer, void_receipt

__all__ = [
    "ItemChange",
    "Owed",
    "ask_again",
    "change_item",
    "claimable",
    "confirm",
    "confirm_many",
    "confirm_own",
    "confirm_sheet",
    "decide",
    "decide_many",
    "draft",
    "drop",
    "drop_item",
    "keep_sample",
    "make_batch",
    "may_void",
    "owe_many",
    "receivers_of",
    "record_paid",
    "refresh",
    "refuse",
    "release_line",
    "return_extra",
    "send_back",
    "share_again",
    "strike_transfer",
    "void_payment",
    "void_receipt",
]
