"""What a reform of units does to plans: the successor goes on with the live plans of the units that it took in.

A plan keeps who issued it and says of which former unit it is. Targets that one plan handed to several of the merged
units become one, with the sum of their quantities: what the unit above shared out still adds up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db import connection
from django.db.models import F, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from hoathuan.accounts.moving import mended
from hoathuan.core.models import AuditEntry
from hoathuan.core.writing import write_changed
from hoathuan.units.api import Effect, Line, Mover, register_mover, register_totals
from hoathuan.units.choices import Level

from .choices import PlanState
from .models import Plan, Target, TargetReport


def move(effect: Effect) -> Sequence[Line]:
    """Live plans: not closed, of the year of the reform or a later one."""
    effect.say(_("Đang chuyển kế hoạch"))
    into = {**effect.into, **mended(effect)}
    live = Plan.objects.exclude(state=PlanState.CLOSED).filter(year__gte=effect.day.year)
    _part_again(into, corrected=bool(effect.reform.corrects_id))
    moved = _move_plans(live, into, corrected=bool(effect.reform.corrects_id))
    merged = sum(_move_targets(moved, level) for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE))
    _follow_bodies(effect.day.year)
    waiting = live.filter(unit__in=effect.split | effect.abolished).count()
    found = [
        Line(_("Kế hoạch đang thực hiện chuyển sang đơn vị tiếp nhận"), len(moved)),
        Line(_("Chỉ tiêu được giao cộng lại vì đơn vị nhập"), merged),
        Line(_("Kế hoạch chờ người quyết định nơi tiếp nhận"), waiting),
    ]
    return [line for line in found if line.count]


def _move_plans(live: QuerySet[Plan], into: Mapping[int, int], *, corrected: bool) -> dict[int, Plan]:
    """Plans of ended units, now of their successors; after a correction also those that had gone astray."""
    theirs = Q(unit__in=into) | (Q(former_unit__in=into) if corrected else Q(pk__in=[]))
    moved, names = {}, {}
    for plan in live.filter(theirs).select_related("body", "unit").order_by("pk"):
        former = (corrected and plan.former_unit_id in into and plan.former_unit_id) or plan.unit_id
        if into[former] == plan.unit_id:
            continue
        names[plan.pk] = plan.unit.name
        plan.former_unit_id = None if into[former] == plan.former_unit_id else plan.former_unit_id or former
        plan.unit_id = into[former]
        if plan.state == PlanState.DRAFT and plan.body and plan.body.moved_to_id:
            plan.body_id = plan.body.moved_to_id
        plan.version += 1
        moved[plan.pk] = plan
    write_changed(moved.values(), ["unit", "former_unit", "body", "version"])
    _note("plans.unit_changed", [(plan, names[plan.pk]) for plan in moved.values()])
    return moved


def _move_targets(plans: Mapping[int, Plan], level: int) -> int:
    """Targets go with their plans; of several that one target above was shared into, one takes up the others."""
    going = list(
        Target.objects.filter(task__plan__in=plans, unit__level=level, merged_into=None)
        .select_related("task", "unit")
        .order_by("pk")
    )
    going = [target for target in going if target.unit_id != plans[target.task.plan_id].unit_id]
    groups: dict[tuple[int, int], list[Target]] = defaultdict(list)
    for target in going:
        if target.handed and target.parent_id:
            groups[target.parent_id, plans[target.task.plan_id].unit_id].append(target)
    keys = [target.pk for target in going]
    there = Target.objects.filter(handed=True, parent__in={parent for parent, _unit in groups}).exclude(
        pk__in=keys
    )
    for target in there.order_by("pk"):
        if (target.parent_id, target.unit_id) in groups:
            groups[target.parent_id or 0, target.unit_id].insert(0, target)
    taken = {loser.pk for members in groups.values() for loser in _merge(members)}
    staying = [target for target in going if target.pk not in taken]
    for target in staying:
        plan = plans[target.task.plan_id]
        target.former_unit_id = plan.former_unit_id and (target.former_unit_id or target.unit_id)
        target.unit_id = plan.unit_id
    write_changed(staying, ["unit", "former_unit"])
    return len(taken)


def _merge(members: Sequence[Target]) -> Sequence[Target]:
    """The first takes up the others; returns those."""
    first, *others = members
    if not others:
        return []
    if first.is_share:
        first.quantity = max(target.quantity for target in members)
    else:
        first.quantity = sum((target.quantity for target in members), Decimal(0))
        first.kept = sum((target.kept for target in members), Decimal(0))
    first.version += 1
    last = TargetReport.objects.aggregate(last=Max("pk"))["last"] or 0
    for target in others:
        target.merged_into, target.merged_after = first, last
        target.parent_id, target.handed = None, False
        target.version += 1
        Target.objects.filter(parent=target).update(parent=first)
    write_changed(others, ["merged_into", "merged_after", "parent", "handed", "version"])
    write_changed([first], ["quantity", "kept", "version"])
    _note("plans.target_merged", [(first, ", ".join(target.unit.name for target in members))])
    return others


def _part_again(into: Mapping[int, int], *, corrected: bool) -> None:
    """A correction: shares of its units stand for themselves again before they go where the units went."""
    if not corrected:
        return
    theirs = Q(unit__in=into) | Q(merged_into__former_unit__in=into) | Q(former_unit__in=into)
    for target in Target.objects.filter(theirs, merged_into__isnull=False).order_by("pk"):
        first = Target.objects.get(merged=target)
        if not first.is_share:
            # the unit above may have shared out anew since
            target.quantity = min(target.quantity, first.quantity)
            first.quantity -= target.quantity
            target.kept = min(target.kept, target.quantity, first.kept)
            first.kept = min(first.kept - target.kept, first.quantity)
        first.save(update_fields=["quantity", "kept"])
        target.parent_id, target.handed = first.parent_id, True
        target.merged_into, target.merged_after = None, None
        target.save()


_LEADS = """
UPDATE plans_task t SET lead_body_id = b.moved_to_id FROM accounts_body b, plans_plan p
WHERE b.id = t.lead_body_id AND b.moved_to_id IS NOT NULL AND p.id = t.plan_id
  AND p.state <> 'closed' AND p.year >= %(year)s AND t.state IN ('not_started', 'in_progress')
