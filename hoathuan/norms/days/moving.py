"""Due dates that people have seen and that move when days change: found, shown, written down, told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.core.ui.numbers import day
from hoathuan.norms import registry
from hoathuan.norms.registry import CountedDue

from .counting import Calendar
from .reading import calendar_of_province

NOTICE = "due_moved"
NOTICE_MANY = "due_moved_many"


@dataclass(frozen=True)
class Moved:
    """A due date and where it goes."""

    due: CountedDue
    before: date
    after: date

    def plain(self) -> dict[str, str]:
        """As it is kept with the exception: no accounts, no names."""
        return {
            "what": str(self.due.what),
            "url": self.due.url,
            "before": self.before.isoformat(),
            "after": self.after.isoformat(),
        }


def calendars(dues: Sequence[CountedDue]) -> dict[int | None, Calendar]:
    """The calendar of each province in which one of these dues is counted."""
    return {key: calendar_of_province(key) for key in {due.province_id for due in dues}}


def positions(dues: Sequence[CountedDue]) -> dict[int, date]:
    """Place in the list → last day, as days are counted now."""
    of = calendars(dues)
    return {place: of[due.province_id].add(due.start, due.days) for place, due in enumerate(dues)}


def between(dues: Sequence[CountedDue], before: dict[int, date], after: dict[int, date]) -> list[Moved]:
    """Those that stand elsewhere than before, or than people see them."""
    was = {place: due.shown or before[place] for place, due in enumerate(dues)}
    return [
        Moved(due, was[place], after[place]) for place, due in enumerate(dues) if was[place] != after[place]
    ]


def astray() -> list[Moved]:
    """Due dates that are kept on another day than days are counted now: set in the minute in which days changed."""
    dues = [due for due in open_dues(None) if due.shown]
    now = positions(dues)
    return between(dues, now, now)


def open_dues(province_id: int | None) -> list[CountedDue]:
    """Open dues that an exception of this place can touch: of the province, or of everywhere."""
    return registry.counted_dues(province_id)


def settle(moved: Sequence[Moved], reason: str, by: Actor | None = None) -> int:
    """Write the new days down where they are kept, and tell everybody who saw the former; say how many accounts."""
    by_source: dict[str, list[tuple[Any, date]]] = defaultdict(list)
    by_user: dict[int, list[Moved]] = defaultdict(list)
    for one in moved:
        by_source[one.due.source].append((one.due.record, one.after))
        for user in one.due.users:
            by_user[user].append(one)
    for source, days in by_source.items():
        registry.keep_days(source, days)
    for user, own in sorted(by_user.items()):
        _tell(user, own, reason, by)
    return len(by_user)


def _tell(user: int, moved: Sequence[Moved], reason: str, by: Actor | None) -> None:
    """One notice, however many due dates: the nearest by its name, the others as a number."""
    first, *others = sorted(moved, key=lambda one: one.after)
    data: dict[str, Any] = {"before": day(first.before), "after": day(first.after), "reason": reason}
    if others:
        data["more"] = len(others)
    notices.tell([user], NOTICE_MANY if others else NOTICE, by=by, what=str(first.due.what), **data)
