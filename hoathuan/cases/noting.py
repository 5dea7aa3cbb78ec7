"""The notes of Part II of the register: the head's own words on a mediator's year, beside what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.core import audit

from .errors import NotYours
from .models import BookNote
from .services.writing import may_write


def may_note(actor: Actor, team: Any) -> bool:
    """The team's head, who sums the year up, and the justice officer of the commune."""
    writes = may_write(actor, team_id=team.pk, commune_id=team.now_commune_id)
    return writes and actor.kind != SeatKind.MEDIATOR


def notes_of(team: Any, year: int) -> dict[int, str]:
    """Person → what is noted of that mediator's year."""
    return dict(BookNote.objects.filter(team=team, year=year).values_list("person", "text"))


@transaction.atomic
def set_notes(*, actor: Actor, team: Any, year: int, notes: Mapping[int, str]) -> int:
    """Write the notes that differ, take away those that are blank now; returns how many changed.

    Raises NotYours for whoever may not sum the year up. What was not given stays.
    """
    if not may_note(actor, team):
        raise NotYours(_("Tổ trưởng hoặc công chức tư pháp xã ghi phần II của sổ."))
    standing = notes_of(team, year)
    changed = {who: text.strip() for who, text in notes.items() if text.strip() != standing.get(who, "")}
    for who, text in changed.items():
        if not text:
            BookNote.objects.filter(team=team, year=year, person=who).delete()
            continue
        told = {"text": text, "seat_id": actor.seat_id, "seat_label": actor.label[:300]}
        BookNote.objects.update_or_create(team=team, year=year, person_id=who, defaults=told)
    if changed:
        data = {"year": year, "people": sorted(changed)}
        audit.record(actor=actor, action="cases.book_noted", subject=team, data=data)
    return len(changed)
