"""One verb per module: each one transaction, with the right asked again, an audit line and an event."""

from .amending import amend
from .assigning import assign, start
from .bulk import record_many
from .ending import end, note_earlier_ending, reopen
from .escalating import answer_escalation, escalate, pass_on
from .inspecting import open_reading
from .inviting import answer_invitation, invite
from .joining import join_mediator, join_team, leave_team, tell_front
from .pausing import pause, resume
from .receiving import receive, record_ended_case
from .recusing import recuse
from .scope import decide_scope, deny_danger, find_danger, note_scope, refer, report_danger
from .sessions import hold_session
from .striking import strike
from .voiding import void

__all__ = [
    "amend",
    "answer_escalation",
    "answer_invitation",
    "assign",
    "decide_scope",
    "deny_danger",
    "end",
    "escalate",
    "find_danger",
    "hold_session",
    "invite",
    "join_mediator",
    "join_team",
    "leave_team",
    "note_scope",
    "note_earlier_ending",
    "open_reading",
    "pass_on",
    "pause",
    "receive",
    "record_ended_case",
    "record_many",
    "recuse",
    "refer",
    "report_danger",
    "reopen",
    "resume",
    "start",
    "strike",
    "tell_front",
    "void",
]
