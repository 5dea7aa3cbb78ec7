"""Whether a dispute may be mediated at all: in scope with a reason, or referred to who must handle it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import rules
from hoathuan.cases.choices import State
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case, CaseContent
from hoathuan.core.dates import today

from .writing import refuse_if, require_right_on, take_step, trace


@transaction.atomic
def decide_scope(*, actor: Actor, case: Case, reason: str, on_date: date) -> Case:
    """Find the dispute in scope (Law 35 Art. 3(1), Decree 15 Art. 5(1)); the reason is kept with its content."""
    require_right_on(actor, case)
    refuse_if(
        rules.check_not_future("on_date", on_date, today())
        + rules.check_order(case.received_on, on_date, "on_date")
    )
    if not reason.strip():
        raise CaseRefused(_("Ghi lý do vụ việc thuộc phạm vi hòa giải."), "reason")
    take_step(case, "accept", state=State.ACCEPTED)
    CaseContent.objects.filter(case=case).update(scope_reason=reason)
    trace(case, actor, "accepted", on_date)
    return case


@transaction.atomic
def refer(*, actor: Actor, case: Case, referred_on: date, reason: str, body: str) -> Case:
    """Out of scope, or for someone else: refuse and guide the parties to the competent body (Decree 15 Art. 6)."""
    require_right_on(actor, case)
    if not body.strip():
        raise CaseRefused(_("Ghi cơ quan mà các bên được hướng dẫn đến."), "body")
    if not reason.strip():
        raise CaseRefused(_("Ghi lý do không hòa giải ở tổ."), "reason")
    refuse_if(
        rules.check_not_future("referred_on", referred_on, today())
        + rules.check_order(case.assigned_on or case.received_on, referred_on, "referred_on")
    )
    take_step(case, "refer", state=State.REFERRED, referred_on=referred_on, closed_on=referred_on)
    CaseContent.objects.filter(case=case).update(scope_reason=reason, referred_to=body)
    trace(case, actor, "referred", referred_on)
    return case
