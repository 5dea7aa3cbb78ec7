"""Ending sign-ins: a closed or recovered account is out everywhere at once."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession


def end_sessions(users: Iterable[int]) -> int:
    """Sign these accounts out of every browser; returns how many sessions ended."""
    sessions = list(UserSession.objects.filter(user__in=list(users)))
    for session in sessions:
        session.end()
    return len(sessions)
