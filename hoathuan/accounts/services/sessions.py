"""Ending sign-ins: a closed or recovered account is out everywhere at once."""

from collections.abc import Callable, Iterable

from allauth.usersessions.models import UserSession
from django.db import transaction

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Person, User
from hoathuan.core import audit

from .guards import check_administrator, check_all_theirs

_LONGEST = 18
"""Digits of a key: more would not fit the column."""


_listeners: list[Callable[[list[int]], object]] = []


def listen(listener: Callable[[list[int]], object]) -> None:
    """Call `listener` with accounts that are out everywhere, no browser excepted: what else they left open ends too."""
    if listener not in _listeners:
        _listeners.append(listener)


def end_sessions(users: Iterable[int], but: str | None = None) -> int:
    """Sign these accounts out of every browser, except that of the session `but`; returns how many ended."""
    keys = list(users)
    sessions = list(UserSession.objects.filter(user__in=keys).exclude(session_key=but or ""))
    for session in sessions:
        session.end()
    for listener in _listeners if but is None else ():
        listener(keys)
    return len(sessions)


def end_own_session(user: User, pk: str, but: str | None) -> int:
    """End one sign-in of this account; somebody else's, the own one and nonsense are none. Returns how many."""
    if not pk.isdecimal() or len(pk) > _LONGEST:
        return 0
    found = UserSession.objects.filter(user=user, pk=int(pk)).exclude(session_key=but or "").first()
    if found is None:
        return 0
    found.end()
    return 1


@transaction.atomic
def sign_out_everywhere(*, person: Person, actor: Actor) -> int:
    """The administrator ends every sign-in of a person, whose account stays in use; returns how many."""
    check_administrator(actor)
    check_all_theirs(actor, [person])
    if person.user_id is None:
        return 0
    ended = end_sessions([person.user_id], but=None)
    notices.tell([person.user_id], "sessions_ended", by=actor)
    audit.record(actor=actor, action="accounts.sessions_ended", subject=person, data={"sessions": ended})
    return ended
