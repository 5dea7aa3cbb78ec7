"""The accountant pays: sums that are due become payments, in batches; what the bank did is kept by its reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.ui.numbers import number
from hoathuan.core.writing import write_changed
from hoathuan.documents.api import book_key, reserve_numbers
from hoathuan.norms import api as norms
from hoathuan.pay import money
from hoathuan.pay.choices import LineState, Method, PaymentState
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Batch, Layout, Line, Payment, Transfer
from hoathuan.pay.purposes import by_purpose, purpose_of
from hoathuan.pay.rights import PAYERS
from hoathuan.units.api import area_of
from hoathuan.units.models import Unit

from .owing import placed

_BATCH = 2_000
_TEAM_WITHIN = "pay.team_within"


def require_payer(actor: Actor, commune_id: int | None) -> None:
    """The accountant of the commune; asked again by every service."""
    if actor.system:
        return
    if not PAYERS(actor) or commune_id is None or actor.commune_id != commune_id:
        raise NotYours(_("Chỉ kế toán của xã này lập lệnh chi và ghi đã chi."))


@transaction.atomic
def make_batch(
    *,
    actor: Actor,
    commune: Unit,
    lines: Iterable[Line],
    layout: Layout | None = None,
    method: str = Method.BANK,
) -> Batch:
    """Make one payment for each receiver and source of money, and put them into one batch.

    Of two who press at once the second is told that the sums are in a batch already.
    """
    hold_units(actor)
    require_payer(actor, commune.pk)
    keys = [line.pk for line in lines]
    owed = _still_owed(commune, keys)
    if not owed or len(owed) != len(keys):
        raise PayRefused(taken_meanwhile())
    if layout is not None and layout.now_commune_id != commune.pk:
        raise NotYours(_("Mẫu tệp này của xã khác. Chọn mẫu tệp của xã."))
    batch = _new_batch(actor, commune, owed, layout)
    _pay_by(batch, _payments(actor, batch, owed, method))
    data = {"batch": str(batch), "payments": batch.count, "total": batch.total}
    audit.record(actor=actor, action="pay.batch_made", subject=batch, data=data)
    return batch


def taken_meanwhile() -> str:
    """Somebody else was faster with a sum that was ticked."""
    return _("Có khoản đã được lập lệnh chi hoặc đã bỏ. Tải lại trang rồi chọn lại.")


def _still_owed(commune: Unit, keys: Sequence[int]) -> list[Line]:
    """Those of the sums that nobody has put into an order yet, locked: of two who press at once the second waits."""
    rows = Line.objects.select_for_update(of=("self",)).filter(pk__in=keys, now_commune=commune)
    return list(rows.filter(state=LineState.OWED).order_by("pk"))


def _new_batch(actor: Actor, commune: Unit, lines: Sequence[Line], layout: Layout | None) -> Batch:
    day = today()
    batch = Batch(
        book=commune, book_year=day.year, made_on=day, made_by_seat=actor.seat_id, made_by=actor.label[:300],
        layout=layout, total=sum(line.amount for line in lines),
    )  # fmt: skip
    batch.locate(area_of(commune, day))
    book = book_key("pay-batch", commune.uuid, day.year)
    batch.book_number = reserve_numbers({book: 1})[book]
    batch.save()
    return batch


def _payments(
    actor: Actor, batch: Batch, lines: Sequence[Line], method: str
) -> list[tuple[Payment, list[Line]]]:
    groups: dict[tuple[int | None, int | None, str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.team_id, line.person_id, line.payee, line.source), []).append(line)
    book = book_key("pay-reference", batch.book.uuid, batch.book_year)
    first = reserve_numbers({book: len(groups)})[book]
    return [
        (_payment(actor, batch, those, method, first + place), those)
        for place, those in enumerate(groups.values())
    ]


def _payment(actor: Actor, batch: Batch, lines: Sequence[Line], method: str, serial: int) -> Payment:
    first = lines[0]
    payment = Payment(
        # the commune's key, the year and a serial: told apart in the whole country, short enough to be typed
        reference=f"HT{batch.book_year % 100:02d}{batch.book_id}X{serial:05d}",
        team_id=first.team_id, person_id=first.person_id, payee=first.payee,
        amount=sum(line.amount for line in lines), method=method, batch=batch, made_on=batch.made_on,
        made_by_seat=actor.seat_id, made_by=actor.label[:300],
    )  # fmt: skip
    payment.locate(batch.area)
    return payment


def _pay_by(batch: Batch, made: list[tuple[Payment, list[Line]]]) -> None:
    Payment.objects.bulk_create([payment for payment, _lines in made], batch_size=_BATCH)
    lines = []
    for payment, those in made:
        for line in those:
            line.payment, line.state = payment, LineState.PAYING
            lines.append(line)
    write_changed(lines, ["payment", "state"])
    batch.count = len(made)
    batch.save(update_fields=["count"])


@transaction.atomic
def void_payment(*, actor: Actor, payment: Payment) -> Payment:
    """Take an order back that was not carried out: its sums wait to be paid again."""
    held = held_payments(actor, [payment])[0]
    if held.state != PaymentState.PLANNED:
        raise PayRefused(stands(held))
    Line.objects.filter(payment=held, state=LineState.PAYING).update(payment=None, state=LineState.OWED)
    Payment.objects.filter(pk=held.pk).update(state=PaymentState.VOID, version=F("version") + 1)
    audit.record(actor=actor, action="pay.payment_voided", subject=held, data={"reference": held.reference})
    held.refresh_from_db()
    return held


def held_payments(actor: Actor, payments: Iterable[Payment]) -> list[Payment]:
    """The payments as they stand now, locked, for the accountant who pays them."""
    hold_units(actor)
    rows = Payment.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in payments])
    held = list(rows.order_by("pk"))
    for payment in held:
        require_payer(actor, payment.now_commune_id)
    return held


def stands(payment: Payment) -> str:
    """How a payment stands: what a second press is told."""
    if payment.state == PaymentState.PAID:
        words = _("Khoản chi %(reference)s đã ghi là đã chi ngày %(day)s.")
        return words % {"reference": payment.reference, "day": f"{payment.paid_on:%d/%m/%Y}"}
    words = _("Khoản chi %(reference)s: %(state)s.")
    return words % {"reference": payment.reference, "state": payment.get_state_display().lower()}


@dataclass(frozen=True)
class Recorded:
    """What writing down a bank's voucher did: `paid` newly, `extra` paid twice, or `known` already."""

    paid: list[Payment]
    extra: list[Payment]
    known: list[Payment]


