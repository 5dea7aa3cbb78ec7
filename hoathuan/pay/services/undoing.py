"""What was written down by mistake about money is taken back: a voucher, or that somebody has it in hand."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.pay import money
from hoathuan.pay.choices import LineState, PaymentState, ReceiptWay
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Line, Payment, Receipt, Transfer
from hoathuan.pay.purposes import by_purpose, purpose_of
from hoathuan.pay.rights import RETURNS_RECEIPTS, of_team

from .paying import held_payments, mark_paid

_SHORTEST = 5


@transaction.atomic
def strike_transfer(*, actor: Actor, transfer: Transfer, reason: str) -> Transfer:
    """A voucher was written down that is not true: it stays to be read, and counts for nothing.

    Was it the one that paid, the sum waits for its voucher again; has the bank paid it by another voucher too, that
    one pays it. Struck out twice, the second press changes nothing.
    """
    payment = held_payments(actor, [transfer.payment])[0]
    one = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if one.voided_on is not None:
        return one
    if one.returned_on is not None:
        raise PayRefused(_("Chứng từ này đã ghi là nộp trả rồi, không bỏ được nữa."))
    why = _why(reason)
    if not one.extra:
        _unpay(actor, payment, one)
    _void(one, actor, why)
    if not one.extra:
        _pay_by_the_next(actor, payment)
    data = {"voucher": one.bank_reference, "reason": why, "extra": one.extra}
    audit.record(actor=actor, action="pay.voucher_struck", subject=payment, data=data)
    return one


def _unpay(actor: Actor, payment: Payment, transfer: Transfer) -> None:
    """The payment waits for the bank again, and its sums with it."""
    if payment.receipts.exists():
        words = _("Đã ghi có người nhận tiền của khoản chi %(code)s. Bỏ các xác nhận đã nhận tiền trước.")
        raise PayRefused(words % {"code": payment.reference})
    lines = list(Line.objects.filter(payment=payment, state=LineState.PAID).select_related("now_commune"))
    money.unspend_many(actor, lines, _("Ghi nhầm chứng từ %(code)s") % {"code": transfer.bank_reference})
    Line.objects.filter(pk__in=[line.pk for line in lines]).update(state=LineState.PAYING, paid_on=None)
    payment.state, payment.paid_on, payment.hand_out_by = PaymentState.PLANNED, None, None
    payment.version += 1
    payment.save(update_fields=["state", "paid_on", "hand_out_by", "version"])
    for purpose, those in by_purpose(lines).items():
        purpose_of(purpose).on_unpaid(actor, payment, those)


def _pay_by_the_next(actor: Actor, payment: Payment) -> None:
    following = payment.transfers.filter(extra=True, returned_on=None, voided_on=None)
    second = following.order_by("on_date", "pk").first()
    if second is not None:
        Transfer.objects.filter(pk=second.pk).update(extra=False)
        mark_paid(actor, [payment], second.on_date)


@transaction.atomic
def void_receipt(*, actor: Actor, receipt: Receipt, reason: str) -> Receipt:
    """Somebody has not got the money after all: the officer of the commune takes the word back, or who gave it.

    The payment is open again until everybody has the money.
    """
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=receipt.payment_id)
    one = Receipt.every.select_for_update(of=("self",)).get(pk=receipt.pk)
    if not may_void(actor, payment, one):
        raise NotYours(_("Chỉ công chức tư pháp của xã, hoặc chính người đã bấm, bỏ được xác nhận này."))
    if one.voided_on is not None:
        return one
    why = _why(reason)
    _void(one, actor, why)
    Payment.objects.filter(pk=payment.pk).update(handed_out_on=None)
    data = {"reason": why, "amount": one.amount, "person": one.person_id}
    audit.record(actor=actor, action="pay.receipt_voided", subject=payment, data=data)
    return one


def may_void(actor: Actor, payment: Payment, receipt: Receipt) -> bool:
    """The commune's officer; the mediator who pressed the button, of the own word."""
    if actor.system:
        return True
    if RETURNS_RECEIPTS(actor):
        return of_team(actor, team_id=payment.team_id, commune_id=payment.now_commune_id)
    own = actor.seat is not None and actor.seat.person_id == receipt.person_id
    return own and receipt.way == ReceiptWay.SELF


def _why(reason: str) -> str:
    why = reason.strip()[:300]
    if len(why) < _SHORTEST:
        raise PayRefused(_("Ghi rõ vì sao (ít nhất vài chữ), để người sau đọc hiểu."), "reason")
    return why


def _void(record: Any, actor: Actor, why: str) -> None:
    record.voided_on, record.void_reason = today(), why
    record.voided_by_seat, record.voided_by = actor.seat_id, actor.label[:300]
    record.save(update_fields=["voided_on", "void_reason", "voided_by_seat", "voided_by"])
