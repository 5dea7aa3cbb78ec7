"""What pages and other contexts read: plans with how far they are, their tasks by section, targets by unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.units.api import told_apart
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .choices import PlanState, TaskState
from .ended import carried_over, place_of, stopped, told, unit_end, while_it_stood, words_of
from .figures import Standing, own_figures, standings
from .models import Plan, Target, Task
from .progress import TaskStanding, task_standing
from .rights import bodies_held, plans_seen, running, targets_seen, tasks_seen

STATES = ("late", "risk", "idle", "go", "done")
OPEN_TASKS = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS)


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list: its tasks by how they stand, its targets by state.

    unit, name: whose plan it is, and what that is called in the list; note: where a unit that ended went.
    carried: tasks whose targets were added to those of the unit that took this one in; open ones count there only.
    """

    plan: Plan
    unit: Unit
    name: str
    done: int
    total: int
    late: int
    carried: int
    targets: Counter[str] = field(default_factory=Counter)
    note: str = ""

    @property
    def ended(self) -> bool:
        return self.unit.valid.upper is not None

    @property
    def state(self) -> str:
        """The worst of its targets and tasks; of a unit that ended, of what was due while it stood."""
        worst = next((state for state in STATES if self.targets[state]), None)
        if self.late or worst == "late":
            return "late"
        finished = self.done == self.total and worst in (None, "done") and not self.targets["stopped"]
        if self.carried and finished and worst is None:
            return "idle"
        if self.total and finished:
            return "done"
        if self.ended:
            return "idle"
        return worst or ("go" if self.done else "idle")

    @property
    def words(self) -> str:
        """What to say instead of the state, where nothing is left to be done here."""
        if self.state != "idle":
            return ""
        if self.ended:
            return words_of(self.unit, self.plan.unit if self.unit != self.plan.unit else None)
        return _("Đã cộng vào kế hoạch khác") if self.carried and self.done == self.total else ""


@dataclass(frozen=True)
class TaskRow:
    """A task on a page: how it stands, and its targets with their figures."""

    task: Task
    standing: TaskStanding
    targets: list[Standing]


