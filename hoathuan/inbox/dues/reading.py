"""What a seat has to do, and what of the units under it nobody can do: the one answer for pages, home and calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.core.dates import today
from hoathuan.core.ui.rows import Task
from hoathuan.inbox.days import state_of, words_of
from hoathuan.units.models import Unit

from . import holders, registry
from .registry import Asked, Due, DueSource

AHEAD = timedelta(days=366)
_URGENCY = ("late", "risk", "idle", "go", "done", "")
_FAR = date.max


@dataclass(frozen=True)
class Line:
    """A due as a page shows it. `vacant`: why it stands here although it is not this seat's own.

    url: the page of the due, "" for who stands in and may not open it.
    """

    due: Due
    source: DueSource
    state: str
    words: str
    url: str
    vacant: str = ""

    @property
    def late(self) -> bool:
        return self.state == "late"


@dataclass(frozen=True)
class UnitCount:
    """A unit under the reader: how much is open there, how much late, of each kind and in all."""

    unit: Unit
    open: int
    late: int


def lines_of(
    actor: Actor, *, since: date | None = None, until: date | None = None, only: Sequence[str] = ()
) -> list[Line]:
    """Everything dated and undated that waits for the seat, by day; what has no day comes last.

    since, until: the span of due days, else however long overdue and a year ahead.
    only: keys of sources, else all. Dues of empty offices that the seat stands in for are among them, marked.
    """
    if actor.seat is None:
        return []
    on = today()
    asked = Asked(until=until or on + AHEAD, since=since, actor=actor)
    chosen = [one for one in registry.sources() if not only or one.key in only]
    found = [
        _line(due, source, on) for source in chosen if actor.kind in source.kinds for due in source.of(asked)
    ]
    seen = {line.due.key for line in found}
    found += [line for line in _stood_in_for(actor, asked, chosen, on) if line.due.key not in seen]
    return sorted(found, key=lambda line: (line.due.due_on or _FAR, _URGENCY.index(line.state), line.due.key))


def _line(due: Due, source: DueSource, on: date) -> Line:
    state = due.state or state_of(due.due_on, on)
    return Line(due, source, state, str(due.words or words_of(due.due_on, on)), due.url)


def _stood_in_for(actor: Actor, asked: Asked, chosen: Iterable[DueSource], on: date) -> Iterable[Line]:
    """Dues of offices below in which nobody sits: they must not vanish with the last holder."""
    seat = actor.seat
    units = holders.units_looked_after(actor.kind, seat.unit_id, seat.unit.level) if seat else set()
    if not units:
        return
    offices = {tuple(source.office_kinds) for source in chosen if source.office_kinds}
    empty = holders.empty_units(units, offices)
    names = Unit.objects.in_bulk({unit for found in empty.values() for unit in found})
    for source in chosen:
        there = empty.get(tuple(source.office_kinds))
        if there:
            vacant = Asked(until=asked.until, since=asked.since, units=frozenset(there))
            for due in source.of(vacant):
                opens = source.opens_above and actor.kind != K.ADMINISTRATOR
                yield replace(_line(due, source, on), vacant=_why(due, names), url=due.url if opens else "")


def _why(due: Due, names: dict[int, Unit]) -> str:
    unit = names.get(due.office.unit_id)
    words = _("%(unit)s chưa có người giữ vai %(role)s")
    role = K(due.office.kinds[-1]).label
    return words % {"unit": unit.name if unit else "", "role": role}


def counts_below(actor: Actor, sources: Iterable[DueSource] | None = None) -> list[UnitCount]:
    """For offices above the commune: how much is open and late in each unit below, the stuck ones first."""
    if actor.seat is None or actor.commune_id or actor.kind in (K.BODY_OFFICER, K.ADMINISTRATOR):
        return []
    opened: Counter[int] = Counter()
    late: Counter[int] = Counter()
    on = today()
    for source in sources if sources is not None else registry.sources():
        for one in source.below(actor, on) if source.below else ():
            opened[one.unit_id] += one.open
            late[one.unit_id] += one.late
    units = Unit.objects.filter(pk__in=opened).order_by("sort", "id")
    found = [UnitCount(unit, opened[unit.pk], late[unit.pk]) for unit in units if opened[unit.pk]]
    return sorted(found, key=lambda row: -row.late)


def tasks_of(lines: Sequence[Line], address: str) -> list[Task]:
    """The lines for "Cần làm ngay", the late first; many late ones of a kind are one line that leads to them all.

    `address` is the page of all dues.
    """
    late: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.late and line.source.fold and not line.vacant:
            late[line.source.key].append(line)
    folded = {key for key, found in late.items() if len(found) > 1}
    tasks = [_folded(late[key], address) for key in folded]
    tasks += [_task(line, address) for line in lines if not (line.late and line.source.key in folded)]
    return sorted(tasks, key=lambda task: _URGENCY.index(task.state))


def _folded(lines: list[Line], address: str) -> Task:
    source = lines[0].source
    words = source.fold(len(lines)) if source.fold else str(source.label)
    return Task(words, f"{address}?loai={source.key}&han=tre", "late", _("quá hạn"))


def _task(line: Line, address: str) -> Task:
    notes = [str(part) for part in (line.due.note, line.vacant) if part]
    return Task(line.due.title, line.url or address, line.state, line.words, " · ".join(notes))
