"""Reads about letters, always within the actor's reach."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.core.text import fold

from .choices import DirectionState, Standing
from .models import Direction, Recipient
from .rights import directions_seen, of_office, place_id
from .standing import with_standing

#: Parts of the list of letters.
RECEIVED, WRITTEN, BELOW = "den", "di", "duoi"


def received(actor: Actor, asked: dict[str, Any]) -> QuerySet[Any]:
    """The lines of the own office, newest letter first, each with its standing."""
    lines = Recipient.objects.filter(of_office(actor), merged_into=None)
    lines = lines.exclude(direction__state=DirectionState.DRAFT).select_related(
        "direction__body", "unit", "body", "former_unit"
    )
    if words := _words(asked):
        lines = lines.filter(direction__folded__contains=words)
    marked = with_standing(lines, today())
    standing = asked.get("tinh")
    return marked.filter(standing=standing) if standing else marked


def written(actor: Actor, asked: dict[str, Any]) -> QuerySet[Direction]:
    """Letters of the own unit, drafts among them where they are written."""
    return _listed(directions_seen(actor).filter(unit=place_id(actor)), asked)


def below(actor: Actor, asked: dict[str, Any]) -> QuerySet[Direction]:
    """Letters that others sent within the reach, and that are not addressed to the own office."""
    mine = Recipient.objects.filter(of_office(actor)).values("direction")
    others = directions_seen(actor).exclude(unit=place_id(actor)).exclude(pk__in=mine)
    return _listed(others.exclude(state=DirectionState.DRAFT), asked)


def _listed(found: QuerySet[Direction], asked: dict[str, Any]) -> QuerySet[Direction]:
    if words := _words(asked):
        found = found.filter(folded__contains=words)
    return found.select_related("body", "unit")


def _words(asked: dict[str, Any]) -> str:
    return fold(str(asked.get("tim") or "").strip())


def letter(actor: Actor) -> QuerySet[Direction]:
    return directions_seen(actor).select_related("body", "unit", "former_unit")


def recipient_rows(lines: QuerySet[Recipient], standing: str = "") -> QuerySet[Any]:
    """Lines for the issuer's table, the stuck ones found by their standing."""
    rows = with_standing(lines, today()).select_related(
        "direction", "unit", "body", "former_unit", "opened_by__person"
    )
    return rows.filter(standing=standing) if standing in Standing.values else rows


def open_lines() -> QuerySet[Recipient]:
    """Lines that somebody still owes, of letters in force."""
    return Recipient.objects.filter(
        Q(direction__state=DirectionState.ISSUED), acted_at=None, merged_into=None, body__closed_on=None
    )
