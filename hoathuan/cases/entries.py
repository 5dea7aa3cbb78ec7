"""An entry of the register before it is stored: what the short form, the grid and a workbook all make."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hoathuan.core.text import fold

from . import rules
from .parties import Someone, folded_names
from .rules import Trouble


@dataclass(frozen=True)
class Entry:
    """A dispute as it was told. Without `ended_on` it is still open; without `received_on` the ending stands for both.

    `key` makes a repeated sending harmless: the stored dispute gets it as its outside name.
    """

    team: Any
    field: str
    received_on: date | None = None
    ended_on: date | None = None
    ending: str = ""
    matter: str = ""
    ground: str = ""
    people: tuple[Someone, ...] = ()
    mediators: tuple[str, ...] = ()
    summary: str = ""
    agreement: str = ""
    notes: str = ""
    late_reason: str = ""
    paper_number: int | None = None
    key: UUID | None = None

    @property
    def began_on(self) -> date:
        """The day of its reception, as far as it is known. ValueError without any day: ask check() first."""
        if day := self.received_on or self.ended_on:
            return day
        raise ValueError("an entry needs a day")

    def digest(self) -> str:
        """The same for the same facts, however they were spaced or accented."""
        facts = [
            self.team.pk, str(self.received_on), str(self.ended_on), self.ending, self.field,
            folded_names(self.people), fold(self.summary), fold(self.agreement),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def check(entry: Entry, today: date) -> list[Trouble]:
    """Everything that is wrong with an entry, at once. Being late is never wrong."""
    if entry.received_on is None and entry.ended_on is None:
        return [Trouble("ended_on", _("Ghi ngày tiếp nhận hoặc ngày kết thúc, ví dụ 21/06/2026."))]
    found = rules.check_not_future("received_on", entry.received_on, today)
    found += rules.check_not_future("ended_on", entry.ended_on, today)
    found += rules.check_order(entry.began_on, entry.ended_on, "ended_on")
    found += rules.check_ending(entry.ended_on, entry.ending)
    if not found:
        found += rules.check_team_days(entry.team, entry.began_on)
    return found