"""
_PARTNERS = """
WITH gone AS (
    DELETE FROM plans_task_partners x USING accounts_body b, plans_task t, plans_plan p
    WHERE b.id = x.body_id AND b.moved_to_id IS NOT NULL AND t.id = x.task_id AND p.id = t.plan_id
      AND p.state <> 'closed' AND p.year >= %(year)s AND t.state IN ('not_started', 'in_progress')
    RETURNING x.task_id, b.moved_to_id
)
INSERT INTO plans_task_partners (task_id, body_id) SELECT DISTINCT task_id, moved_to_id FROM gone
ON CONFLICT DO NOTHING
"""


def _follow_bodies(year: int) -> None:
    """Open tasks are led, and shared, by what their bodies became; who issued a plan stays as it was."""
    with connection.cursor() as cursor:
        for statement in (_LEADS, _PARTNERS):
            cursor.execute(statement, {"year": year})


def _note(action: str, rows: Iterable[tuple[Plan | Target, str]]) -> None:
    """A line in the history of each, written at once."""
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(
                actor_label=_("Hệ thống"), action=action, subject_type=row._meta.label_lower, subject_id=str(row.pk),
                data={"name": name},
            )
            for row, name in rows
        ),
        batch_size=1000,
    )  # fmt: skip


def of_the_country() -> dict[str, int]:
    """What no reform may change: plans, reports by hand, and what was shared out in all."""
    shared = Target.objects.filter(handed=True, is_share=False).aggregate(n=Sum(F("quantity") * 100))["n"]
    return {
        _("Kế hoạch"): Plan.objects.count(),
        _("Báo cáo chỉ tiêu"): TargetReport.objects.count(),
        _("Tổng số lượng chỉ tiêu đã giao, tính đến phần trăm"): int(shared or 0),
    }


def register_all() -> None:
    register_mover(Mover("plans", move, order=50))
    register_totals("plans", of_the_country)
