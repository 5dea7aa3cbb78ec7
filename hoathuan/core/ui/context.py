"""What the shell of every page needs: who acts, where she may go, how she wants the page to look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from . import nav

THEME_COOKIE = "ht_theme"
THEMES = ("light", "dark")


def theme_of(request: HttpRequest) -> str:
    """"light" or "dark" when the reader chose one; "" follows the device."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `actor`, `nav`, `theme` and the names that the header shows."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "nav": nav.items_for(actor) if actor is not None else [],
        "theme": theme_of(request),
        "body_name": body_name(actor),
        "seat_name": seat_name(actor),
        "seat_url": nav.address("accounts:choose-seat"),
        "sign_in_url": nav.address("account_login"),
        "sign_out_url": nav.address("account_logout"),
    }


def body_name(actor: Any) -> str:
    """The full name of the body, team or unit that the seat belongs to; "" without a seat."""
    for name in ("place_name", "body", "unit"):
        found = getattr(actor, name, None)
        if found:
            return str(getattr(found, "name", found))
    return ""


def seat_name(actor: Any) -> str:
    """"Person · seat" of the acting seat; the sign-in name while no seat is chosen."""
    if actor is None or getattr(actor, "user_id", None) is None:
        return ""
    person = getattr(getattr(actor, "person", None), "full_name", "") or str(getattr(actor, "user", ""))
    label = getattr(actor, "kind_label", "") or getattr(getattr(actor, "kind", None), "label", "")
    return f"{person} · {label}" if label else str(person)
