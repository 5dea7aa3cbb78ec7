"""What the province handed down while there were districts: straight to the communes, as letters did it then.

The screens hand a target to the units right under one's own; until 30/06/2025 those were districts, which have no
plans here. So the rows are written as a hand-down writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random

from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.core.copying import write
from hoathuan.plans.choices import PlanOrigin, PlanState, ReportKind
from hoathuan.plans.models import Plan, Target, TargetReport, Task
from hoathuan.plans.services.copying import copied
from hoathuan.plans.services.handing import propose
from hoathuan.units.models import Unit

from .days import LAST_OF_THREE_LEVELS

NOTE = "Số liệu mẫu"


def officers_of(communes: Iterable[int]) -> dict[int, Seat]:
    """A justice officer who sits in the commune today, for those that have one."""
    seats = Seat.objects.filter(
        unit__in=list(communes), kind=SeatKind.COMMUNE_OFFICER, stopped_at=None, valid__endswith=None
    )
    return {seat.unit_id: seat for seat in seats.select_related("unit").order_by("-pk")}


def hand_down_then(plan: Plan, communes: Sequence[Unit], ways: Mapping[str, str], random: Random) -> None:
    """Give every commune a plan with its shares of the plan's targets, and its reports on them."""
    plans = {
        commune.pk: Plan(
            unit=commune, parent=plan, origin=PlanOrigin.ASSIGNED, state=PlanState.ISSUED, year=plan.year,
            title=f"Nhiệm vụ, chỉ tiêu giao theo {plan.short}",
        )
        for commune in communes
    }  # fmt: skip
    write(list(plans.values()))
    officers = officers_of(plans)
    for target in Target.objects.filter(task__plan=plan).select_related("task"):
        if ways[target.title]:
            shares = propose(target, communes, ways[target.title])
            made = _hand(target, {plans[unit]: share for unit, share in shares.items()})
            if target.by_hand:
                write([_report(one, officers[one.unit_id], random) for one in made])


def _hand(target: Target, shares: Mapping[Plan, Decimal]) -> list[Target]:
    tasks = [copied(target.task, plan) for plan in shares]
    write(tasks)
    made = [_share(target, task, quantity) for task, quantity in zip(tasks, shares.values(), strict=True)]
    write(made)
    return made


def _share(target: Target, task: Task, quantity: Decimal) -> Target:
    return Target(
        task=task, unit_id=task.plan.unit_id, parent=target, handed=True, title=target.title, quantity=quantity,
        unit_label=target.unit_label, is_share=target.is_share, direction=target.direction,
        starts_on=target.starts_on, ends_on=target.ends_on, indicator=target.indicator, where=target.where,
        is_main=True,
    )  # fmt: skip


def _report(target: Target, officer: Seat, random: Random) -> TargetReport:
    """What was reached when the year ended, or the communes did."""
    last = min(target.ends_on, LAST_OF_THREE_LEVELS)
    part = random.choice(["0.4", "0.7", "0.9", "1", "1"]) if last == target.ends_on else "0.5"
    day = max(target.starts_on, last - timedelta(days=random.randint(0, 20)))
    amount = (target.quantity * Decimal(part)).quantize(Decimal(1))
    return TargetReport(
        target=target, on_date=day, kind=ReportKind.TOTAL, amount=amount, note=NOTE, seat=officer
    )
