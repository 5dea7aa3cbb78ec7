"""A problem goes from the mediator to the head, from the head to the Front's committee: Law 35/2013/QH13 Art. 26."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.cases.api import Case, require_right_on, trace
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import Report
from hoathuan.settlements.selectors import front_seats, reports_for

from .drafting import open_agreement, require_force

NOTICE = "settlement_problem"


@transaction.atomic
def report(*, actor: Actor, case: Case, kind: str, seen_on: date) -> Report:
    """Tell of a problem. A mediator tells the head; the head and the justice officer tell the Front at once."""
    agreement = open_agreement(actor=actor, case=case)
    require_force(agreement)
    if not agreement.agreed_on <= seen_on <= today():
        words = _("Ngày xảy ra phải từ ngày thỏa thuận %(day)s đến hôm nay.")
        raise SettlementRefused(words % {"day": f"{agreement.agreed_on:%d/%m/%Y}"}, "seen_on")
    same = Report.objects.filter(agreement=agreement, kind=kind, seen_on=seen_on).first()
    if same is not None:
        return same if actor.kind == SeatKind.MEDIATOR else pass_on(actor=actor, one=same)
    made = Report.objects.create(
        agreement=agreement, kind=kind, seen_on=seen_on, told_head_on=today(), seat_id=actor.seat_id
    )
    trace(case, actor, "rep_head", seen_on, {"kind": kind})
    return made if actor.kind == SeatKind.MEDIATOR else _pass_on(made, case, actor)


@transaction.atomic
def pass_on(*, actor: Actor, one: Report) -> Report:
    """The head tells the Front's committee. Again changes nothing."""
    case = one.agreement.case
    require_right_on(actor, case)
    if actor.kind == SeatKind.MEDIATOR:
        raise SettlementRefused(_("Tổ trưởng báo tiếp cho Trưởng ban công tác Mặt trận."))
    held = Report.objects.select_for_update().get(pk=one.pk)
    return held if held.told_front_on else _pass_on(held, case, actor)


def _pass_on(one: Report, case: Case, actor: Actor) -> Report:
    seats = list(front_seats(case.team))
    one.told_front_on, one.on_paper = today(), not any(seat.person.user_id for seat in seats)
    one.save(update_fields=["told_front_on", "on_paper"])
    notices.tell(
        [seat.person.user_id for seat in seats], NOTICE, team=case.team.name, number=str(case),
        day=f"{one.seen_on:%d/%m/%Y}", report=str(one.uuid),
    )  # fmt: skip
    trace(case, actor, "rep_front", today(), {"kind": one.kind, "on_paper": one.on_paper})
    return one


@transaction.atomic
def hear(*, actor: Actor, one: Report) -> Report:
    """The head of the Front's committee says that it was read. Again changes nothing: the first day stays."""
    held = Report.objects.select_for_update().get(pk=one.pk)
    if not reports_for(actor).filter(pk=held.pk).exists():
        raise SettlementRefused(_("Chỉ Trưởng ban công tác Mặt trận của thôn xác nhận được báo cáo này."))
    return held if held.heard_on else _heard(held, today(), actor)


@transaction.atomic
def heard_on_paper(*, actor: Actor, one: Report, on_date: date) -> Report:
    """The printed slip was handed over: the team or the officer writes down when."""
    require_right_on(actor, one.agreement.case)
    held = Report.objects.select_for_update().get(pk=one.pk)
    if held.told_front_on is None:
        raise SettlementRefused(_("Báo cáo chưa chuyển cho Trưởng ban công tác Mặt trận."))
    if not held.seen_on <= on_date <= today():
        raise SettlementRefused(_("Ngày nhận phải từ ngày xảy ra đến hôm nay."), "on_date")
    return held if held.heard_on else _heard(held, on_date, actor)


def _heard(held: Report, day: date, actor: Actor) -> Report:
    held.heard_on, held.heard_by, held.heard_by_seat = day, actor.label[:300], actor.seat_id
    held.save(update_fields=["heard_on", "heard_by", "heard_by_seat"])
    audit.record(actor=actor, action="settlements.heard", subject=held, data={"on": day.isoformat()})
    return held
