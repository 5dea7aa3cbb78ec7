"""The team pays its mediators within three days of the money; each says so, or has signed one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.attachments.api import Attachment
from hoathuan.core.dates import today
from hoathuan.pay.choices import PaymentState, ReceiptWay
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Payment, Receipt
from hoathuan.pay.purposes import Receiver, purpose_of
from hoathuan.pay.rights import SHEETS, of_team


def receivers_of(payment: Payment) -> list[Receiver]:
    """Who is to have this money in hand, each once, with the sum of all their lines."""
    lines = list(payment.lines.select_related("person", "team"))
    found: dict[int, Receiver] = {}
    for purpose in dict.fromkeys(line.purpose for line in lines):
        for one in purpose_of(purpose).receivers([line for line in lines if line.purpose == purpose]):
            before = found.get(one.person_id)
            amount = one.amount + (before.amount if before else 0)
            found[one.person_id] = Receiver(one.person_id, one.name, amount, one.mediator_id, one.note)
    return [one for one in found.values() if one.amount]


@transaction.atomic
def confirm_own(*, actor: Actor, payment: Payment) -> Receipt:
    """A mediator says: I have the money. Said twice, the first word stands."""
    held = _paid(payment)
    person = actor.seat.person_id if actor.seat else None
    mine = next((one for one in receivers_of(held) if one.person_id == person), None)
    if mine is None:
        raise NotYours(_("Lần xã trả này không có phần của ông/bà."))
    receipt = _keep(actor, held, mine, today(), ReceiptWay.SELF)
    _close_if_all(actor, held)
    return receipt


@transaction.atomic
def confirm_sheet(
    *,
    actor: Actor,
    payment: Payment,
    people: Sequence[int],
    on: date,
    sheet: Attachment | None,
    by_other: str = "",
) -> list[Receipt]:
    """From one signed sheet: who signed, on which day, with its scan. `by_other`: who took it for somebody who died."""
    held = _paid(payment)
    if not SHEETS(actor) or not of_team(actor, team_id=held.team_id, commune_id=held.now_commune_id):
        raise NotYours(_("Chỉ tổ trưởng, công chức tư pháp và kế toán của xã ghi nhận tiền từ danh sách ký."))
    if sheet is None:
        raise PayRefused(_("Gửi ảnh hoặc bản chụp danh sách đã ký."), "sheet")
    if on > today() or (held.paid_on and on < held.paid_on):
        raise PayRefused(_("Ngày nhận phải từ ngày xã chi đến hôm nay."), "on")
    chosen = [one for one in receivers_of(held) if one.person_id in set(people)]
    if not chosen:
        raise PayRefused(_("Chọn ít nhất một người đã ký nhận."), "people")
    receipts = [_keep(actor, held, one, on, ReceiptWay.SHEET, sheet, by_other) for one in chosen]
    _close_if_all(actor, held)
    return receipts


def _paid(payment: Payment) -> Payment:
    held: Payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if held.state != PaymentState.PAID:
        raise PayRefused(_("Xã chưa chi khoản này, nên chưa xác nhận nhận tiền được."))
    return held


def _keep(
    actor: Actor,
    payment: Payment,
    one: Receiver,
    on: date,
    way: str,
    sheet: Attachment | None = None,
    by_other: str = "",
) -> Receipt:
    receipt, made = Receipt.objects.get_or_create(
        payment=payment,
        person_id=one.person_id,
        defaults={
            "mediator_id": one.mediator_id, "amount": one.amount, "got_on": on, "way": way, "sheet": sheet,
            "by_other": by_other[:150], "recorded_by_seat": actor.seat_id, "recorded_by": actor.label[:300],
        },
    )  # fmt: skip
    if made:
        audit.record(actor=actor, action="pay.received", subject=payment, data={"way": way})
    return receipt


def _close_if_all(actor: Actor, payment: Payment) -> None:
    waiting = {one.person_id for one in receivers_of(payment)}
    waiting -= set(payment.receipts.values_list("person_id", flat=True))
    if not waiting and payment.handed_out_on is None:
        last = max(payment.receipts.values_list("got_on", flat=True), default=today())
        Payment.objects.filter(pk=payment.pk).update(handed_out_on=last)
        payment.handed_out_on = last
        audit.record(actor=actor, action="pay.handed_out", subject=payment)
