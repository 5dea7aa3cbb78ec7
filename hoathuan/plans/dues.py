"""What is due in plans: tasks by their day, targets by their last day, figures that are reported by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.core.dates import today
from hoathuan.core.lists import in_slices
from hoathuan.inbox.api import Asked, Below, Due, DueSource, Office, register
from hoathuan.units.choices import Level

from .board import named
from .choices import TaskState
from .ended import carried_over
from .figures import standings
from .models import Plan, Target, Task
from .progress import SOON, task_standing
from .rights import WRITERS, bodies_held, running
from .selectors import OPEN_TASKS, not_taken_over, open_tasks

#: Who carries plans out, and who directs them: nobody else can do what these lines ask for.
_SEEN_BY = (*WRITERS, K.PROVINCE_LEADER, K.COMMUNE_LEADER, K.MINISTRY_VIEWER)
_OFFICER = {Level.COMMUNE: K.COMMUNE_OFFICER, Level.PROVINCE: K.PROVINCE_OFFICER}
_OFFICERS = tuple(_OFFICER.values())
_ENDING = timedelta(days=30)
"""Targets stand among what is due from so many days before their last day: before, their progress is on the board."""
_MOST = 200


def register_all() -> None:
    register(
        DueSource(
            "plans.task",
            gettext_lazy("Nhiệm vụ trong kế hoạch"),
            kinds=_SEEN_BY,
            office_kinds=_OFFICERS,
            of=tasks,
            below=tasks_below,
            opens_above=True,
        )
    )
    register(
        DueSource(
            "plans.target",
            gettext_lazy("Chỉ tiêu đến ngày cuối"),
            kinds=_SEEN_BY,
            office_kinds=_OFFICERS,
            of=targets,
            opens_above=True,
        )
    )


def tasks(asked: Asked) -> Iterator[Due]:
    """Open tasks of running plans with a due day, overdue first."""
    if asked.actor is not None:
        found = open_tasks(asked.actor)
    else:
        found = not_taken_over(Task.objects.filter(running("plan__"), ~carried_over(), state__in=OPEN_TASKS))
    if asked.units is not None:
        found = found.filter(plan__unit__in=asked.units)
    if asked.since is not None:
        found = found.filter(due_on__gte=asked.since)
    found = found.filter(due_on__lte=asked.until).select_related("plan__former_unit", "plan__unit")
    ordered = found.order_by("due_on", "id")
    on = today()
    shown = ordered[:_MOST] if asked.actor else chain.from_iterable(in_slices(ordered))
    yield from (_task(task, on) for task in shown)


def _task(task: Task, on: date) -> Due:
    standing = task_standing(task.state, task.due_on, on)
    far = task.due_on is not None and (task.due_on - on).days > SOON
    return Due(
        key=f"plans.task:{task.pk}",
        title=Truncator(task.content).chars(140),
        due_on=task.due_on,
        office=_office(task.plan, task.lead_body_id, task.person_id),
        url=f"{reverse('plans:plan', args=[task.plan.uuid])}#nv-{task.uuid}",
        note=named(task.plan),
        state=standing.state,
        # what is far off is told by its days, as everything else that is due
        words="" if far else standing.text,
    )


def _office(plan: Plan, body: int | None, person: int | None = None) -> Office:
    """The body that leads, where it has an officer of its own; else the officer of the plan's unit."""
    officer = _OFFICER.get(Level(plan.unit.level), K.MINISTRY_VIEWER)
    kinds = (K.BODY_OFFICER, officer) if body else (officer,)
    return Office(plan.unit_id, kinds, body_id=body, person_id=person)


def tasks_below(actor: Actor, on: date) -> Iterator[Below]:
    """Open and late tasks of the plans of the units right below."""
    level = Level.PROVINCE if actor.nation else Level.COMMUNE
    found = Task.objects.filter(running("plan__"), ~carried_over(), state__in=OPEN_TASKS)
    found = found.filter(due_on__isnull=False, plan__unit__level=level, plan__unit__valid__endswith=None)
    if not actor.nation:
        found = found.filter(
            plan__unit__placements__parent=actor.home_unit_id, plan__unit__placements__valid__contains=on
        )
    rows = found.order_by().values_list("plan__unit_id")
    counted = rows.annotate(
        open=Count("pk", distinct=True), late=Count("pk", Q(due_on__lt=on), distinct=True)
    )
    return (Below(unit, opened, late) for unit, opened, late in counted)


def targets(asked: Asked) -> Iterator[Due]:
    """Targets near or past their last day that are not reached.

    Reminders ask for those alone that somebody has to report by hand: the others count by themselves.
    """
    on = today()
    found = _live().filter(ends_on__lte=min(asked.until, on + _ENDING), ends_on__gte=_since(asked, on))
    if asked.actor is not None:
        found = _of_seat(found, asked.actor)
    elif asked.units is not None:
        found = found.filter(task__plan__unit__in=asked.units)
    else:
        found = found.filter(indicator="")
    found = found.select_related("unit", "task__plan__unit", "task__plan__former_unit")
    slices: Iterable[list[Target]] = [list(found[:_MOST])] if asked.actor else in_slices(found)
    for standing in chain.from_iterable(standings(rows, on).values() for rows in slices):
        if standing.state != "done" and not standing.stopped_on:
            yield _target(standing.target)


def _live() -> QuerySet[Target]:
    live = Target.objects.filter(running("task__plan__"), merged_into=None)
    live = live.exclude(task__state=TaskState.CANCELLED).exclude(handed=True, quantity=0)
    return live.order_by("ends_on", "id")


def _since(asked: Asked, on: date) -> date:
    """What ended in an earlier year is history, unless somebody asks for it."""
    return asked.since or date(on.year - 1, 12, 1)


def _of_seat(found: QuerySet[Target], actor: Actor) -> QuerySet[Target]:
    if actor.seat is None or actor.nation:
        return found.none()
    if actor.kind == K.BODY_OFFICER:
        body = actor.seat.body_id or 0
        return found.filter(Q(task__lead_body=body) | Q(task__plan__body__in=bodies_held(actor)))
    return found.filter(task__plan__unit=actor.home_unit_id)


def _target(target: Target) -> Due:
    plan = target.task.plan
    words = _("Ghi kết quả chỉ tiêu “%(title)s”") if target.by_hand else _("Chỉ tiêu “%(title)s” chưa đạt")
    return Due(
        key=f"plans.target:{target.pk}",
        title=words % {"title": Truncator(target.title).chars(110)},
        due_on=target.ends_on,
        office=_office(plan, target.task.lead_body_id, target.task.person_id),
        url=reverse("plans:target", args=[target.uuid]),
        note=named(plan),
    )
