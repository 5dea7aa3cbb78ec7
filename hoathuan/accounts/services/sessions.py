"""Ending sign-ins: a closed or recovered account is out everywhere at once."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession


def end_sessions(users: Iterable[int], but: str | None = None) -> int:
    """Sign these accounts out of every browser, except that of the session `but`; returns how many ended."""
    sessions = list(UserSession.objects.filter(user__in=list(users)).exclude(session_key=but or ""))
    for session in sessions:
        session.end()
    return len(sessions)
