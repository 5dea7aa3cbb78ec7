"""Hand a target down: share its quantity out to lower units, into a plan of each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import legal_text
from hoathuan.core.writing import write_changed
from hoathuan.plans.choices import PlanOrigin, PlanState, Sharing
from hoathuan.plans.errors import NotYours, PlanRefused
from hoathuan.plans.models import Plan, Target, Task
from hoathuan.plans.rights import may_hand_down
from hoathuan.plans.sharing import check_sum, share_out
from hoathuan.plans.weights import weights_of
from hoathuan.units.models import Unit
from hoathuan.units.selectors import children_of

from .copying import copied


@dataclass(frozen=True)
class Handed:
    """What a hand-down did."""

    new: int
    changed: int
    withdrawn: int
    unchanged: int


def propose(
    target: Target, units: Sequence[Unit], how: str, kept: Decimal = Decimal(0)
) -> dict[int, Decimal]:
    """The share of each unit. Percentages are not shared out: everyone gets the same.

    Raises WeightUnknown or SharesDiffer, saying what is missing.
    """
    if target.is_share:
        return dict.fromkeys((unit.pk for unit in units), target.quantity)
    if how == Sharing.EVEN:
        weights = dict.fromkeys((unit.pk for unit in units), Decimal(1))
    else:
        weights = weights_of(how, units, today())
    return share_out(target.quantity - kept, weights)


@transaction.atomic
def hand_down(
    *, target: Target, shares: Mapping[int, Decimal], version: int, actor: Actor, kept: Decimal = Decimal(0)
) -> Handed:
    """Give each unit (by key) its share of the target; what the shares leave is `kept` by the unit itself.

    Done again with the same shares nothing changes; other shares replace the present ones, and a unit that is
    left out is withdrawn: its target falls to 0, its reports stay. Raises SharesDiffer unless the sum is exact.
    """
    hold_units(actor)
    # two targets of one plan open the same plans below: one after the other, and never beside a drawing from it
    Plan.objects.select_for_update().get(pk=target.task.plan_id)
    locked = (
        Target.objects.select_for_update(of=("self",)).select_related("task__plan__unit").get(pk=target.pk)
    )
    if not may_hand_down(actor, locked):
        raise NotYours(
            _("Chỉ cán bộ của cơ quan ban hành mới giao được chỉ tiêu, sau khi kế hoạch đã ban hành.")
        )
    if locked.version != version:
        raise PlanRefused(
            _("Chỉ tiêu này vừa được người khác giao hoặc sửa. Hãy mở lại trang để xem số mới.")
        )
    _check_shares(locked, shares, kept)
    handed = _Handing(locked, shares).run()
    if handed.new or handed.changed or handed.withdrawn or locked.kept != kept:
        locked.kept, locked.version = kept, locked.version + 1
        locked.save(update_fields=["kept", "version"])
        _record(actor, locked, handed, shares, kept)
    return handed


def _check_shares(target: Target, shares: Mapping[int, Decimal], kept: Decimal) -> None:
    below = set(children_of(target.task.plan.unit).filter(pk__in=list(shares)).values_list("pk", flat=True))
    if not shares or below != set(shares):
        raise PlanRefused(_("Chọn ít nhất một đơn vị trực thuộc để giao."))
    if not target.is_share:
        check_sum(target.quantity, kept, shares)
    elif any(not 0 <= share <= 100 for share in shares.values()):
        raise PlanRefused(_("Tỷ lệ phần trăm phải từ 0 đến 100."))


def _record(
    actor: Actor, target: Target, handed: Handed, shares: Mapping[int, Decimal], kept: Decimal
) -> None:
    data = {
        "new": handed.new,
        "changed": handed.changed,
        "withdrawn": handed.withdrawn,
        "kept": str(kept),
        "shares": {str(unit): str(share) for unit, share in shares.items()},
    }
    audit.record(actor=actor, action="plans.handed_down", subject=target, data=data)


class _Handing:
    """One hand-down: finds or makes the plan, task and target of each unit."""

    def __init__(self, target: Target, shares: Mapping[int, Decimal]) -> None:
        self.target, self.shares = target, shares
        self.present = {child.unit_id: child for child in target.children.filter(handed=True)}

    def run(self) -> Handed:
        new = [unit for unit in self.shares if unit not in self.present]
        wanted = {unit: self.shares.get(unit, Decimal(0)) for unit in self.present}
        changed = [child for unit, child in self.present.items() if child.quantity != wanted[unit]]
        for child in changed:
            child.quantity = wanted[child.unit_id]
            child.version += 1
        write_changed(changed, ["quantity", "version"])
        self._open(new)
        withdrawn = sum(child.unit_id not in self.shares for child in changed)
        done = len(new) + len(changed)
        return Handed(len(new), len(changed) - withdrawn, withdrawn, len(self.shares) - (done - withdrawn))

    def _open(self, units: Sequence[int]) -> None:
        tasks = self._tasks(self._plans(units))
        target = self.target
        Target.objects.bulk_create(
            Target(
                task_id=tasks[unit], unit_id=unit, parent=target, handed=True, title=target.title,
                quantity=self.shares[unit], unit_label=target.unit_label, is_share=target.is_share,
                direction=target.direction, starts_on=target.starts_on, ends_on=target.ends_on,
                indicator=target.indicator, where=target.where, is_main=True,
            )
            for unit in units
        )  # fmt: skip

    def _plans(self, units: Sequence[int]) -> dict[int, Plan]:
        """The plan of each unit drawn from ours; where there is none, one that holds what we hand down."""
        ours = self.target.task.plan
        found = self._drawn(units)
        Plan.objects.bulk_create(
            Plan(
                unit_id=unit, parent=ours, origin=PlanOrigin.ASSIGNED, state=PlanState.ISSUED, year=ours.year,
                title=legal_text("Nhiệm vụ, chỉ tiêu giao theo {}").format(ours.short)[:300],
            )
            for unit in units
            if unit not in found
        )  # fmt: skip
        return self._drawn(units)

    def _drawn(self, units: Sequence[int]) -> dict[int, Plan]:
        plans = Plan.objects.filter(parent=self.target.task.plan, unit_id__in=list(units)).order_by("-id")
        return {plan.unit_id: plan for plan in plans.exclude(state=PlanState.CLOSED).select_related("body")}

    def _tasks(self, plans: Mapping[int, Plan]) -> dict[int, int]:
        """The task of each plan that holds the target, copied from ours where it is not there yet."""
        ours = self.target.task
        by_plan = {plan.pk: unit for unit, plan in plans.items()}
        found = dict(Task.objects.filter(parent=ours, plan__in=list(by_plan)).values_list("plan_id", "pk"))
        new = Task.objects.bulk_create(copied(ours, plan) for plan in plans.values() if plan.pk not in found)
        found |= {task.plan_id: task.pk for task in new}
        return {by_plan[plan]: task for plan, task in found.items()}
