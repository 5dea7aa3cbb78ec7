"""What every verb does besides its own: ask the right, take the step once, leave a trace."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS, SeatKind
from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases import rules, work_rules
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import Case, CaseEvent, CaseQuerySet, EventWords, Recusal
from hoathuan.cases.rules import Trouble
from hoathuan.core import audit

from .acts import acts_of, close_work

#: To a mediator who refused a dispute.
RECUSED = gettext_lazy(
    "Ông/bà đã từ chối vụ việc này vì có liên quan: người khác trong tổ ghi thay. Có nguy hiểm thì gọi ngay tổ "
    "trưởng, công an."
)


def may_write(actor: Actor, *, team_id: int, commune_id: int | None) -> bool:
    """The team's own head and mediators, and the justice officer of its commune."""
    if not CASE_WRITERS(actor):
        return False
    if actor.kind in TEAM_KINDS:
        return actor.team_id is not None and team_id == actor.team_id
    return commune_id is not None and commune_id == actor.commune_id


def require_right(actor: Actor, *, team_id: int, commune_id: int | None) -> None:
    """Asked again in every service: a page that was shown is no proof of a right."""
    if not may_write(actor, team_id=team_id, commune_id=commune_id):
        raise NotYours(_("Chỉ tổ hòa giải và công chức tư pháp của xã ghi được vụ việc của tổ này."), "team")


def may_write_on(actor: Actor, case: Case) -> bool:
    """As `may_write`, for one dispute: a mediator who refused it as related to a party only reads it from then on."""
    writes = may_write(actor, team_id=case.team_id, commune_id=case.now_commune_id)
    return writes and not has_recused(actor, case)


def has_recused(actor: Actor, case: Case) -> bool:
    """Whether this mediator is off the dispute for good (Law 35 Art. 10(3)); the head goes on to lead the team."""
    if actor.kind != SeatKind.MEDIATOR or actor.seat is None:
        return False
    return Recusal.objects.filter(case=case, mediator__person=actor.seat.person_id).exists()


def writable_cases(actor: Actor) -> CaseQuerySet:
    """The disputes of the seat's reach without those that it has refused."""
    seen = Case.objects.visible_to(actor)
    if actor.kind != SeatKind.MEDIATOR or actor.seat is None:
        return seen
    return seen.exclude(pk__in=Recusal.objects.filter(mediator__person=actor.seat.person_id).values("case"))


def require_right_on(actor: Actor, case: Case) -> None:
    """The one door of everything that is written on a dispute, in this context and in those above."""
    require_right(actor, team_id=case.team_id, commune_id=case.now_commune_id)
    if has_recused(actor, case):
        raise NotYours(str(RECUSED))


def refuse_if(troubles: list[Trouble]) -> None:
    """Raise the first trouble in words that stand at its field."""
    if troubles:
        raise CaseRefused(troubles[0].message, troubles[0].field)


def take_step(case: Case, step: str, **fields: Any) -> None:
    """Change a dispute's state once: the condition of the UPDATE is the lock, and the second comer is told so.

    The version stands in it too: the days were compared with those of that version.
    """
    waiting = Case.objects.filter(
        pk=case.pk, version=case.version, voided_on=None, state__in=rules.states_before(step)
    )
    gone = fields.get("closed_on")
    moved = waiting.update(version=F("version") + 1, **fields, **({"paused_on": None} if gone else {}))
    if not moved:
        raise CaseRefused(_("Người khác vừa làm bước này. Tải lại trang để xem vụ việc đang ở đâu."))
    case.refresh_from_db()
    if gone:
        field = "ended_on" if step == "end" else "referred_on"
        refuse_if(work_rules.check_span(acts_of(case), case.received_on, gone, field))
        close_work(case, step, gone)


def trace(
    case: Case,
    actor: Actor,
    verb: str,
    on_date: date,
    data: Mapping[str, Any] | None = None,
    *,
    words: str = "",
) -> CaseEvent:
    """One line in the dispute's history and one in the audit trail; neither holds its content.

    `words`: why, in the writer's words, for those who may read the content.
    """
    plain = dict(data or {})
    audit.record(actor=actor, action=f"cases.{verb}", subject=case, data={"on": on_date.isoformat(), **plain})
    event = CaseEvent.objects.create(**event_fields(case, actor, verb, on_date, plain))
    if words.strip():
        own = {"team_id": case.team_id, "now_commune_id": case.now_commune_id}
        EventWords.objects.create(event=event, case=case, text=words.strip(), **own)
    return event


def event_fields(
    case: Case, actor: Actor, verb: str, on_date: date, data: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "case": case,
        "verb": verb,
        "on_date": on_date,
        "seat_id": actor.seat_id,
        "seat_label": actor.label[:300],
        "data": dict(data),
    }
