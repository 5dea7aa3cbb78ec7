"""Who may see and who may write a plan. Rights belong to seats; what a seat may not see is a 404."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts import offices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.models import Body
from hoathuan.units.choices import Level
from hoathuan.units.models import Area, AreaSpan, Reach, Succession, Unit

from .choices import PlanOrigin, PlanState
from .errors import NotYours, PlanRefused
from .models import Plan, Target, Task

WRITERS = (K.PROVINCE_OFFICER, K.COMMUNE_OFFICER, K.BODY_OFFICER)
DRAFT_READERS = (*WRITERS, K.PROVINCE_LEADER, K.COMMUNE_LEADER)


def plans_seen(actor: Actor) -> QuerySet[Plan]:
    """Own plans, issued plans of the units above and below; a sister unit's plans do not exist for the seat.

    An officer of another body sees that body's plans and those issued plans in which it leads or takes part.
    """
    if actor.seat is None:
        return Plan.objects.none()
    if actor.nation:
        return Plan.objects.exclude(state=PlanState.DRAFT)
    if actor.kind == K.BODY_OFFICER:
        return Plan.objects.filter(_of_body(actor))
    return Plan.objects.filter(_own(actor) | (~Q(state=PlanState.DRAFT) & (_above(actor) | _below(actor))))


def _own(actor: Actor) -> Q:
    own = Q(unit_id=actor.home_unit_id)
    return own if actor.kind in DRAFT_READERS else own & ~Q(state=PlanState.DRAFT)


def _above(actor: Actor) -> Q:
    above = Q(unit__level=Level.COUNTRY)
    return above | Q(unit_id=actor.province_id) if actor.commune_id else above


def _below(actor: Actor) -> Q:
    """Units under the seat's own, and those that ended within it (what they planned before can still be read)."""
    under = Reach.objects.filter(ancestor_id=actor.home_unit_id).values("descendant_id")
    return Q(unit_id__in=under) | _ended_within(actor.home_unit_id)


def _ended_within(unit: int) -> Q:
    """Units of before that stand wholly in this one today."""
    areas = Area.objects.filter(Q(now_commune=unit) | Q(now_province=unit), part=None)
    districts = AreaSpan.objects.filter(area__now_province=unit, district__isnull=False)
    whole = Succession.objects.filter(to_unit=unit, whole=True, voided_by=None)
    return (
        Q(unit_id__in=areas.values("then_commune"))
        | Q(unit_id__in=districts.values("district"))
        | Q(unit_id__in=whole.values("from_unit"))
    )


def _of_body(actor: Actor) -> Q:
    body = (actor.seat.body_id if actor.seat else None) or 0
    if not body:
        return Q(pk__in=[])
    tasks = Task.objects.filter(Q(lead_body=body) | Q(partners=body)).values("plan_id")
    return Q(body__in=bodies_held(actor)) | (~Q(state=PlanState.DRAFT) & Q(pk__in=tasks))


def bodies_held(actor: Actor) -> set[int]:
    """The seat's body, and those that went on as it when their units were merged: it goes on with their plans."""
    body = (actor.seat.body_id if actor.seat else None) or 0
    held, new = set(), {body} if body else set()
    while new:
        held |= new
        new = set(Body.objects.filter(moved_to__in=new).values_list("pk", flat=True)) - held
    return held


def running(prefix: str = "") -> Q:
    """Plans that are carried out: issued, or being rewritten as the unit's own after targets were handed down."""
    issued = Q(**{f"{prefix}state": PlanState.ISSUED})
    return issued | Q(**{f"{prefix}state": PlanState.DRAFT, f"{prefix}origin": PlanOrigin.ASSIGNED})


def tasks_seen(actor: Actor, plan: Plan) -> QuerySet[Task]:
    """The tasks of a plan that the actor sees: an officer of another body only those of its body."""
    tasks = plan.tasks.all()
    body = (actor.seat.body_id if actor.seat else None) or 0
    if actor.kind != K.BODY_OFFICER or plan.body_id in bodies_held(actor):
        return tasks
    shared = Task.partners.through.objects.filter(body_id=body).values("task_id")
    return tasks.filter(Q(lead_body=body) | Q(pk__in=shared))


def targets_seen(actor: Actor) -> QuerySet[Target]:
    """Targets of the plans that the actor sees, and those of lower units, whatever state their plans are in."""
    if actor.seat is None:
        return Target.objects.none()
    seen = Q(task__plan__in=plans_seen(actor))
    if actor.kind == K.BODY_OFFICER:
        body = actor.seat.body_id
        tasks = Task.objects.filter(
            Q(plan__body__in=bodies_held(actor)) | Q(lead_body=body) | Q(partners=body)
        ).values("pk")
        return Target.objects.filter(seen, task__in=tasks)
    handed = Q(handed=True) if actor.nation else Q(handed=True) & _below(actor)
    return Target.objects.filter(seen | handed)


def bodies_of(actor: Actor) -> QuerySet[Body]:
    """The bodies in whose name the seat may write plans."""
    return offices.bodies_of(actor) if actor.kind in WRITERS else Body.objects.none()


def may_write(actor: Actor, plan: Plan) -> bool:
    """The officers of the issuing unit; an officer of another body only that body's plans."""
    if actor.system:
        return True
    if actor.kind not in WRITERS or actor.seat is None or plan.unit_id != actor.home_unit_id:
        return False
    return actor.kind != K.BODY_OFFICER or plan.body_id in bodies_held(actor)


def may_carry_out(actor: Actor, task: Task) -> bool:
    """Report progress: who may write the plan, and the officer of the body that leads the task."""
    if may_write(actor, task.plan):
        return task.plan.state != PlanState.CLOSED
    leads = actor.kind == K.BODY_OFFICER and actor.seat is not None and task.lead_body_id is not None
    return leads and task.lead_body_id == actor.seat.body_id and task.plan.state == PlanState.ISSUED  # type: ignore[union-attr]


def may_hand_down(actor: Actor, target: Target) -> bool:
    """The writer of an issued plan whose unit has units below it that may have plans."""
    plan = target.task.plan
    return plan.state == PlanState.ISSUED and plan.unit.level < Level.COMMUNE and may_write(actor, plan)


def check_write(actor: Actor, plan: Plan) -> None:
    """Raises NotYours, or PlanRefused where the plan is closed."""
    if not may_write(actor, plan):
        raise NotYours(_("Chỉ cán bộ của cơ quan ban hành mới sửa được kế hoạch này."))
    if plan.state == PlanState.CLOSED:
        raise PlanRefused(_("Kế hoạch đã kết thúc nên không sửa được nữa."))


def check_carry_out(actor: Actor, task: Task) -> None:
    if not may_carry_out(actor, task):
        raise NotYours(
            _(
                "Chỉ cán bộ của cơ quan ban hành hoặc cơ quan chủ trì mới ghi được tiến độ, khi kế hoạch chưa kết thúc."
            )
        )


def may_draw(actor: Actor, plan: Plan) -> bool:
    """Draw a plan of one's own from an issued one: at another body of its unit, or at a unit below it."""
    return plan.state == PlanState.ISSUED and plan.origin == PlanOrigin.OWN and bodies_of(actor).exists()


def may_draw_for(plan: Plan, unit: Unit) -> bool:
    """The unit of the parent plan itself, or one under it."""
    return plan.unit_id == unit.pk or Reach.objects.filter(ancestor_id=plan.unit_id, descendant=unit).exists()
