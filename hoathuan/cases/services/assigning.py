"""Who mediates, and by when mediation must begin."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import rules
from hoathuan.cases.choices import StartBasis, State
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case
from hoathuan.cases.norms import begin_by
from hoathuan.core.dates import today

from .writing import refuse_if, require_right_on, take_step, trace


@transaction.atomic
def assign(
    *,
    actor: Actor,
    case: Case,
    mediator: Any,
    assigned_on: date,
    chosen_by_parties: bool = False,
    start_basis: str = StartBasis.LAW,
    agreed_on: date | None = None,
) -> Case:
    """Give the dispute to a mediator of the team: whom the parties chose, else whom the head names (Art. 18).

    Again for a dispute under way it is a reassignment; the history keeps who had it before.
    """
    require_right_on(actor, case)
    _check_mediator(case, mediator, assigned_on)
    if start_basis == StartBasis.AGREED and (agreed_on is None or agreed_on < assigned_on):
        raise CaseRefused(_("Ghi ngày bắt đầu mà các bên thỏa thuận, từ ngày phân công trở đi."), "agreed_on")
    refuse_if(
        rules.check_not_future("assigned_on", assigned_on, today())
        + rules.check_order(case.received_on, assigned_on, "assigned_on")
    )
    before = case.mediator_id
    # work began with the first assignment: a later change of hands does not move that day
    since = case.assigned_on if case.state == State.ASSIGNED and case.assigned_on else assigned_on
    due = rules.start_due(assigned_on, start_basis, begin_by(assigned_on, case.now_commune), agreed_on)
    take_step(case, "assign", state=State.ASSIGNED, mediator_id=mediator.pk, assigned_on=since,
              start_basis=start_basis, start_by=due)  # fmt: skip
    data = {"mediator": mediator.pk, "before": before, "chosen_by_parties": chosen_by_parties}
    trace(case, actor, "assigned", assigned_on, data)
    return case


def _check_mediator(case: Case, mediator: Any, day: date) -> None:
    serving = mediator.started_on <= day and (mediator.ended_on is None or mediator.ended_on >= day)
    if mediator.team_id != case.team_id or not serving:
        raise CaseRefused(_("Chọn một hòa giải viên đang hoạt động của tổ vào ngày phân công."), "mediator")


@transaction.atomic
def start(*, actor: Actor, case: Case, started_on: date) -> Case:
    """Mediation began; Law 35 Art. 20(2) gives days from the assignment (`cases.norms`)."""
    require_right_on(actor, case)
    refuse_if(
        rules.check_not_future("started_on", started_on, today())
        + rules.check_order(case.assigned_on or case.received_on, started_on, "started_on")
    )
    if case.started_on is not None:
        raise CaseRefused(_("Ngày bắt đầu hòa giải đã được ghi."))
    take_step(case, "start", started_on=started_on)
    trace(case, actor, "started", started_on)
    return case
