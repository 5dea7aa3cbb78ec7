"""Tasks that a person answers for pass to whoever takes over the seat."""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.handover import SHOWN, Duty
from hoathuan.accounts.models import Seat
from hoathuan.core import audit

from .choices import TaskState
from .models import Task


def _open(seat: Seat) -> QuerySet[Task]:
    """Not done yet, in plans of the seat's unit: another unit's plan does not change hands here."""
    states = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS)
    return Task.objects.filter(person=seat.person_id, plan__unit=seat.unit_id, state__in=states)


def _lines(seat: Seat) -> Sequence[str]:
    tasks = _open(seat).select_related("plan").order_by("due_on", "id")[:SHOWN]
    return [f"{task.plan.short}: {task.content[:120]}" for task in tasks]


def _pass_on(old: Seat, new: Seat, actor: Actor) -> int:
    tasks = list(_open(old).select_for_update(of=("self",)))
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(
        person=new.person_id, version=F("version") + 1
    )
    for task in tasks:
        data = {"person": new.person_id, "former": old.person_id}
        audit.record(actor=actor, action="plans.task_handed_over", subject=task, data=data)
    return len(tasks)


TASKS = Duty("plans.tasks", _("Nhiệm vụ đang phụ trách"), lambda seat: _open(seat).count(), _lines, _pass_on)
