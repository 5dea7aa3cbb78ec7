"""Rows that the acting seat may see (else 404), and what pages of letters share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.core.errors import DomainError
from hoathuan.inbox.directions import rights, selectors
from hoathuan.inbox.directions.choices import DirectionState
from hoathuan.inbox.directions.models import Direction, Recipient


def letter_or_404(request: HttpRequest, pk: Any) -> Direction:
    return get_object_or_404(selectors.letter(actor_in(request)), uuid=pk)


def own_letter(request: HttpRequest, pk: Any) -> Direction:
    """A letter that the seat writes: one that it only reads is refused."""
    found = letter_or_404(request, pk)
    if not rights.may_write(actor_in(request), found):
        raise PermissionDenied
    return found


def own_line(request: HttpRequest, pk: Any) -> tuple[Direction, Recipient]:
    """The letter, and the line of the own office: what is still owed, else what was answered last."""
    found = letter_or_404(request, pk)
    line = line_of(actor_in(request), found)
    if line is None:
        raise PermissionDenied
    return found, line


def line_of(actor: Actor, direction: Direction) -> Recipient | None:
    if direction.state == DirectionState.DRAFT:
        return None
    lines = rights.own_recipients(actor, direction).select_related(
        "direction", "unit", "body", "former_unit", "opened_by__person"
    )
    found = list(lines)
    return next((one for one in found if one.acted_at is None), found[-1] if found else None)


def tried(request: HttpRequest, call: Callable[[], Any], words: Callable[[Any], str]) -> None:
    """Run a service for a button: a refusal is told above the page that follows."""
    try:
        made = call()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words(made))


def shown(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"directions/{name}.html", {"nav_key": "home", **context})
