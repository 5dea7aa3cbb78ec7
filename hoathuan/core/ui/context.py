"""What the shell of every page needs: who acts, where she may go, how she wants the page to look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from . import nav

THEME_COOKIE = "ht_theme"
THEMES = ("light", "dark")

_namers: list[Callable[[Any], str]] = []


def theme_of(request: HttpRequest) -> str:
    """The theme that the reader chose, "light" or "dark"; "" follows the device."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `actor`, `nav`, `foot`, `theme` and the names that the header shows."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "nav": nav.items_for(actor) if actor is not None else [],
        "foot": nav.foot_for(actor) if actor is not None else [],
        "theme": theme_of(request),
        "body_name": body_name(actor),
        "seat_name": seat_name(actor),
        "seat_url": nav.address("accounts:choose-seat"),
        "sign_in_url": nav.address("account_login"),
        "sign_out_url": nav.address("account_logout"),
    }


def name_place(namer: Callable[[Any], str]) -> None:
    """Let a context name the place of its own seats (a team's name is not known here); "" leaves it to others."""
    _namers.append(namer)


def body_name(actor: Any) -> str:
    """The full name of the team, body or unit that the seat belongs to; "" without a seat."""
    seat = getattr(actor, "seat", None)
    if seat is None:
        return ""
    named = next((name for name in (namer(actor) for namer in _namers) if name), "")
    return named or str((seat.body or seat.unit).name)


def seat_name(actor: Any) -> str:
    """Person and seat, "Lò Văn Mẫu · Tổ trưởng"; the sign-in name while no seat is chosen."""
    seat = getattr(actor, "seat", None)
    if seat is not None:
        return f"{seat.person.full_name} · {seat.get_kind_display()}"
    return str(getattr(actor, "user", None) or "")
