"""A draft is typed in and becomes a dispute, or is thrown away with a reason; its photographs stay."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, Entry, hold, may_write, record_many, tell_proved, trace
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.paperforms.choices import DraftState
from hoathuan.paperforms.errors import FormRefused
from hoathuan.paperforms.models import Draft
from hoathuan.paperforms.rights import DECIDERS
from hoathuan.paperforms.selectors import drafts_seen

_LONGEST = 300


@transaction.atomic
def confirm(*, actor: Actor, draft: Draft, entry: Entry) -> tuple[Case, bool]:
    """Write the dispute down; returns it, and whether it was this call that did. Two at once make one dispute.

    The form's own name is the dispute's: typed in again, by anyone, it is the same. Raises CaseRefused, FormRefused.
    """
    locked = _locked(actor, draft)
    if locked.case is not None:
        return locked.case, False
    _require(actor, entry.team)
    _refuse_unless_waiting(locked)
    case = record_many(actor=actor, entries=[replace(entry, key=locked.key)])[0]
    hold(case)
    _shows(actor, locked, case, team=entry.team)
    return case, True


@transaction.atomic
def attach(*, actor: Actor, draft: Draft, year: int, number: int) -> Case:
    """The dispute stands in the team's book already: the form's photographs become its evidence. Raises FormRefused."""
    locked = _locked(actor, draft)
    _refuse_unless_waiting(locked)
    if locked.team is None:
        raise FormRefused(_("Chọn tổ của phiếu trước, rồi mới gắn vào vụ việc."))
    _require(actor, locked.team)
    written = Case.objects.filter(team=locked.team, book_year=year, book_number=number, voided_on=None)
    case: Case | None = written.first()
    if case is not None:
        hold(case)
    if case is None or case.voided_on:
        text = _("Sổ năm %(year)s của tổ không có vụ việc số %(number)s, hoặc số đó đã hủy.")
        raise FormRefused(text % {"year": year, "number": number}, "number")
    _shows(actor, locked, case)
    return case


def _shows(actor: Actor, draft: Draft, case: Case, **fields: Any) -> None:
    """From now on the form's photographs are evidence of the dispute, which is held."""
    _decide(actor, draft, state=DraftState.CONFIRMED, case=case, **fields)
    trace(case, actor, "from_paper", today(), {"draft": str(draft.uuid)})
    tell_proved(actor, case)


@transaction.atomic
def discard(*, actor: Actor, draft: Draft, reason: str) -> Draft:
    """Throw a draft away (a trial, a blank sheet, typed in already); the photographs stay, with the reason."""
    locked = _locked(actor, draft)
    _refuse_unless_waiting(locked)
    if not reason.strip():
        raise FormRefused(_("Ghi lý do bỏ phiếu, ví dụ: vụ việc đã ghi sổ, số 4."), "reason")
    _decide(actor, locked, state=DraftState.DISCARDED, reason=reason.strip()[:_LONGEST])
    audit.record(actor=actor, action="paperforms.discarded", subject=locked)
    return locked


@transaction.atomic
def assign_team(*, actor: Actor, draft: Draft, team: Any) -> Draft:
    """The justice officer says whose form it is; a form that came to the wrong team goes to the right one."""
    _require(actor, team)
    locked = _locked(actor, draft)
    _refuse_unless_waiting(locked)
    locked.team = team
    locked.save(update_fields=["team"])
    audit.record(actor=actor, action="paperforms.assigned", subject=locked, data={"team": team.pk})
    return locked


def _locked(actor: Actor, draft: Draft) -> Draft:
    """The row as it stands now; whoever comes second waits here for the first."""
    if not DECIDERS(actor):
        raise FormRefused(_("Tổ hòa giải và công chức tư pháp xã nhập được phiếu."))
    # without what is joined: after waiting, a joined row would still be that of before
    rows = drafts_seen(actor).select_related(None).filter(pk=draft.pk)
    found = rows.select_for_update().first()
    if found is None:
        raise FormRefused(_("Phiếu này không còn thuộc phạm vi của ông/bà."))
    return found


def _require(actor: Actor, team: Any) -> None:
    if not may_write(actor, team_id=team.pk, commune_id=team.now_commune_id):
        raise FormRefused(_("Chọn một tổ hòa giải của xã mình."), "team")


def _refuse_unless_waiting(draft: Draft) -> None:
    if draft.state != DraftState.WAITING:
        raise FormRefused(_("Người khác vừa nhập hoặc bỏ phiếu này. Tải lại trang để xem."))


def _decide(actor: Actor, draft: Draft, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.decided_at, draft.decided_by, draft.decided_seat = (
        timezone.now(), actor.label[:_LONGEST], actor.seat_id
    )  # fmt: skip
    draft.save(update_fields=[*fields, "decided_at", "decided_by", "decided_seat"])
