"""The notes of Part II of the register: the head's own words on a mediator's year, beside what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.teams.api import Team

from .errors import CaseRefused, NotYours
from .models import BookNote
from .services.writing import may_write


def may_note(actor: Actor, team: Any) -> bool:
    """The team's head, who sums the year up, and the justice officer of the commune."""
    writes = may_write(actor, team_id=team.pk, commune_id=team.now_commune_id)
    return writes and actor.kind != SeatKind.MEDIATOR


def notes_of(team: Any, year: int) -> dict[int, BookNote]:
    """Person → what is noted of that mediator's year, and what was noted before."""
    return {note.person_id: note for note in BookNote.objects.filter(team=team, year=year)}


@transaction.atomic
def set_notes(
    *, actor: Actor, team: Any, year: int, notes: Mapping[int, str], seen: Mapping[int, str] | None = None
) -> int:
    """Write the notes that the writer changed, each from what was `seen`; returns how many differ now.

    What was not given stays, and what a note said before stays beside it. Raises NotYours for whoever may not sum the
    year up, CaseRefused at `note_<person>` where somebody else has written in between.
    """
    if not may_note(actor, team):
        raise NotYours(_("Tổ trưởng hoặc công chức tư pháp xã ghi phần II của sổ."))
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    standing, began = notes_of(team, year), seen or {}
    changed = [who for who, text in notes.items() if text.strip() != began.get(who, "")]
    written = [
        who
        for who in changed
        if _write(actor, team, year, who, standing.get(who), began.get(who, ""), notes[who].strip())
    ]
    if written:
        data = {"year": year, "people": sorted(written)}
        audit.record(actor=actor, action="cases.book_noted", subject=team, data=data)
    return len(written)


def _write(actor: Actor, team: Any, year: int, who: int, note: BookNote | None, seen: str, text: str) -> bool:
    stands = note.text if note else ""
    if stands == text:
        return False
    if stands != seen:
        words = _("Người khác vừa sửa ghi chú này thành “%(text)s”. Xem lại rồi lưu.")
        raise CaseRefused(words % {"text": stands or _("để trống")}, f"note_{who}")
    former = [
        *(note.former if note else []),
        *([{"text": stands, "on": today().isoformat()}] if stands else []),
    ]
    told = {"text": text, "former": former, "seat_id": actor.seat_id, "seat_label": actor.label[:300]}
    BookNote.objects.update_or_create(team=team, year=year, person_id=who, defaults=told)
    return True
