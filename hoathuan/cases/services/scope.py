"""Whether a dispute may be mediated at all: in scope with a reason, referred to who must handle it, or told at once."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.cases import rules
from hoathuan.cases.choices import STOPPING, State
from hoathuan.cases.corrections import book_line, keep
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.listening import REFERRED, facts_of, tell
from hoathuan.cases.models import DANGER_DENIED, DANGER_FOUND, Case, CaseContent, Escalation
from hoathuan.cases.scoping import ScopeCheck, danger_told, follows, kept_of, may_note, with_reason
from hoathuan.core.dates import today

from .escalating import escalate
from .turns import go_on, require_calm, take_turn, tell_act
from .writing import refuse_if, require_right_on, take_step, trace

_LONGEST = 200


@transaction.atomic
def decide_scope(
    *,
    actor: Actor,
    case: Case,
    reason: str,
    on_date: date,
    check: ScopeCheck | None = None,
    against: str = "",
    corrected: bool = False,
    calm: bool = False,
) -> Case:
    """Find the dispute in scope (Law 35 Art. 3(1), Decree 15 Art. 5(1)); the reason is kept with its content.

    `check`: the guide's questions, kept along; where it advises otherwise, `against` says why it is accepted all the
    same. Never past danger. `corrected`: take the kind of matter from the guide, too. `calm`: without the questions
    the team says itself that there is neither danger nor a sign of a crime; the history keeps that.
    """
    require_right_on(actor, case)
    refuse_if(
        rules.check_not_future("on_date", on_date, today())
        + rules.check_order(case.received_on, on_date, "on_date")
    )
    if not reason.strip():
        raise CaseRefused(_("Ghi lý do vụ việc thuộc phạm vi hòa giải."), "reason")
    _refuse_danger(case, check)
    require_calm(case, on_date)
    check = _explained(check, "accept", against)
    kind = _kind_of(case, check) if corrected else {}
    line = book_line(case)
    take_step(case, "accept", state=State.ACCEPTED, **kind)
    _keep(case, check, scope_reason=reason)
    keep(actor, case, line)
    data = {**(check.traced() if check else {}), **({"fields": sorted(kind)} if kind else {}),
            **({"calm": True} if calm else {})}  # fmt: skip
    trace(case, actor, "accepted", on_date, data, words=check.against if check else "")
    return case


@transaction.atomic
def note_scope(*, actor: Actor, case: Case, check: ScopeCheck) -> Case:
    """Keep the guide's answers of a dispute that is over and was written down without them. Once: nothing is lost."""
    take_turn(actor, case)
    if not may_note(case):
        raise CaseRefused(_("Câu trả lời về phạm vi của vụ việc này đã được ghi. Mở lại trang để xem."))
    _keep(case, check)
    go_on(case)
    tell_act(case, actor, "scope_noted", check.on, check.traced())
    return case


def _refuse_danger(case: Case, check: ScopeCheck | None) -> None:
    """Law 35 Art. 10(4), (5): what has to be told is told; it is not mediated meanwhile."""
    if check is not None and check.verdict.danger:
        raise CaseRefused(
            _("Các câu trả lời cho thấy nguy hiểm hoặc dấu hiệu tội phạm. Báo ngay, chưa hòa giải.")
        )
    if check is None and danger_told(case):
        raise CaseRefused(_("Lần hỏi trước thấy nguy hiểm. Trả lời lại các câu hỏi rồi mới nhận hòa giải."))


def _explained(check: ScopeCheck | None, deed: str, against: str) -> ScopeCheck | None:
    if check is None:
        return None
    explained = with_reason(check, deed, against)
    if not follows(check, deed) and not explained.against:
        raise CaseRefused(_("Ghi vì sao làm khác kết quả hướng dẫn."), "against")
    return explained


def _kind_of(case: Case, check: ScopeCheck | None) -> dict[str, Any]:
    """The columns of the matter that the guide gives otherwise than the book."""
    if check is None or not check.verdict.mediable:
        return {}
    told = {"field": check.verdict.topic, "matter": check.verdict.letter}
    return {name: value for name, value in told.items() if getattr(case, name) != value}


