"""Reminders: each due is told of before its day, on it, after it, and then to who stands above: each step once.

What was told is written first, by an insert that a second worker cannot repeat; notices follow in the same
transaction. A day without a worker loses the steps of that day, not the due: the step of the next day comes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from operator import itemgetter
from typing import Final

from django.db import connection, transaction

from hoathuan.accounts import notices
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Notice, Seat
from hoathuan.core import clock
from hoathuan.core.dates import midnight, now, today
from hoathuan.core.lists import SLICE
from hoathuan.core.writing import write_changed
from hoathuan.inbox.choices import State, Step
from hoathuan.inbox.days import add_days, days_left
from hoathuan.inbox.dues import registry
from hoathuan.inbox.dues.holders import Holders, holders_of
from hoathuan.inbox.dues.registry import Asked, Due, DueSource
from hoathuan.inbox.models import Delivery, Reminder, Round

from .planning import plan_digests

logger = logging.getLogger("hoathuan.inbox")

HOUR: Final = 6
"""People are reminded in the morning, from six o'clock in Viet Nam on."""
LOOK_BACK: Final = timedelta(days=30)
"""What has been overdue for longer stands on the pages; nobody is reminded of it any more."""
KEPT: Final = timedelta(days=400)
BATCH: Final = 500
_Taken = tuple[str, date, str]
_First = tuple[date, str, str]
_Told = dict[tuple[int, str], tuple[_First, int]]


def every_morning() -> int:
    """Once a day, however often it is called and by however many workers; returns how many people were told."""
    moment = now()
    if moment.hour < HOUR or Round.objects.filter(day=moment.date()).exists():
        return 0
    if not clock.clock_is_believable():
        return 0
    with transaction.atomic():
        _line, fresh = Round.objects.get_or_create(day=moment.date())
        if not fresh:
            return 0
        told = remind(moment.date())
        plan_digests(moment.date())
    return told


def remind(on: date | None = None) -> int:
    """Take the step that every due has reached on this day, if nobody has taken it; returns how many were told.

    The dues of a country pass by in slices; what stays in memory is one line for each person and kind.
    """
    day = on or today()
    told: _Told = {}
    with as_actor(SYSTEM):
        for source in registry.sources():
            for reached in _slices(source, day) if source.reminded else ():
                _hear(reached, told)
        _notify(told)
    return len({user for user, _kind in told})


def _slices(source: DueSource, day: date) -> Iterator[list[tuple[Due, Step]]]:
    """A context that fails loses the rest of its steps of this day; those of the others are told."""
    reached = iter(_reached(source, day))
    try:
        while part := _next(reached):
            yield part
            if len(part) < SLICE:
                return
    except Exception:
        logger.exception("dues of %s cannot be read", source.key)


def _next(reached: Iterator[tuple[Due, Step]]) -> list[tuple[Due, Step]]:
    with transaction.atomic():
        return list(islice(reached, SLICE))


def _reached(source: DueSource, day: date) -> Iterable[tuple[Due, Step]]:
    asked = Asked(until=add_days(day, source.soon), since=day - LOOK_BACK)
    for due in source.of(asked):
        step = step_of(source, due.due_on, day)
        if step is not None:
            yield due, step


def step_of(source: DueSource, due_on: date | None, day: date) -> Step | None:
    """The step of a due on a day; one day of the calendar is one day, whatever the month or the year."""
    if due_on is None:
        return None
    left = days_left(due_on, day)
    if left > source.soon or left < -LOOK_BACK.days:
        return None
    if left > 0:
        return Step.SOON
    if left == 0:
        return Step.TODAY
    return Step.LATE if -left < source.raise_after else Step.RAISED


def _take(reached: Sequence[tuple[Due, Step]]) -> dict[_Taken, int]:
    """Write the steps down; those that were written by nobody before come back, with the keys of their rows."""
    keys = [due.key for due, _step in reached]
    days = [due.due_on for due, _step in reached]
    steps = [str(step) for _due, step in reached]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inbox_reminder (due_key, due_on, step, at) "
            "SELECT key, day, step, now() FROM unnest(%s::text[], %s::date[], %s::text[]) AS t (key, day, step) "
            "ON CONFLICT (due_key, due_on, step) DO NOTHING RETURNING id, due_key, due_on, step",
            [keys, days, steps],
        )
        return {(key, day, step): row for row, key, day, step in cursor.fetchall()}


def _hear(reached: Sequence[tuple[Due, Step]], told: _Told) -> None:
    """Take these steps, and add to what each person is told."""
    by_key = {(due.key, due.due_on, str(step)): (due, step) for due, step in reached}
    fresh = {row: by_key[taken] for taken, row in _take(reached).items()}
    holders = holders_of(due for due, _step in fresh.values())
    heard: list[Reminder] = []
    for row, (due, step) in fresh.items():
        kind, seats = _whom(due, step, holders)
        users = {seat.person.user_id for seat in seats if seat.person.user_id}
        heard.append(Reminder(pk=row, told=len(users)))
        for user in users:
            _add(told, user, kind, due)
    write_changed(heard, ["told"])


def _add(told: _Told, user: int, kind: str, due: Due) -> None:
    """The first due by its day and name, the others as a number."""
    here = (due.due_on or date.max, due.key, str(due.title))
    first, count = told.get((user, kind), (here, 0))
    told[user, kind] = (min(first, here), count + 1)


def _whom(due: Due, step: Step, holders: Holders) -> tuple[str, list[Seat]]:
    """The holder; above it when it is raised; who stands in where nobody sits."""
    held = holders.of(due.office)
    if not held:
        return "due_vacant", holders.stand_in(due.office)
    if step == Step.RAISED:
        return "due_raised", holders.over(due.office)
    return f"due_{step}", held


def _notify(told: _Told) -> None:
    """One notice for one person and kind, however many dues."""
    everybody = iter(sorted(told.items(), key=itemgetter(0)))
    while part := list(islice(everybody, BATCH)):
        made = [_notice(user, kind, *due) for (user, kind), due in part]
        notices.carry(Notice.objects.bulk_create(made))


def _notice(user: int, kind: str, first: _First, count: int) -> Notice:
    day, _key, title = first
    data: dict[str, object] = {"title": title, "day": f"{day:%d/%m/%Y}"}
    if count > 1:
        return Notice(user_id=user, kind=f"{kind}_many", data=data | {"more": count - 1})
    return Notice(user_id=user, kind=kind, data=data)


def forget_old() -> int:
    """Steps of dues long past, and what was sent long ago, are of no use to anybody."""
    before = today() - KEPT
    Round.objects.filter(day__lt=before).delete()
    ended = Delivery.objects.filter(state__in=(State.SENT, State.DROPPED), made_at__lt=midnight(before))
    return Reminder.objects.filter(due_on__lt=before).delete()[0] + ended.delete()[0]
