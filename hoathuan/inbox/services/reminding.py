"""Reminders: each due is told of before its day, on it, after it, and then to who stands above: each step once.

What was told is written first, by an insert that a second worker cannot repeat; notices follow in the same
transaction. A day without a worker loses the steps of that day, not the due: the step of the next day comes.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Final

from django.db import connection, transaction

from hoathuan.accounts import notices
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Notice, Seat
from hoathuan.core import clock
from hoathuan.core.dates import midnight, now, today
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
_Told = dict[tuple[int, str], list[Due]]


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
    """Take the step that every due has reached on this day, if nobody has taken it; returns how many were told."""
    day = on or today()
    with as_actor(SYSTEM):
        reached = [pair for source in registry.sources() if source.reminded for pair in _asked(source, day)]
        by_key = {(due.key, due.due_on, str(step)): (due, step) for due, step in reached}
        return _tell({row: by_key[taken] for taken, row in _take(reached).items()})


def _asked(source: DueSource, day: date) -> list[tuple[Due, Step]]:
    """A context that fails loses its own steps of this day; those of the others are told."""
    try:
        with transaction.atomic():
            return list(_reached(source, day))
    except Exception:
        logger.exception("dues of %s cannot be read", source.key)
        return []


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
    if not reached:
        return {}
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


def _tell(fresh: Mapping[int, tuple[Due, Step]]) -> int:
    holders = holders_of(due for due, _step in fresh.values())
    told: _Told = defaultdict(list)
    heard: list[Reminder] = []
    for row, (due, step) in fresh.items():
        kind, seats = _whom(due, step, holders)
        users = {seat.person.user_id for seat in seats if seat.person.user_id}
        heard.append(Reminder(pk=row, told=len(users)))
        for user in users:
            told[user, kind].append(due)
    Reminder.objects.bulk_update(heard, ["told"], batch_size=BATCH)
    _notify(told)
    return len({user for user, _kind in told})


def _whom(due: Due, step: Step, holders: Holders) -> tuple[str, list[Seat]]:
    """The holder; above it when it is raised; who stands in where nobody sits."""
    held = holders.of(due.office)
    if not held:
        return "due_vacant", holders.stand_in(due.office)
    if step == Step.RAISED:
        return "due_raised", holders.over(due.office)
    return f"due_{step}", held


def _notify(told: Mapping[tuple[int, str], list[Due]]) -> None:
    """One notice for one person and kind, however many dues."""
    made = [_notice(user, kind, dues) for (user, kind), dues in sorted(told.items(), key=itemgetter(0))]
    notices.carry(Notice.objects.bulk_create(made, batch_size=BATCH))


def _notice(user: int, kind: str, dues: Sequence[Due]) -> Notice:
    """The first due by its name, the others as a number."""
    first, *others = sorted(dues, key=lambda due: (due.due_on or date.max, due.key))
    data: dict[str, object] = {"title": str(first.title), "day": f"{first.due_on:%d/%m/%Y}"}
    if others:
        return Notice(user_id=user, kind=f"{kind}_many", data=data | {"more": len(others)})
    return Notice(user_id=user, kind=kind, data=data)


def forget_old() -> int:
    """Steps of dues long past, and what was sent long ago, are of no use to anybody."""
    before = today() - KEPT
    Round.objects.filter(day__lt=before).delete()
    ended = Delivery.objects.filter(state__in=(State.SENT, State.DROPPED), made_at__lt=midnight(before))
    return Reminder.objects.filter(due_on__lt=before).delete()[0] + ended.delete()[0]
