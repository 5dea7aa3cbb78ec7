"""An inspector reads one dispute for a stated reason; everybody else reads by the own seat alone."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import Case
from hoathuan.cases.rights import INSPECTORS
from hoathuan.core import audit

_FEWEST_WORDS = 3


@transaction.atomic
def open_reading(*, actor: Actor, case: Case, reason: str, decision_number: str = "") -> datetime:
    """Open the content of one dispute to the inspector's seat until midnight; returns that moment.

    The reason stays with the dispute, where its team reads it; the audit trail says only that there was one.
    """
    if not INSPECTORS(actor):
        raise NotYours(_("Chỉ thanh tra mở nội dung vụ việc bằng lý do."))
    if actor.unproven:
        raise NotYours(_("Tài khoản vừa được khôi phục: nội dung mở lại khi ông/bà được xác nhận trực tiếp."))
    if len(reason.split()) < _FEWEST_WORDS:
        raise CaseRefused(
            _("Ghi rõ vì sao cần đọc vụ việc này, ít nhất %(n)s từ.") % {"n": _FEWEST_WORDS}, "reason"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cases_open_reading(%s, %s, %s, %s)", [case.pk, reason, decision_number, actor.label]
        )
        (until,) = cursor.fetchone()
    told = {"until": until.isoformat(), "decision": decision_number}
    audit.record(actor=actor, action="cases.reading_opened", subject=case, data=told)
    opened: datetime = until
    return opened
