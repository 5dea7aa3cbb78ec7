"""One verb per module: each one transaction, with the right asked again, an audit line and an event."""

from .amending import amend
from .assigning import assign, start
from .bulk import record_many
from .ending import end, reopen
from .inspecting import open_reading
from .receiving import receive, record_ended_case
from .scope import decide_scope, refer
from .voiding import void

__all__ = [
    "amend",
    "assign",
    "decide_scope",
    "end",
    "open_reading",
    "receive",
    "record_ended_case",
    "record_many",
    "refer",
    "reopen",
    "void",
    "start",
]
