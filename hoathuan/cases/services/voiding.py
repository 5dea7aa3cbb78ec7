"""A dispute that was written by mistake: it keeps its number in the book, and no number counts it."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.listening import VOIDED, facts_of, tell
from hoathuan.cases.models import Case, CaseContent
from hoathuan.core.dates import today

from .writing import may_write_on, require_right_on, trace

_LONGEST = 300


def may_void(actor: Actor, case: Case) -> bool:
    """The head of the team and the justice officer: who mediated does not strike out how it ended."""
    writes = may_write_on(actor, case)
    return writes and actor.kind != SeatKind.MEDIATOR


@transaction.atomic
def void(*, actor: Actor, case: Case, version: int, reason: str) -> Case:
    """Strike a dispute out, with a reason that stands in the book. It cannot be taken back: write it anew instead.

    `version` is what the writer saw: a dispute that somebody has put right or voided since is left alone.
    """
    require_right_on(actor, case)
    if not may_void(actor, case):
        raise NotYours(_("Tổ trưởng hoặc công chức tư pháp xã hủy vụ việc ghi nhầm."))
    if not reason.strip():
        raise CaseRefused(_("Ghi lý do hủy, ví dụ: ghi trùng với vụ việc số 4."), "reason")
    before = facts_of(case)
    standing = Case.objects.filter(pk=case.pk, version=version, voided_on=None)
    if not standing.update(voided_on=today(), version=F("version") + 1):
        raise CaseRefused(_("Người khác vừa sửa hoặc hủy vụ việc này. Tải lại trang để xem."))
    CaseContent.objects.filter(case=case).update(void_reason=reason.strip()[:_LONGEST])
    case.refresh_from_db()
    trace(case, actor, "voided", today())
    tell(actor, case, VOIDED, before)
    return case