def with_names(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    return plans.select_related("unit", "former_unit", "body", "parent")


def plan_rows(
    plans: Iterable[Plan], on: date, under: Unit | None = None, *, then: bool = False
) -> list[PlanRow]:
    """Plans with counts of their tasks and targets; `under`: the unit whose children issued them.

    then: as the units were: each plan with the unit that made it, and what that unit reached.
    """
    rows = list(plans)
    keys = [plan.pk for plan in rows]
    counts = _task_counts(keys, on, then)
    targets = Target.objects.filter(task__plan__in=keys).exclude(task__state=TaskState.CANCELLED)
    if not then:
        targets = targets.filter(merged_into=None)
    found = standings(targets.select_related("unit", "task"), on, under, by_then=then)
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for standing in found.values():
        states[standing.target.task.plan_id]["stopped" if standing.stopped_on else standing.state] += 1
    units = [place_of(plan, then=then) for plan in rows]
    names, notes = told_apart(units), told(units)
    return [
        PlanRow(plan, unit, names[unit.pk], *counts.get(plan.pk, (0, 0, 0, 0)), states[plan.pk],
                notes.get(unit.pk, ""))
        for plan, unit in zip(rows, units, strict=True)
    ]  # fmt: skip


def _task_counts(plans: Sequence[int], on: date, then: bool) -> dict[int, tuple[int, int, int, int]]:
    """Of each plan: tasks done, in all, past their due date, carried over; cancelled ones do not count."""
    live = Task.objects.filter(plan__in=plans).exclude(state=TaskState.CANCELLED)
    own = Q() if then else ~(carried_over() & Q(state__in=OPEN_TASKS))
    past = Q(state__in=OPEN_TASKS, due_on__lt=on) & while_it_stood()
    counted = live.order_by().annotate(unit_end=unit_end(then=then)).values_list("plan_id").annotate(
        done=Count("pk", filter=own & Q(state=TaskState.DONE)),
        total=Count("pk", filter=own or None),
        late=Count("pk", filter=own & past),
        carried=Count("pk", filter=Q(pk__in=[]) if then else carried_over()),
    )  # fmt: skip
    return {plan: (done, total, late, carried) for plan, done, total, late, carried in counted}


def own_plans(actor: Actor) -> QuerySet[Plan]:
    return with_names(plans_seen(actor).filter(unit_id=actor.home_unit_id))


def plans_above(actor: Actor) -> QuerySet[Plan]:
    """Issued plans of the units above (for a body's officer also those of its unit are own ones)."""
    seat = actor.seat
    if seat is None or actor.nation:
        return Plan.objects.none()
    above = plans_seen(actor).filter(unit__level__lt=seat.unit.level).exclude(unit_id=actor.home_unit_id)
    return with_names(above.exclude(state=PlanState.DRAFT))


def plans_of_former(actor: Actor) -> QuerySet[Plan]:
    """What the units had planned that the seat's own took in: gone on with since, or of years before."""
    seat = actor.seat
    if seat is None or actor.nation:
        return Plan.objects.none()
    home = actor.home_unit_id
    gone_on = Q(unit_id=home, former_unit__isnull=False)
    ended = Q(unit__level=seat.unit.level, unit__valid__endswith__isnull=False)
    return with_names(plans_seen(actor).filter(gone_on | ended).exclude(state=PlanState.DRAFT))


def with_unit_then(plans: QuerySet[Plan]) -> QuerySet[Any]:
    """With `then_sort` and `then_folded`: the order and the name of the unit that made each plan."""
    return plans.annotate(
        then_sort=Coalesce("former_unit__sort", "unit__sort"),
        then_folded=Coalesce("former_unit__folded", "unit__folded"),
    )


def plans_below(actor: Actor) -> QuerySet[Plan]:
    """Issued plans of the units directly below: of the provinces, or of a province's communes."""
    seat = actor.seat
    if seat is None or actor.commune_id:
        return Plan.objects.none()
    below = plans_seen(actor).filter(unit__level__gt=seat.unit.level).exclude(unit_id=actor.home_unit_id)
    if actor.nation:
        below = below.filter(unit__level=Level.PROVINCE)
    return with_names(below.exclude(state=PlanState.DRAFT))


def plan_seen(actor: Actor) -> QuerySet[Plan]:
    return with_names(plans_seen(actor)).select_related("body__superior", "parent__unit", "parent__body")


def drawn_from(plan: Plan, actor: Actor) -> QuerySet[Plan]:
    """The plans drawn from this one that the actor sees, by unit."""
    return with_names(plans_seen(actor).filter(parent=plan)).order_by("unit__sort", "id")


def task_rows(actor: Actor, plan: Plan, on: date, *, then: bool = False) -> list[TaskRow]:
    """The tasks of a plan that the actor sees, in order, each with its targets and their figures."""
    own = Target.objects.all() if then else Target.objects.filter(merged_into=None)
    targets = Prefetch("targets", own.select_related("unit", "parent__task__plan"))
    tasks = tasks_seen(actor, plan).select_related("lead_body", "person")
    found_tasks = tasks.annotate(carried=Q(pk__in=[]) if then else carried_over())
    rows = list(found_tasks.prefetch_related("partners", targets))
    found = standings([target for task in rows for target in task.targets.all()], on, by_then=then)
    return [
        TaskRow(task, _task_standing(task, plan, on, then), [found[t.pk] for t in task.targets.all()])
        for task in rows
    ]


def _task_standing(task: Any, plan: Plan, on: date, then: bool) -> TaskStanding:
    """An open task that stopped with its unit, or is done elsewhere, is not late."""
    unit = place_of(plan, then=then)
    if task.state in OPEN_TASKS and stopped(unit, task.due_on, on):
        return TaskStanding("idle", words_of(unit, plan.unit if unit != plan.unit else None))
    if task.state in OPEN_TASKS and task.carried:
        return TaskStanding("idle", _("Đã cộng vào kế hoạch khác"))
    return task_standing(task.state, task.due_on, on)


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


def standing_of(target: Target, on: date, *, then: bool = False) -> Standing:
    return standings([target], on, by_then=then)[target.pk]


def shares_of(target: Target, on: date, *, then: bool = False) -> list[Standing]:
    """The targets of the units to which this one was handed down, the stuck ones first.

    then: also those that were added up since, each with its own unit.
    """
    children = Target.objects.filter(parent=target, handed=True)
    if then:
        children = Target.objects.filter(pk__in=_with_added(children))
    found = standings(children.select_related("unit", "task"), on, target.unit, by_then=then)
    return sorted(found.values(), key=lambda row: (row.verdict.urgency, row.unit.sort, row.target.pk))


def not_allocated(target: Target, whole: Standing, rows: Iterable[Standing], on: date) -> Decimal:
    """Of a target reported by hand, as then: what was reached and stands in no row, so that the rows add up.

    It is what a merged unit reported since the reform: nobody has said to which former unit it belongs.
    """
    if not target.by_hand or target.is_share:
        return Decimal(0)
    own = own_figures([target.pk], on).get(target.pk) or Decimal(0)
    return (
        (whole.achieved or Decimal(0)) - own - sum((row.achieved or Decimal(0) for row in rows), Decimal(0))
    )


def _with_added(targets: QuerySet[Target]) -> set[int]:
    """The targets with all that were added to them, and to those before: units are merged more than once a year."""
    found: set[int] = set()
    new = set(targets.values_list("pk", flat=True))
    while new:
        found |= new
        new = set(Target.objects.filter(merged_into__in=new).values_list("pk", flat=True)) - found
    return found


def open_tasks(actor: Actor) -> QuerySet[Task]:
    """Tasks of running plans that the actor's unit, or its body, has still to carry out."""
    seat = actor.seat
    tasks = Task.objects.filter(running("plan__"), ~carried_over(), state__in=OPEN_TASKS)
    if seat is None or actor.nation:
        return tasks.none()
    if seat.body_id and seat.kind == "body_officer":
        shared = Task.partners.through.objects.filter(body_id=seat.body_id).values("task_id")
        mine = Q(lead_body=seat.body_id) | Q(pk__in=shared) | Q(plan__body__in=bodies_held(actor))
        return tasks.filter(mine, plan__in=plans_seen(actor))
    return not_taken_over(tasks.filter(plan__unit_id=actor.home_unit_id))


def not_taken_over(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Without the tasks that another body of the same unit has taken into its own issued plan: shown there only."""
    taken = Task.objects.filter(
        parent=OuterRef("pk"), plan__state=PlanState.ISSUED, plan__unit=OuterRef("plan__unit")
    )
    return tasks.exclude(Exists(taken))
