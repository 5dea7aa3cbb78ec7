"""What every verb does besides its own: ask the right, take the step once, leave a trace."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases import rules
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import Case, CaseEvent
from hoathuan.cases.rules import Trouble
from hoathuan.core import audit


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


def require_right_on(actor: Actor, case: Case) -> None:
    require_right(actor, team_id=case.team_id, commune_id=case.now_commune_id)


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
    moved = waiting.update(version=F("version") + 1, **fields)
    if not moved:
        raise CaseRefused(_("Người khác vừa làm bước này. Tải lại trang để xem vụ việc đang ở đâu."))
    case.refresh_from_db()


def trace(
    case: Case, actor: Actor, verb: str, on_date: date, data: Mapping[str, Any] | None = None
) -> CaseEvent:
    """One line in the dispute's history and one in the audit trail; neither holds its content."""
    plain = dict(data or {})
    audit.record(actor=actor, action=f"cases.{verb}", subject=case, data={"on": on_date.isoformat(), **plain})
    return CaseEvent.objects.create(**event_fields(case, actor, verb, on_date, plain))


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
