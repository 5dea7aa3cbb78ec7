"""The team gives back what was paid too much; what was written down as given back by mistake is taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.core import audit
from hoathuan.core.dates import today

from . import money
from .choices import DifferenceState, ItemKind, ItemState, LineState
from .errors import PayRefused
from .models import Claim, ClaimItem, Difference, Line
from .services.paying import require_payer


@transaction.atomic
def refund(*, actor: Actor, one: Difference, on: date) -> Difference:
    """The team gave back what was paid too much: the accountant writes it down, and the budget has it again."""
    held = _held(actor, one)
    if held.state != DifferenceState.OPEN or held.amount >= 0:
        raise PayRefused(_("Khoản này đã xử lý hoặc không phải khoản xã trả thừa. Tải lại trang."))
    if on > today() or on < held.found_on:
        raise PayRefused(_("Ngày nộp lại phải từ ngày phát hiện đến hôm nay."), "on")
    reason = _("Sửa sổ vụ việc số %(case)s") % {"case": held.item.case}
    money.refund(actor, _from_each(held), f"d{held.pk}", reason, on)
    return _now(actor, held, DifferenceState.REFUNDED, on)


@transaction.atomic
def undo_refund(*, actor: Actor, one: Difference, reason: str) -> Difference:
    """It was not given back after all: the budget has spent it as before, and the team still owes it."""
    held = _held(actor, one)
    if held.state != DifferenceState.REFUNDED:
        raise PayRefused(_("Khoản này không còn ghi là đã nộp lại. Tải lại trang."))
    _check_newest(held)
    money.undo_refund(actor, _paid_by(held.item), f"d{held.pk}", reason)
    return _now(actor, held, DifferenceState.OPEN, None, reason)


def _check_newest(held: Difference) -> None:
    """Two differences of one dispute are never open together: what came after waits, or is asked for, by itself."""
    if held.item.differences.filter(state=DifferenceState.OPEN).exists():
        raise PayRefused(_("Sổ vụ việc này được sửa lần nữa sau khi tổ nộp lại. Xử lý chênh lệch mới trước."))
    asked = held.item.differences.filter(state=DifferenceState.SETTLED, settled_by__state=ItemState.OPEN)
    if newer := asked.select_related("settled_by__claim").first():
        words = _(
            "Sổ vụ việc này được sửa lần nữa sau khi tổ nộp lại; chênh lệch mới nằm trong đề nghị số %(claim)s. Chờ xã "
            "quyết định đề nghị đó rồi hãy bỏ ghi nộp lại."
        )
        raise PayRefused(words % {"claim": newer.settled_by.claim})  # type: ignore[union-attr]


def _held(actor: Actor, one: Difference) -> Difference:
    """Its claim first, as where the register is put right."""
    hold_units(actor)
    Claim.objects.select_for_update(no_key=True).get(pk=one.item.claim_id)
    held = Difference.objects.select_for_update(of=("self",)).get(pk=one.pk)
    require_payer(actor, held.item.claim.now_commune_id)
    return held


def _now(actor: Actor, held: Difference, state: str, on: date | None, reason: str = "") -> Difference:
    held.state, held.refunded_on = state, on
    held.save(update_fields=["state", "refunded_on"])
    word = "refunded" if on else "refund_undone"
    data = {"amount": held.amount} | ({"reason": reason} if reason else {})
    audit.record(actor=actor, action=f"pay.{word}", subject=held.item.claim, data=data)
    return held


def _from_each(held: Difference) -> list[tuple[Line, int]]:
    """What comes back of each sum that paid the dispute, the nearest first."""
    lines = _paid_by(held.item)
    spent, left, found = money.spent_for(lines), -held.amount, []
    for line in lines:
        if part := min(left, spent.get(line.pk, 0)):
            found.append((line, part))
            left -= part
    if left or any(line.paid_on is None for line in lines):
        raise PayRefused(_("Xã chưa trả khoản này: phần thừa sẽ được trừ ở đề nghị sau."))
    return found


def _paid_by(item: ClaimItem) -> list[Line]:
    """The sums by which a dispute was paid: its own, those of its corrections, and those paid too much before.

    What had been paid too much was taken off the claim of this dispute: so much of it was paid by the earlier sum.
    """
    found, seen, new = dict[int, Line](), set[int](), [item]
    while new:
        one = new.pop(0)
        seen.add(one.pk)
        if one.line is not None and one.line.state != LineState.VOID:
            found[one.line.pk] = one.line
        new += [before for before in _beside(one) if before.pk not in seen]
    return list(found.values())


def _beside(one: ClaimItem) -> list[ClaimItem]:
    approved = ClaimItem.objects.filter(kind=ItemKind.DIFFERENCE, state=ItemState.APPROVED, source=one.source)
    netted = approved.filter(claim=one.claim_id, amount__lt=0).select_related("original__line").order_by("pk")
    more = approved.filter(original=one, amount__gt=0).select_related("line").order_by("pk")
    return [*more, *(taken.original for taken in netted if taken.original)]


__all__ = ["refund", "undo_refund"]
