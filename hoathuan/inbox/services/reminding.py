"""Reminders: each due is told of before its day, on it, after it, and then to who stands above: each step once.

What was told is written first, by an insert that a second worker cannot repeat; notices follow in the same
transaction. A day without a worker loses the steps of that day, not the due: the step of the next day comes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from django.db import connection, transaction

from hoathuan.accounts import notices
from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Seat
from hoathuan.core import clock
from hoathuan.core.dates import midnight, now, today
from hoathuan.inbox.choices import State, Step
from hoathuan.inbox.days import add_days, days_left
from hoathuan.inbox.dues import registry
from hoathuan.inbox.dues.holders import Holders, holders_of
from hoathuan.inbox.dues.registry import Asked, Due, DueSource
from hoathuan.inbox.models import Delivery, Reminder, Round

from .planning import plan_digests

HOUR: Final = 6
"""People are reminded in the morning, from six o'clock in Viet Nam on."""
LOOK_BACK: Final = timedelta(days=30)
"""What has been overdue for longer stands on the pages; nobody is reminded of it any more."""
KEPT: Final = timedelta(days=400)
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
        reached = [pair for source in registry.sources() if source.reminded for pair in _reached(source, day)]
        fresh = _take(reached)
        return _tell([pair for pair in reached if (pair[0].key, pair[0].due_on, pair[1]) in fresh])


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


def _take(reached: Sequence[tuple[Due, Step]]) -> set[tuple[str, date, str]]:
    """Write the steps down; those that were written by nobody before come back."""
    if not reached:
        return set()
    keys = [due.key for due, _step in reached]
    days = [due.due_on for due, _step in reached]
    steps = [str(step) for _due, step in reached]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inbox_reminder (due_key, due_on, step, at) "
            "SELECT key, day, step, now() FROM unnest(%s::text[], %s::date[], %s::text[]) AS t (key, day, step) "
            "ON CONFLICT (due_key, due_on, step) DO NOTHING RETURNING due_key, due_on, step",
            [keys, days, steps],
        )
        return set(cursor.fetchall())


def _tell(fresh: Sequence[tuple[Due, Step]]) -> int:
    holders = holders_of(due for due, _step in fresh)
    told: _Told = defaultdict(list)
    for due, step in fresh:
        kind, seats = _whom(due, step, holders)
        users = {seat.person.user_id for seat in seats if seat.person.user_id}
        taken = Reminder.objects.filter(due_key=due.key, step=step)
        taken.filter(due_on=due.due_on or date.max).update(told=len(users))
        for user in users:
            told[user, kind].append(due)
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
    """One notice for one person and kind, however many dues: the first by its name, the others as a number."""
    for (user, kind), dues in sorted(told.items()):
        first, *others = sorted(dues, key=lambda due: (due.due_on or date.max, due.key))
        title, day = str(first.title), f"{first.due_on:%d/%m/%Y}"
        if others:
            notices.tell([user], f"{kind}_many", title=title, day=day, more=len(others))
        else:
            notices.tell([user], kind, title=title, day=day)


def forget_old() -> int:
    """Steps of dues long past, and what was sent long ago, are of no use to anybody."""
    before = today() - KEPT
    Round.objects.filter(day__lt=before).delete()
    ended = Delivery.objects.filter(state__in=(State.SENT, State.DROPPED), made_at__lt=midnight(before))
    return Reminder.objects.filter(due_on__lt=before).delete()[0] + ended.delete()[0]
