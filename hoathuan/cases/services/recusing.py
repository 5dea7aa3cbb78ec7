"""A mediator who is related to the parties, or cannot be impartial, does not mediate (Law 35 Art. 10(3), 18)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.cases import work_rules
from hoathuan.cases.choices import Part, Went
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import Case, CaseMediator, Recusal
from hoathuan.core.dates import today

from .turns import correcting, go_on, take_turn, tell_act
from .writing import refuse_if


@transaction.atomic
def recuse(*, actor: Actor, case: Case, mediator: Any, on_date: date, reason: str) -> Case:
    """Take a mediator off this dispute for good. A mediator speaks for the own person, the head for anybody."""
    take_turn(actor, case)
    _check(actor, case, mediator, reason)
    refuse_if(work_rules.check_within("on_date", on_date, case, today()))
    if Recusal.objects.filter(case=case, mediator__person=mediator.person_id).exists():
        raise CaseRefused(_("Người này đã được ghi là từ chối vụ việc."), "mediator")
    with correcting(actor, case):
        Recusal.objects.create(case=case, mediator=mediator, on_date=on_date)
        _take_off(case, mediator, on_date)
        leads = _leads(case, mediator) and case.closed_on is None
        go_on(case, **({"mediator": None} if leads else {}))
    tell_act(case, actor, "recused", on_date, {"mediator": mediator.pk}, words=reason)
    return case


def _check(actor: Actor, case: Case, mediator: Any, reason: str) -> None:
    if not reason.strip():
        raise CaseRefused(
            _("Ghi vì sao người này không hòa giải vụ việc, ví dụ: anh em họ với một bên."), "reason"
        )
    if actor.kind == SeatKind.MEDIATOR and actor.seat and mediator.person_id != actor.seat.person_id:
        raise NotYours(
            _("Hòa giải viên chỉ từ chối cho chính mình; tổ trưởng ghi thay người khác."), "mediator"
        )
    works = case.workers.filter(mediator=mediator).exists()
    if mediator.team_id != case.team_id and not works:
        raise CaseRefused(_("Chọn hòa giải viên của tổ, hoặc người đang cùng hòa giải."), "mediator")


def _leads(case: Case, mediator: Any) -> bool:
    return case.mediator is not None and case.mediator.person_id == mediator.person_id


def _take_off(case: Case, mediator: Any, day: date) -> None:
    for row in case.workers.filter(mediator__person=mediator.person_id):
        if row.until_on is not None and row.until_on <= day and row.went != Went.SERVED:
            continue
        if row.part == Part.LEAD and case.closed_on and row.mediator_id == case.mediator_id:
            text = _("Người này đang ghi là hòa giải đến khi kết thúc. Ghi phân công người khác trước.")
            raise CaseRefused(text, "mediator")
        if row.from_on > day:
            text = _("Người này nhận vụ việc ngày %(day)s, sau ngày từ chối. Xem lại hai ngày.")
            raise CaseRefused(text % {"day": f"{row.from_on:%d/%m/%Y}"}, "on_date")
        CaseMediator.objects.filter(pk=row.pk).update(until_on=day, went=Went.RECUSED)
