"""Who mediates, and by when mediation must begin."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import rules, work_rules
from hoathuan.cases.choices import Came, StartBasis, State
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case
from hoathuan.cases.norms import begin_by
from hoathuan.core.dates import today

from .turns import correcting, require_calm, tell_act
from .workers import put_lead, require_impartial, require_serving
from .writing import refuse_if, require_right_on, take_step


@transaction.atomic
def assign(
    *,
    actor: Actor,
    case: Case,
    mediator: Any,
    assigned_on: date,
    came: str = Came.NAMED,
    start_basis: str = StartBasis.LAW,
    agreed_on: date | None = None,
    reason: str = "",
) -> Case:
    """Give the dispute to a mediator of the team: whom the parties chose, else whom the head names (Art. 18).

    Again for a dispute under way it is a reassignment, with a reason; the history keeps who had it before. Also on a
    day that is past, and for a dispute that is over: whoever was given it later still takes over on that later day.
    """
    require_right_on(actor, case)
    _check(case, mediator, assigned_on)
    refuse_if(work_rules.check_needs_reason(case, mediator.pk, reason))
    if start_basis == StartBasis.AGREED and (agreed_on is None or agreed_on < assigned_on):
        raise CaseRefused(_("Ghi ngày bắt đầu mà các bên thỏa thuận, từ ngày phân công trở đi."), "agreed_on")
    require_calm(case, assigned_on)
    before = case.mediator_id
    # work began with the first assignment: a later change of hands does not move that day
    since = min(case.assigned_on or assigned_on, assigned_on)
    with correcting(actor, case):
        take_step(case, "assign", assigned_on=since, **({} if case.closed_on else {"state": State.ASSIGNED}))
        if put_lead(case, mediator.pk, assigned_on, came):
            due = rules.start_due(
                assigned_on, start_basis, begin_by(assigned_on, case.now_commune), agreed_on
            )
            Case.objects.filter(pk=case.pk).update(
                mediator=mediator.pk, start_basis=start_basis, start_by=due
            )
        case.refresh_from_db()
    data = {"mediator": mediator.pk, "before": before, "came": came}
    tell_act(case, actor, "assigned", assigned_on, data, words=reason)
    return case


def _check(case: Case, mediator: Any, day: date) -> None:
    require_serving(mediator, day)
    if mediator.team_id != case.team_id:
        raise CaseRefused(_("Chọn một hòa giải viên đang hoạt động của tổ vào ngày phân công."), "mediator")
    require_impartial(case, mediator.pk)
    refuse_if(
        rules.check_not_future("assigned_on", day, today())
        + rules.check_order(case.received_on, day, "assigned_on")
        + work_rules.check_within("assigned_on", day, case, today())
    )


@transaction.atomic
def start(*, actor: Actor, case: Case, started_on: date) -> Case:
    """Mediation began; Law 35 Art. 20(2) gives days from the assignment (`cases.norms`)."""
    require_right_on(actor, case)
    refuse_if(
        rules.check_not_future("started_on", started_on, today())
        + rules.check_order(case.assigned_on or case.received_on, started_on, "started_on")
        + work_rules.check_within("started_on", started_on, case, today())
    )
    if case.started_on is not None:
        raise CaseRefused(_("Ngày bắt đầu hòa giải đã được ghi."))
    require_calm(case, started_on)
    take_step(case, "start", started_on=started_on)
    tell_act(case, actor, "started", started_on)
    return case
