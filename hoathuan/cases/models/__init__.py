"""Disputes: dates, kinds and endings in one table; content and parties behind row security in others."""

from .case import Case, CaseQuerySet
from .content import CaseContent, EventWords, Party, Protected
from .corrections import BookLayout, BookNote, CaseCorrection
from .escalations import Escalation, EscalationNeed, EscalationPass, EscalationQuerySet
from .events import DANGER_DENIED, DANGER_FOUND, CaseEvent, CaseEventQuerySet, Display, Inspection
from .work import CaseMediator, CasePause, CaseSession, CaseTeam, Invited, Recusal, SessionContent

__all__ = [
    "DANGER_DENIED",
    "DANGER_FOUND",
    "BookLayout",
    "BookNote",
    "Case",
    "CaseContent",
    "CaseCorrection",
    "CaseEvent",
    "CaseEventQuerySet",
    "CaseMediator",
    "CasePause",
    "CaseQuerySet",
    "CaseSession",
    "CaseTeam",
    "Display",
    "Escalation",
    "EscalationNeed",
    "EscalationPass",
    "EscalationQuerySet",
    "EventWords",
    "Inspection",
    "Invited",
    "Party",
    "Protected",
    "Recusal",
    "SessionContent",
]
