"""Add and amend tasks, and say how far they have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Body
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.plans.choices import TaskState
from hoathuan.plans.errors import PlanRefused
from hoathuan.plans.models import Plan, Task
from hoathuan.plans.rights import check_carry_out, check_write

from .plans import plain


@transaction.atomic
def add_task(*, plan: Plan, actor: Actor, partners: Sequence[Body] = (), **fields: Any) -> Task:
    """A task at the end of the plan, unless `ordinal` says otherwise."""
    check_write(actor, plan)
    _check_dates(fields)
    last = plan.tasks.aggregate(last=Max("ordinal"))["last"] or 0
    fields["ordinal"] = fields.get("ordinal") or last + 1
    task = Task.objects.create(plan=plan, **fields)
    task.partners.set(partners)
    audit.record(actor=actor, action="plans.task_added", subject=task, data=plain(fields))
    return task


@transaction.atomic
def amend_task(
    *, task: Task, version: int, actor: Actor, partners: Sequence[Body] = (), **fields: Any
) -> Task:
    """Change a task; raises StaleRecord if somebody saved it meanwhile."""
    check_write(actor, task.plan)
    _check_dates(fields)
    fields["ordinal"] = fields.get("ordinal") or task.ordinal
    if not Task.objects.filter(pk=task.pk, version=version).update(**fields, version=F("version") + 1):
        raise StaleRecord
    task.partners.set(partners)
    audit.record(actor=actor, action="plans.task_amended", subject=task, data=plain(fields))
    task.refresh_from_db()
    return task


def _check_dates(fields: dict[str, Any]) -> None:
    starts_on, due_on = fields.get("starts_on"), fields.get("due_on")
    if starts_on and due_on and due_on < starts_on:
        raise PlanRefused(_("Thời hạn phải từ ngày bắt đầu trở đi."))


@transaction.atomic
def set_progress(
    *, task: Task, version: int, state: str, actor: Actor, done_on: date | None = None, result: str = ""
) -> Task:
    """Say how far a task has come. A task that is done has the day on which it was."""
    check_carry_out(actor, task)
    if state == TaskState.DONE and done_on is None:
        raise PlanRefused(_("Ghi ngày xong của nhiệm vụ."))
    if done_on and done_on > today():
        raise PlanRefused(_("Ngày xong phải từ hôm nay trở về trước."))
    done_on = done_on if state == TaskState.DONE else None
    fields = {"state": state, "done_on": done_on, "result": result}
    if not Task.objects.filter(pk=task.pk, version=version).update(**fields, version=F("version") + 1):
        raise StaleRecord
    audit.record(actor=actor, action="plans.task_progress", subject=task, data=plain(fields))
    task.refresh_from_db()
    return task


@transaction.atomic
def remove_task(*, task: Task, actor: Actor) -> None:
    """Take a task out of a draft. One that was drawn on, handed down or reported on stays and can be cancelled."""
    check_write(actor, task.plan)
    used = Q(handed=True) | Q(reports__isnull=False) | Q(children__isnull=False)
    if task.drawn.exists() or task.targets.filter(used).exists():
        raise PlanRefused(
            _("Nhiệm vụ này đã giao hoặc đã có kết quả, không xóa được. Hãy ghi “Không thực hiện nữa”.")
        )
    if task.plan.number:
        raise PlanRefused(_("Kế hoạch đã ban hành: không xóa nhiệm vụ, hãy ghi “Không thực hiện nữa”."))
    audit.record(actor=actor, action="plans.task_removed", subject=task, data={"content": task.content[:200]})
    task.delete()
