"""Danger and signs of a violation go to the head, and from him to the chair or the competent body, at once.

Law 35/2013/QH13 Art. 10(4), (5), 15(4). May be written in any state of a dispute, with the real times.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.cases import work_rules
from hoathuan.cases.choices import STOPPING, Answer, EscalationTo
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import Case, Escalation, EscalationNeed, EscalationPass
from hoathuan.cases.rights import MET_CHAIRS
from hoathuan.core.dates import today

from .turns import go_on, lock, take_turn, tell_act
from .writing import may_write_on

_LONGEST = 200
_LONGEST_ANSWER = 300


@transaction.atomic
def escalate(
    *,
    actor: Actor,
    case: Case,
    kind: str,
    needed: str,
    told_at: datetime,
    words: str = "",
    passed_at: datetime | None = None,
    passed_to: str = "",
    body: str = "",
) -> Escalation:
    """Report danger or a violation; from its day on the team does not go on, if it is violence or a crime.

    told_at: when the head was told; passed_at: when he told `passed_to` (None: not yet, a due says so).
    needed: what the chair reads; words: what happened, for the dispute's own people alone.
    """
    take_turn(actor, case)
    if not needed.strip():
        raise CaseRefused(_("Ghi ngắn gọn cần gì ngay, ví dụ: công an xã đến giữ trật tự."), "needed")
    _check_moment(told_at, "told_at")
    if case.escalations.filter(kind=kind, told_at=told_at).exists():
        raise CaseRefused(_("Báo khẩn này đã được ghi."), "told_at")
    made = Escalation.objects.create(case=case, kind=kind, told_at=told_at, told_on=localdate(told_at))
    own = {"team_id": case.team_id, "now_commune_id": case.now_commune_id}
    EscalationNeed.objects.create(escalation=made, case=case, needed=needed.strip()[:_LONGEST], **own)
    go_on(case)
    tell_act(case, actor, "escalated", made.told_on, {"kind": kind, "hour": _hour(told_at)}, words=words)
    if not passed_to and case.closed_on is None:
        _tell_head(actor, made)
    if passed_at is not None or passed_to:
        _pass(actor, case, made, passed_at, passed_to, body)
    return made


@transaction.atomic
def pass_on(
    *, actor: Actor, case: Case, escalation: Escalation, passed_at: datetime, passed_to: str, body: str = ""
) -> Escalation:
    """The head told the chair or the competent body; again where somebody else must know, too: each is kept.

    Written down afterwards too, with the hour at which it was done: before the report was closed.
    """
    take_turn(actor, case)
    escalation.refresh_from_db()
    if escalation.closed_on and localtime(passed_at).date() > escalation.closed_on:
        words = _("Báo khẩn này đã xong ngày %(day)s. Ghi giờ đã báo trước lúc đó.")
        raise CaseRefused(words % {"day": f"{escalation.closed_on:%d/%m/%Y}"}, "passed_at")
    _pass(actor, case, escalation, passed_at, passed_to, body)
    go_on(case)
    return escalation


def _check_moment(moment: datetime, field: str) -> None:
    if moment > timezone.now():
        raise CaseRefused(_("Giờ này chưa tới. Ghi ngày, giờ đã báo."), field)


def _hour(moment: datetime) -> str:
    return f"{localtime(moment):%H:%M}"


def _pass(
    actor: Actor, case: Case, escalation: Escalation, passed_at: datetime | None, passed_to: str, body: str
) -> None:
    if passed_at is None or not passed_to:
        raise CaseRefused(_("Ghi cả ngày giờ và báo cho ai."), "passed_to")
    _check_moment(passed_at, "passed_at")
    if passed_at < escalation.told_at:
        raise CaseRefused(_("Tổ trưởng báo lên không thể trước khi được báo. Xem lại giờ."), "passed_at")
    if passed_to == EscalationTo.OTHER and not body.strip():
        raise CaseRefused(_("Ghi tên cơ quan được báo."), "body")
    named = body.strip() if passed_to == EscalationTo.OTHER else ""
    _made, new = EscalationPass.objects.get_or_create(
        escalation=escalation, passed_at=passed_at, passed_to=passed_to, body=named
    )
    if not new:
        raise CaseRefused(_("Lần báo này đã được ghi."), "passed_at")
    Escalation.objects.filter(pk=escalation.pk).update(version=F("version") + 1)
    escalation.refresh_from_db()
    data = {"kind": escalation.kind, "to": passed_to, "hour": _hour(passed_at)}
    tell_act(case, actor, "passed", localdate(passed_at), data)
    if passed_to == EscalationTo.CHAIR:
        chairs = _accounts(kind=SeatKind.COMMUNE_LEADER, unit=case.now_commune_id)
        notices.tell(chairs, "case_escalated", by=actor, **_told(escalation))


def _told(escalation: Escalation) -> dict[str, Any]:
    """What a notice may carry outside: number, team and kind."""
    case = escalation.case
    return {"number": str(case), "team": str(case.team), "danger": str(escalation.get_kind_display()),
            "escalation": str(escalation.uuid)}  # fmt: skip


def _accounts(**of: Any) -> QuerySet[Seat, Any]:
    """Accounts of those who hold a seat today."""
    seats = Seat.objects.filter(**of, stopped_at=None, valid__contains=today())
    return seats.values_list("person__user", flat=True)


def _tell_head(actor: Actor, escalation: Escalation) -> None:
    """Art. 10(4), (5): the mediator tells the head. Whoever is the head knows already."""
    heads = _accounts(kind=SeatKind.TEAM_HEAD, team_id=escalation.case.team_id)
    own = actor.seat.person_id if actor.seat else None
    others = heads.exclude(person=own) if own else heads
    notices.tell(others, "case_danger", by=actor, **_told(escalation))


def may_answer(actor: Actor, escalation: Escalation) -> bool:
    """The team's head, the commune's officer, and the chair who was told: a mediator alone lifts no stop."""
    case = escalation.case
    if may_write_on(actor, case):
        return actor.kind != SeatKind.MEDIATOR
    if not MET_CHAIRS(actor) or actor.commune_id is None:
        return False
    told = Escalation.objects.filter(pk=escalation.pk).told_to_chair()
    return actor.commune_id == case.now_commune_id and told.exists()


def takes_answer(escalation: Escalation, answer: str = Answer.RETURNED) -> bool:
    """Until it is settled; who took a dispute may still give it back."""
    if escalation.closed_on is None:
        return True
    return (escalation.answer, answer) == (Answer.TAKEN, Answer.RETURNED)


def _keep_words(escalation: Escalation, words: str) -> None:
    """The words of this answer in the first line; of those before it one line each, with day and answer."""
    need = EscalationNeed.objects.get(escalation=escalation)
    lines = [" ".join(words.split())[:_LONGEST_ANSWER], *need.answer_words.splitlines()]
    if escalation.answered_on:
        with translation.override("vi"):
            told = f"{escalation.answered_on:%d/%m/%Y}, {escalation.get_answer_display()}"
        lines[1:2] = [": ".join(part for part in (told, *lines[1:2]) if part)]
    EscalationNeed.objects.filter(escalation=escalation).update(answer_words="\n".join(lines))


@transaction.atomic
def answer_escalation(
    *, actor: Actor, case: Case, escalation: Escalation, answer: str, answered_on: date, words: str = ""
) -> Escalation:
    """What the authority said. Danger and crime are over when it gives the dispute back, or by referring it.

    words: who said so, or the number of the paper; asked of everybody but the chair where the team may go on.
    """
    if not may_answer(actor, escalation):
        raise NotYours(_("Tổ trưởng, công chức tư pháp và chủ tịch xã được báo ghi trả lời."))
    lock(case)
    escalation.refresh_from_db()
    if not takes_answer(escalation, answer):
        raise CaseRefused(_("Báo khẩn này đã xong."))
    if answer == Answer.RETURNED and actor.kind != SeatKind.COMMUNE_LEADER and not words.strip():
        raise CaseRefused(_("Ghi ai giao lại cho tổ: họ tên, chức vụ, hoặc số văn bản."), "words")
    if not escalation.told_on <= answered_on <= today():
        text = _("Ngày trả lời phải từ ngày báo %(day)s đến hôm nay.")
        raise CaseRefused(text % {"day": f"{escalation.told_on:%d/%m/%Y}"}, "answered_on")
    closes = work_rules.may_close(
        answer, stopping=escalation.kind in STOPPING, open_case=case.closed_on is None
    )
    _keep_words(escalation, words)
    Escalation.objects.filter(pk=escalation.pk).update(
        answer=Answer(answer), answered_on=answered_on, closed_on=answered_on if closes else None,
        version=F("version") + 1,
    )  # fmt: skip
    escalation.refresh_from_db()
    go_on(case)
    tell_act(case, actor, "answered", answered_on, {"kind": escalation.kind, "answer": answer})
    return escalation
