"""How a dispute ends, and how it is taken up again."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import rules
from hoathuan.cases.choices import Outcome, State
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case, CaseContent
from hoathuan.core.dates import today

from .writing import refuse_if, require_right_on, take_step, trace


@transaction.atomic
def end(*, actor: Actor, case: Case, ended_on: date, ending: str, agreement: str = "") -> Case:
    """End an open dispute by one of the three endings of Law 35 Art. 23; successful only with agreement (Art. 24).

    `agreement`: what was agreed or, without agreement, what each party asks for; it may follow later.
    """
    require_right_on(actor, case)
    refuse_if(
        rules.check_ending(ended_on, ending)
        + rules.check_not_future("ended_on", ended_on, today())
        + rules.check_order(case.started_on or case.assigned_on or case.received_on, ended_on, "ended_on")
    )
    late = case.entered_late or rules.is_late(ended_on, today())
    take_step(case, "end", state=State.ENDED, ended_on=ended_on, closed_on=ended_on, ending=ending,
              outcome=rules.outcome_of(ending), entered_late=late)  # fmt: skip
    if agreement:
        CaseContent.objects.filter(case=case).update(agreement=agreement)
    trace(case, actor, "ended", ended_on, {"ending": ending})
    return case


@transaction.atomic
def reopen(*, actor: Actor, case: Case, on_date: date) -> Case:
    """Go on after an unsuccessful ending, as the parties may ask (Law 35 Art. 27). The history keeps that ending."""
    require_right_on(actor, case)
    former = {"ended_on": str(case.ended_on), "ending": case.ending}
    refuse_if(rules.check_not_future("on_date", on_date, today()))
    if case.ended_on and on_date < case.ended_on:
        raise CaseRefused(_("Ngày mở lại phải từ ngày kết thúc trở đi."), "on_date")
    lost = Case.objects.filter(pk=case.pk, version=case.version, voided_on=None, outcome=Outcome.UNSUCCESSFUL)
    moved = lost.update(
        state=State.ASSIGNED if case.assigned_on else State.ACCEPTED,
        ended_on=None, closed_on=None, ending="", outcome="", version=F("version") + 1,
    )  # fmt: skip
    if not moved:
        raise CaseRefused(_("Chỉ mở lại được vụ việc đã kết thúc mà hòa giải không thành."))
    case.refresh_from_db()
    trace(case, actor, "reopened", on_date, former)
    return case
