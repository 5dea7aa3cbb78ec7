"""What is due, and who says so: each context registers its sources in `ready()`.

Dues are addressed to an office, not to a person: who sits there today is asked when they are shown, so they outlive
every seat. Titles and notes are told outside, in e-mails and calendars: never content of a dispute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoathuan.accounts.actor import Actor
from hoathuan.norms.api import DayType

SOON = 7
RAISE_AFTER = 5


@dataclass(frozen=True)
class Office:
    """Who has to do it: seats of these kinds at a unit, at a body of it, or of a team.

    `unit_id`: the commune, province or country that answers. `person_id`: who was named; told first while holding a
    seat of the office.
    """

    unit_id: int
    kinds: tuple[str, ...]
    body_id: int | None = None
    team_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Due:
    """One thing to do.

    `key` names it for good ("cases.start:17"); `due_on` None: it waits without a day. `day_type`: how the law counts
    the days until then; the day itself is computed already. `state` and `words` replace what the day says.
    """

    key: str
    title: Any
    due_on: date | None
    office: Office
    url: str
    note: Any = ""
    state: str = ""
    words: Any = ""
    day_type: str = DayType.CALENDAR

    @property
    def source(self) -> str:
        return self.key.partition(":")[0]


@dataclass(frozen=True)
class Asked:
    """Whose dues: those that the office of `actor` answers for; those of the offices of `units`; else everybody's.

    until: the last due day asked for. since: the first; None: however long overdue.
    """

    until: date
    since: date | None = None
    actor: Actor | None = None
    units: frozenset[int] | None = None


@dataclass(frozen=True)
class Below:
    """How much a unit under the reader has open, and how much of it is late."""

    unit_id: int
    open: int
    late: int


@dataclass(frozen=True)
class DueSource:
    """Where dues come from.

    kinds: the seats that see them as their own; other seats do not ask.
    office_kinds: the offices at a unit without which nobody there can do them.
    of: the dues asked for. below: for offices above, how many their units have, by unit.
    fold: one line for many late ones on a home page, by their number.
    soon: days before the due day on which the holder is reminded; raise_after: days after it on which the office
    above hears of it. reminded: False where a due only stands on pages. opens_above: who stands in for an empty office
    may open the pages of its dues.
    """

    key: str
    label: Any
    kinds: Sequence[str]
    of: Callable[[Asked], Iterable[Due]]
    below: Callable[[Actor, date], Iterable[Below]] | None = None
    fold: Callable[[int], str] | None = None
    soon: int = SOON
    raise_after: int = RAISE_AFTER
    office_kinds: Sequence[str] = ()
    reminded: bool = True
    opens_above: bool = False


_sources: dict[str, DueSource] = {}


def register(source: DueSource) -> None:
    """Add a source; the same key again replaces it."""
    _sources[source.key] = source


def sources() -> list[DueSource]:
    return list(_sources.values())


def source(key: str) -> DueSource | None:
    return _sources.get(key)