def _keep(case: Case, check: ScopeCheck | None, **fields: str) -> None:
    kept = {"scope_check": check.stored()} if check else {}
    CaseContent.objects.filter(case=case).update(**fields, **kept)


@transaction.atomic
def refer(
    *,
    actor: Actor,
    case: Case,
    referred_on: date,
    reason: str,
    body: str,
    check: ScopeCheck | None = None,
    against: str = "",
) -> Case:
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
    check = _explained(check, "refer", against)
    before = facts_of(case)
    take_step(case, "refer", state=State.REFERRED, referred_on=referred_on, closed_on=referred_on)
    _keep(case, check, scope_reason=reason, referred_to=body)
    data, words = (check.traced(), check.against) if check else ({}, "")
    trace(case, actor, "referred", referred_on, data, words=words)
    tell(actor, case, REFERRED, before)
    return case


@transaction.atomic
def keep_answers(*, actor: Actor, case: Case, check: ScopeCheck) -> None:
    """Keep what was answered before the dispute was written down, so that nobody asks again; danger waits at once."""
    if check.verdict.danger:
        find_danger(actor=actor, case=case, check=check)
        return
    take_turn(actor, case)
    if case.closed_on or kept_of(case):
        return
    _keep(case, check)
    go_on(case)
    tell_act(case, actor, "scope_noted", check.on, check.traced())


@transaction.atomic
def find_danger(*, actor: Actor, case: Case, check: ScopeCheck) -> None:
    """Keep that the questions led to danger as soon as they did, whatever is pressed afterwards (Art. 10(4), (5)).

    The team waits from then on (`require_told`); the first answer stands until it is reported or denied. Nothing waits
    in a dispute that is over: `note_scope` keeps its answers; nor where the danger is reported already.
    """
    take_turn(actor, case)
    alarm = check.verdict.alarm
    waiting = case.events.danger_waiting().filter(Q(data__kind__in=STOPPING) | Q(data__kind=alarm))
    if case.closed_on or not check.verdict.danger or waiting.exists():
        return
    _keep(case, check)
    if case.escalations.filter(Q(kind__in=STOPPING) | Q(kind=alarm), closed_on=None).exists():
        return
    go_on(case)
    tell_act(case, actor, DANGER_FOUND, check.on, {**check.traced(), "kind": alarm})


@transaction.atomic
def deny_danger(*, actor: Actor, case: Case, reason: str) -> Case:
    """The answer that led to danger was wrong; why stays in the history. A mediator alone lifts no stop."""
    take_turn(actor, case)
    if actor.kind == SeatKind.MEDIATOR:
        raise NotYours(_("Tổ trưởng hoặc công chức tư pháp xã ghi vì sao không có nguy hiểm."))
    if not reason.strip():
        raise CaseRefused(_("Ghi vì sao câu trả lời trước là nhầm."), "reason")
    if not case.events.danger_waiting().exists():
        raise CaseRefused(_("Việc này đã có người ghi rồi. Mở lại trang để xem."))
    denied = {**kept_of(case), "against": reason.strip()}
    CaseContent.objects.filter(case=case).update(scope_check=denied)
    go_on(case)
    tell_act(case, actor, DANGER_DENIED, today(), words=reason)
    return case


@transaction.atomic
def report_danger(
    *, actor: Actor, case: Case, check: ScopeCheck, needed: str = "", words: str = ""
) -> Escalation:
    """Tell what the guide found, now, with the real time, and keep its answers. Pressed twice, it is told once."""
    take_turn(actor, case)
    if not check.verdict.danger:
        raise CaseRefused(
            _("Các câu trả lời không cho thấy nguy hiểm. Trả lời lại các câu hỏi nếu tình hình đã khác.")
        )
    standing = case.escalations.filter(kind=check.verdict.alarm, closed_on=None).order_by("-told_at").first()
    _keep(case, check)
    if standing is not None:
        return standing
    told = needed.strip() or check.verdict.title
    return escalate(
        actor=actor, case=case, kind=check.verdict.alarm, needed=told[:_LONGEST], told_at=timezone.now(),
        words=words.strip() or check.verdict.reason,
    )  # fmt: skip
