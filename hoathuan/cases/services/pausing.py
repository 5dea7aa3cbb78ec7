"""A dispute stands still, and goes on (Law 35 Art. 17): by days as they were, also when they are long past."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import work_rules
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case, CasePause
from hoathuan.core.dates import today

from .turns import go_on, take_turn, tell_act
from .writing import refuse_if


@transaction.atomic
def pause(
    *, actor: Actor, case: Case, from_on: date, asked_by: str, until_on: date | None = None, reason: str = ""
) -> CasePause:
    """Let a dispute wait; with `until_on` it went on that day already."""
    take_turn(actor, case)
    refuse_if(work_rules.check_within("from_on", from_on, case, today()))
    if until_on is not None:
        refuse_if(work_rules.check_within("until_on", until_on, case, today()))
    elif case.closed_on:
        raise CaseRefused(_("Vụ việc đã xong: ghi cả ngày hòa giải tiếp."), "until_on")
    sessions = list(case.sessions.values_list("held_on", flat=True))
    refuse_if(work_rules.check_new_pause(from_on, until_on, case.pauses.all(), sessions))
    made = CasePause.objects.create(case=case, from_on=from_on, until_on=until_on, asked_by=asked_by)
    go_on(case, **({} if until_on else {"paused_on": from_on}))
    tell_act(case, actor, "paused", from_on, words=reason)
    if until_on:
        tell_act(case, actor, "resumed", until_on)
    return made


@transaction.atomic
def resume(*, actor: Actor, case: Case, on_date: date) -> Case:
    """The parties go on. CaseRefused for a dispute that does not wait."""
    take_turn(actor, case)
    waiting = case.pauses.filter(until_on=None).first()
    if waiting is None:
        raise CaseRefused(_("Vụ việc không đang tạm dừng."))
    refuse_if(work_rules.check_within("on_date", on_date, case, today()))
    if on_date < waiting.from_on:
        text = _("Vụ việc tạm dừng từ ngày %(day)s; ngày hòa giải tiếp phải từ ngày đó trở đi.")
        raise CaseRefused(text % {"day": f"{waiting.from_on:%d/%m/%Y}"}, "on_date")
    CasePause.objects.filter(pk=waiting.pk).update(until_on=on_date)
    go_on(case, paused_on=None)
    tell_act(case, actor, "resumed", on_date)
    return case
