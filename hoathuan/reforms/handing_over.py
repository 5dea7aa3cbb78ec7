"""Reforms that an administrator has approved, and that wait for their day, pass with the seat."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.handover import SHOWN, Duty
from hoathuan.accounts.models import Seat
from hoathuan.core import audit
from hoathuan.units.choices import ReformState
from hoathuan.units.models import Reform

from .services.running import is_approved


def _waiting(rows: QuerySet[Reform], seat: Seat) -> list[Reform]:
    """Those that this seat approved; one that was edited since waits no longer."""
    approved = rows.filter(state=ReformState.DRAFT, found__approved__seat_id=seat.pk)
    return [reform for reform in approved.order_by("on_date", "id") if is_approved(reform)]


def _lines(seat: Seat) -> Sequence[str]:
    return [f"{reform.on_date:%d/%m/%Y}: {reform.title}" for reform in _approved(seat)[:SHOWN]]


def _approved(seat: Seat) -> list[Reform]:
    return _waiting(Reform.objects.all(), seat)


def _pass_on(old: Seat, new: Seat, actor: Actor) -> int:
    """On its day it is applied as the successor: the former holder's seat could not any more."""
    reforms = _waiting(Reform.objects.select_for_update(), old)
    for reform in reforms:
        reform.found["approved"] |= {"user_id": new.person.user_id, "seat_id": new.pk}
        reform.found["approved"].pop("label", None)
        reform.save(update_fields=["found"])
        data = {"title": reform.title, "seat": new.pk, "former": old.pk}
        audit.record(actor=actor, action="reforms.approval_handed_over", subject=reform, data=data)
    return len(reforms)


APPROVED = Duty(
    "reforms.approved",
    _("Việc sắp xếp đơn vị đã duyệt, chờ đến ngày"),
    lambda seat: len(_approved(seat)),
    _lines,
    _pass_on,
)