@transaction.atomic
def record_paid(
    *, actor: Actor, payments: Sequence[Payment], bank_reference: str, on: date, amount: int | None = None
) -> Recorded:
    """The bank or treasury has paid these under one voucher (a single payment or a whole lump).

    The same voucher again changes nothing. Another voucher for a payment that was paid already, or one for an order
    that was taken back, is money that went out without being owed: it is kept apart, to be returned, and the budget
    does not move for it.
    """
    code = bank_reference.strip()
    held = held_payments(actor, payments)
    _check_voucher(held, code, on, amount)
    known = set(
        Transfer.objects.filter(payment__in=held, bank_reference=code, voided_on=None).values_list(
            "payment_id", flat=True
        )
    )
    fresh = [one for one in held if one.pk not in known]
    new = [one for one in fresh if one.state == PaymentState.PLANNED]
    extra = [one for one in fresh if one.state != PaymentState.PLANNED]
    _write_transfers(actor, new, extra, code, on)
    mark_paid(actor, new, on)
    if new or extra:
        data = {"voucher": code, "paid": len(new), "twice": len(extra), "on": on.isoformat()}
        audit.record(actor=actor, action="pay.paid", data=data)
    return Recorded(new, extra, [one for one in held if one.pk in known])


def _check_voucher(payments: Sequence[Payment], code: str, on: date, amount: int | None) -> None:
    if not code:
        raise PayRefused(_("Ghi số chứng từ của ngân hàng hoặc kho bạc."), "bank_reference")
    if on > today():
        raise PayRefused(_("Ngày chi phải từ hôm nay trở về trước."), "on")
    for payment in payments:
        if payment.made_on > on:
            words = _("Khoản chi %(reference)s lập ngày %(day)s: ngày chi không thể trước ngày đó.")
            data = {"reference": payment.reference, "day": f"{payment.made_on:%d/%m/%Y}"}
            raise PayRefused(words % data, "on")
    total = sum(payment.amount for payment in payments)
    if amount is not None and amount != total:
        words = _("Chứng từ ghi %(amount)s đồng, các khoản chi cộng lại %(total)s đồng. Xem lại từng khoản.")
        raise PayRefused(words % {"amount": number(amount), "total": number(total)}, "amount")


def _write_transfers(
    actor: Actor, new: Sequence[Payment], extra: Sequence[Payment], code: str, on: date
) -> None:
    Transfer.objects.bulk_create(
        [
            Transfer(
                payment=payment, bank_reference=code, amount=payment.amount, on_date=on, extra=twice,
                recorded_by_seat=actor.seat_id, recorded_by=actor.label[:300],
            )
            for twice, those in ((False, new), (True, extra))
            for payment in those
        ],
        batch_size=_BATCH,
    )  # fmt: skip


def mark_paid(actor: Actor, payments: Sequence[Payment], on: date) -> None:
    """The bank has carried these out: the money is spent, and whoever asked for it is told."""
    if not payments:
        return
    lines = placed(list(Line.objects.filter(payment__in=payments)))
    money.spend_many(actor, lines, on)
    Line.objects.filter(pk__in=[line.pk for line in lines]).update(state=LineState.PAID, paid_on=on)
    _set_hand_out(payments, on)
    for line in lines:
        line.state, line.paid_on = LineState.PAID, on
    for purpose, those in by_purpose(lines).items():
        purpose_of(purpose).on_paid(actor, payments[0], those)


def _set_hand_out(payments: Sequence[Payment], on: date) -> None:
    """Three days from the money for the team to hand it out (procedure 2.002080); a person has it at once."""
    known: dict[int | None, date] = {}
    for payment in payments:
        payment.state, payment.paid_on, payment.version = PaymentState.PAID, on, payment.version + 1
        if payment.team_id is None:
            continue
        if payment.now_province_id not in known:
            value = norms.value(_TEAM_WITHIN, on=on, unit=payment.now_commune)
            known[payment.now_province_id] = norms.last_day(on, value, unit=payment.now_commune)
        payment.hand_out_by = known[payment.now_province_id]
    fields = ["state", "paid_on", "hand_out_by", "version"]
    write_changed(payments, fields)


@transaction.atomic
def return_extra(*, actor: Actor, transfer: Transfer, on: date) -> Transfer:
    """The money that went out twice is back."""
    held = held_payments(actor, [transfer.payment])[0]
    if on < transfer.on_date or on > today():
        raise PayRefused(_("Ngày nộp trả phải từ ngày chi thừa đến hôm nay."), "on")
    moved = Transfer.objects.filter(pk=transfer.pk, extra=True, returned_on=None, voided_on=None).update(
        returned_on=on
    )
    if moved:
        data = {"voucher": transfer.bank_reference, "amount": transfer.amount, "on": on.isoformat()}
        audit.record(actor=actor, action="pay.extra_returned", subject=held, data=data)
    transfer.refresh_from_db()
    return transfer
