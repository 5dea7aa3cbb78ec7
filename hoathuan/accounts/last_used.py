"""When a sign-in was last used and on what device, for the list of one's own sign-ins."""

import time

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone

KEY = "seen"
EVERY = 600
"""Seconds: so exact is the list, so seldom a reader costs a write."""

_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac", "CrOS", "Linux")
_BROWSERS = (
    ("coc_coc", "Coc Coc"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def note(request: HttpRequest) -> None:
    """Write down that this sign-in is in use, every ten minutes; a clock set back counts as time gone by."""
    now = int(time.time())
    if abs(now - int(request.session.get(KEY, 0))) < EVERY:
        return
    request.session[KEY] = now
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def device(agent: str) -> str:
    """What the browser says of itself in two words, "Chrome, Android"; "" where it says nothing known."""
    system = next((name for name in _SYSTEMS if name in agent), "")
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    return ", ".join(part for part in (browser, system) if part)
