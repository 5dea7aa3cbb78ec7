"""What pages and other contexts read: plans with how far they are, their tasks by section, targets by unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .choices import PlanState, TaskState
from .figures import Standing, standings
from .models import Plan, Target, Task
from .progress import TaskStanding, task_standing
from .rights import bodies_held, home_unit_id, plans_seen, running, targets_seen, tasks_seen

STATES = ("late", "risk", "idle", "go", "done")
OPEN_TASKS = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS)


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list: its tasks by how they stand, its targets by state."""

    plan: Plan
    done: int
    total: int
    late: int
    targets: Counter[str] = field(default_factory=Counter)

    @property
    def state(self) -> str:
        """The worst of its targets and tasks."""
        if self.late:
            return "late"
        worst = next((state for state in STATES if self.targets[state]), None)
        if self.total and self.done == self.total and worst in (None, "done"):
            return "done"
        return worst or ("go" if self.done else "idle")


@dataclass(frozen=True)
class TaskRow:
    """A task on a page: how it stands, and its targets with their figures."""

    task: Task
    standing: TaskStanding
    targets: list[Standing]


def with_names(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    return plans.select_related("unit", "former_unit", "body", "parent")


def plan_rows(plans: Iterable[Plan], on: date, under: Unit | None = None) -> list[PlanRow]:
    """Plans with counts of their tasks and targets; `under`: the unit whose children issued them."""
    rows = list(plans)
    keys = [plan.pk for plan in rows]
    counts = _task_counts(keys, on)
    targets = Target.objects.filter(task__plan__in=keys, merged_into=None).exclude(
        task__state=TaskState.CANCELLED
    )
    found = standings(targets.select_related("unit", "task"), on, under)
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for standing in found.values():
        states[standing.target.task.plan_id][standing.state] += 1
    return [PlanRow(plan, *counts.get(plan.pk, (0, 0, 0)), states[plan.pk]) for plan in rows]


def _task_counts(plans: Sequence[int], on: date) -> dict[int, tuple[int, int, int]]:
    """Of each plan: tasks done, tasks in all, tasks past their due date; cancelled ones do not count."""
    live = Task.objects.filter(plan__in=plans).exclude(state=TaskState.CANCELLED)
    counted = live.order_by().values_list("plan_id").annotate(
        done=Count("pk", filter=Q(state=TaskState.DONE)),
        total=Count("pk"),
        late=Count("pk", filter=Q(state__in=OPEN_TASKS, due_on__lt=on)),
    )  # fmt: skip
    return {plan: (done, total, late) for plan, done, total, late in counted}


def own_plans(actor: Actor) -> QuerySet[Plan]:
    return with_names(plans_seen(actor).filter(unit_id=home_unit_id(actor)))


def plans_above(actor: Actor) -> QuerySet[Plan]:
    """Issued plans of the units above (for a body's officer also those of its unit are own ones)."""
    seat = actor.seat
    if seat is None or actor.nation:
        return Plan.objects.none()
    above = plans_seen(actor).filter(unit__level__lt=seat.unit.level).exclude(unit_id=home_unit_id(actor))
    return with_names(above.exclude(state=PlanState.DRAFT))


def plans_below(actor: Actor) -> QuerySet[Plan]:
    """Issued plans of the units directly below: of the provinces, or of a province's communes."""
    seat = actor.seat
    if seat is None or actor.commune_id:
        return Plan.objects.none()
    below = plans_seen(actor).filter(unit__level__gt=seat.unit.level).exclude(unit_id=home_unit_id(actor))
    if actor.nation:
        below = below.filter(unit__level=Level.PROVINCE)
    return with_names(below.exclude(state=PlanState.DRAFT))


def plan_seen(actor: Actor) -> QuerySet[Plan]:
    return with_names(plans_seen(actor)).select_related("body__superior", "parent__unit", "parent__body")


def drawn_from(plan: Plan, actor: Actor) -> QuerySet[Plan]:
    """The plans drawn from this one that the actor sees, by unit."""
    return with_names(plans_seen(actor).filter(parent=plan)).order_by("unit__sort", "id")


def task_rows(actor: Actor, plan: Plan, on: date) -> list[TaskRow]:
    """The tasks of a plan that the actor sees, in order, each with its targets and their figures."""
    own = Target.objects.filter(merged_into=None)
    targets = Prefetch("targets", own.select_related("unit", "parent__task__plan"))
    tasks = tasks_seen(actor, plan).select_related("lead_body", "person")
    rows = list(tasks.prefetch_related("partners", targets))
    found = standings([target for task in rows for target in task.targets.all()], on)
    return [
        TaskRow(task, task_standing(task.state, task.due_on, on), [found[t.pk] for t in task.targets.all()])
        for task in rows
    ]


def by_section(rows: Iterable[TaskRow]) -> list[tuple[str, list[TaskRow]]]:
    """Tasks under the headings of the plan, in the order in which the headings first come."""
    sections: dict[str, list[TaskRow]] = {}
    for row in rows:
        sections.setdefault(row.task.section, []).append(row)
    return list(sections.items())


def target_for(actor: Actor) -> QuerySet[Target]:
    return targets_seen(actor).select_related(
        "unit",
        "parent__unit",
        "parent__task__plan",
        "task__lead_body",
        "task__plan__unit",
        "task__plan__body",
    )


def standing_of(target: Target, on: date) -> Standing:
    return standings([target], on)[target.pk]


def shares_of(target: Target, on: date) -> list[Standing]:
    """The targets of the units to which this one was handed down, the stuck ones first."""
    children = target.children.filter(handed=True).select_related("unit", "task")
    found = standings(children, on, target.unit)
    return sorted(found.values(), key=lambda row: (row.verdict.urgency, row.target.unit.sort, row.target.pk))


def open_tasks(actor: Actor) -> QuerySet[Task]:
    """Tasks of running plans that the actor's unit, or its body, has still to carry out."""
    seat = actor.seat
    tasks = Task.objects.filter(running("plan__"), state__in=OPEN_TASKS)
    if seat is None or actor.nation:
        return tasks.none()
    if seat.body_id and seat.kind == "body_officer":
        shared = Task.partners.through.objects.filter(body_id=seat.body_id).values("task_id")
        mine = Q(lead_body=seat.body_id) | Q(pk__in=shared) | Q(plan__body__in=bodies_held(actor))
        return tasks.filter(mine, plan__in=plans_seen(actor))
    return not_taken_over(tasks.filter(plan__unit_id=home_unit_id(actor)))


def not_taken_over(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Without the tasks that another body of the same unit has taken into its own issued plan: shown there only."""
    taken = Task.objects.filter(
        parent=OuterRef("pk"), plan__state=PlanState.ISSUED, plan__unit=OuterRef("plan__unit")
    )
    return tasks.exclude(Exists(taken))
