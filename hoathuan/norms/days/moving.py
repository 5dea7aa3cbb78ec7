"""Due dates that people have seen and that move when days change: found, shown, told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.core.ui.numbers import day
from hoathuan.norms import registry
from hoathuan.norms.registry import CountedDue

from .counting import Calendar
from .reading import calendar_of_province

NOTICE = "due_moved"


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
    return [
        Moved(due, before[place], after[place])
        for place, due in enumerate(dues)
        if before[place] != after[place]
    ]


def open_dues(province_id: int | None) -> list[CountedDue]:
    """Open dues that an exception of this place can touch: of the province, or of everywhere."""
    return registry.counted_dues(province_id)


def tell(moved: Sequence[Moved], reason: str, by: Actor | None = None) -> int:
    """Write a notice to everybody who was shown one of these dates; say to how many accounts."""
    for one in moved:
        notices.tell(
            one.due.users,
            NOTICE,
            by=by,
            what=str(one.due.what),
            before=day(one.before),
            after=day(one.after),
            reason=reason,
        )
    return len({user for one in moved for user in one.due.users})
