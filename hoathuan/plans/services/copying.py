"""Copies of tasks and targets in a plan that is drawn from another."""

from __future__ import annotations

from collections.abc import Sequence

from hoathuan.plans.models import Plan, Target, Task

_TASK = (
    "section", "ordinal", "content", "time_text", "starts_on", "due_on", "deliverable", "waits_for",
)  # fmt: skip
_TARGET = (
    "title", "quantity", "unit_label", "is_share", "direction", "starts_on", "ends_on", "indicator", "where", "is_main",
)  # fmt: skip


def copy_tasks(tasks: Sequence[Task], plan: Plan) -> int:
    """Copy the tasks that the plan does not hold yet; how many. Targets go along within the same unit only:
    to lower units they are handed down, with a share of the quantity.
    """
    present = set(
        plan.tasks.filter(parent__in=[task.pk for task in tasks]).values_list("parent_id", flat=True)
    )
    new = [task for task in tasks if task.pk not in present]
    for task in new:
        copy = copy_task(task, plan)
        if task.plan.unit_id == plan.unit_id:
            Target.objects.bulk_create(
                _copy_target(target, copy) for target in task.targets.filter(merged_into=None)
            )
    return len(new)


def copy_task(task: Task, plan: Plan) -> Task:
    copy = copied(task, plan)
    copy.save()
    if task.plan.unit_id == plan.unit_id:
        copy.partners.set(task.partners.all())
    return copy


def copied(task: Task, plan: Plan) -> Task:
    """The task in another plan, not yet saved. In a plan of a lower unit its lead is that unit's own matter."""
    copy = Task(plan=plan, parent=task, **{name: getattr(task, name) for name in _TASK})
    if task.plan.unit_id == plan.unit_id:
        copy.lead_body_id, copy.lead_text = task.lead_body_id, task.lead_text
        copy.partners_text = task.partners_text
    else:
        copy.lead_body_id = plan.body_id
    return copy


def _copy_target(target: Target, task: Task) -> Target:
    fields = {name: getattr(target, name) for name in _TARGET}
    return Target(task=task, unit_id=target.unit_id, parent=target, **fields)
