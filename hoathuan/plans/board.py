"""What the home pages show of plans: targets reached, units that are stuck, the year as a line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.core.dates import today
from hoathuan.core.ui.bars import Stretch
from hoathuan.units.models import Unit

from .choices import PlanState, TaskState
from .figures import Standing, standings
from .models import Plan, Target, Task
from .progress import task_standing
from .rights import running
from .selectors import not_taken_over, own_plans


@dataclass(frozen=True)
class PlanTile:
    """A main target for "Đã đạt được"; `url` leads to its page, `records` to what is counted ("" by hand)."""

    label: str
    done: Decimal | None
    total: Decimal
    unit: str
    code: str
    due: date
    url: str
    records: str
    plan: str


@dataclass(frozen=True)
class StuckUnit:
    """A lower unit with its targets by state; `url` leads to its plan."""

    unit: Unit
    states: Counter[str]
    url: str

    @property
    def state(self) -> str:
        return next((code for code in ("late", "risk", "idle", "go") if self.states[code]), "done")


def named(plan: Plan) -> str:
    """Units that were merged bring plans of one name: whose it was tells them apart."""
    if plan.former_unit is None:
        return plan.short
    words = _("của %(unit)s trước khi nhập") % {"unit": plan.former_unit.name}
    return f"{plan.short} · {words}"


def current_plans(actor: Actor) -> QuerySet[Plan]:
    """Running plans of the seat's own unit (or body) for this year, the newest first."""
    return own_plans(actor).filter(running(), year=today().year)


def _main_targets(actor: Actor) -> QuerySet[Target]:
    """Main targets of current plans; one that another body of the unit took over is shown there only."""
    live = Target.objects.filter(
        task__plan__in=current_plans(actor).order_by(), is_main=True, merged_into=None
    )
    live = live.exclude(task__state=TaskState.CANCELLED).exclude(handed=True, quantity=0)
    taken = Target.objects.filter(handed=False, parent__isnull=False, task__plan__state=PlanState.ISSUED)
    live = live.exclude(pk__in=taken.values("parent_id"))
    return live.select_related("unit", "task__plan__former_unit").order_by("task__ordinal", "id")


def tiles(actor: Actor, limit: int = 4) -> list[PlanTile]:
    """Main targets with what is reached, in the order of the plan."""
    return [_tile(standing) for standing in _standings(actor, limit)]


def _standings(actor: Actor, limit: int) -> Sequence[Standing]:
    targets = list(_main_targets(actor)[:limit])
    found = standings(targets, today())
    return [found[target.pk] for target in targets]


def _tile(standing: Standing) -> PlanTile:
    target = standing.target
    return PlanTile(
        label=target.title,
        done=standing.shown,
        total=target.quantity,
        unit=target.unit_label,
        code=standing.state,
        due=target.ends_on,
        url=reverse("plans:target", args=[target.uuid]),
        records=standing.url,
        plan=named(target.task.plan),
    )


def stuck_units(actor: Actor, limit: int | None = None) -> list[StuckUnit]:
    """Lower units by their handed targets of this year: most late first, then most at risk."""
    seat = actor.seat
    if seat is None or actor.commune_id or actor.nation or seat.kind == SeatKind.BODY_OFFICER:
        return []
    mine = Target.objects.filter(parent__unit_id=actor.home_unit_id, handed=True, quantity__gt=0)
    targets = list(
        mine.filter(task__plan__year=today().year)
        .exclude(task__state=TaskState.CANCELLED)
        .select_related("unit", "task__plan")
    )
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for standing in standings(targets, today(), seat.unit).values():
        states[standing.target.unit_id][standing.state] += 1
    first = {target.unit_id: target for target in reversed(targets)}
    rows = [StuckUnit(target.unit, states[key], _place(target)) for key, target in first.items()]
    rows.sort(key=lambda row: (-row.states["late"], -row.states["risk"], row.unit.sort))
    return rows[:limit]


def _place(target: Target) -> str:
    """The unit's plan; while the unit is rewriting it, which is not yet for others to read, the target."""
    plan = target.task.plan
    draft = plan.state == PlanState.DRAFT
    return reverse("plans:target", args=[target.uuid]) if draft else reverse("plans:plan", args=[plan.uuid])


def timeline(actor: Actor, limit: int = 12) -> list[Stretch]:
    """Main targets, then the tasks that have a due date and no main target, as stretches of the year."""
    found = _standings(actor, limit)
    lines = [_target_stretch(standing) for standing in found]
    shown = {standing.target.task_id for standing in found}
    tasks = Task.objects.filter(plan__in=current_plans(actor).order_by(), due_on__isnull=False)
    tasks = not_taken_over(tasks.exclude(pk__in=shown).exclude(state=TaskState.CANCELLED)).select_related(
        "plan"
    )
    ordered = tasks.order_by(F("due_on").asc(), "id")[: max(limit - len(lines), 0)]
    return [*lines, *(_task_stretch(task) for task in ordered)]


def _target_stretch(standing: Standing) -> Stretch:
    target = standing.target
    url = reverse("plans:target", args=[target.uuid])
    done = standing.achieved or Decimal(0)
    return Stretch(
        target.title,
        target.starts_on,
        target.ends_on,
        standing.state,
        "",
        url,
        done,
        target.quantity,
        target.unit_label,
    )


def _task_stretch(task: Task) -> Stretch:
    due = task.due_on or today()
    standing = task_standing(task.state, due, today())
    start = task.starts_on or min(date(task.plan.year, 1, 1), due)
    url = f"{reverse('plans:plan', args=[task.plan.uuid])}#nv-{task.uuid}"
    done = int(task.state == TaskState.DONE)
    return Stretch(Truncator(task.content).chars(80), start, due, standing.state, standing.text, url, done, 1)
