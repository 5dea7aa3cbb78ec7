"""What pay keeps about people, why, how it goes, and what a mediator gets of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.attachments.api import readers
from hoathuan.privacy.api import (
    Deed,
    Eraser,
    Nothing,
    Section,
    Subject,
    Table,
    register,
    register_collector,
    register_eraser,
)

from .mine import claims_of_mediator
from .models import Claim, Payment, Proof, Receipt

_LAW = _("Nghị định 15/2014/NĐ-CP, Điều 14; thủ tục 2.002080: chi thù lao cho hòa giải viên")
_ACCOUNT = _("Trách nhiệm giải trình của cơ quan chi tiền")
_READERS = _("Tổ hòa giải, cơ quan của xã; cơ quan cấp trên chỉ thấy số tiền")
_WORKERS = _("Người lập, xác nhận, quyết định, chi")
_MEDIATORS = _("Hòa giải viên được chi thù lao")


def register_all() -> None:
    register(*_people(), *_traces(), *_others())
    register_eraser(
        Eraser(
            *("pay.proofs", "cases.content", _("Ai xác nhận chứng cứ của vụ việc")),
            _("kể từ ngày vụ việc kết thúc, được chuyển hoặc bị xóa khỏi sổ"),
            Deed.ANONYMISE,
            _("Xóa tên người xác nhận và ghi chú; loại chứng cứ và ngày ở lại"),
            lambda before: _ask("SELECT pay_contents_due(%s)", before),
            lambda before, size: _ask("SELECT pay_erase_contents(%s, %s)", before, size),
        )
    )
    register_collector("pay", own)
    readers.register("pay.Claim", _claims)
    readers.register("pay.Proof", _proofs)
    readers.register("pay.Receipt", _receipts)


def _ask(statement: str, *values: date | int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0] or 0)


def _claims(actor: Actor) -> QuerySet[Claim]:
    """The signed request: the team and the commune's offices."""
    own_unit = actor.team_id is not None or actor.commune_id is not None
    seen: QuerySet[Claim] = Claim.objects.visible_to(actor) if own_unit else Claim.objects.none()
    return seen


def _proofs(actor: Actor) -> QuerySet[Proof]:
    """Pictures of what parties or witnesses signed: who reads the content of the dispute."""
    if not actor.reads_content:
        return Proof.objects.none()
    if actor.team_id is not None:
        return Proof.objects.filter(case__team_id=actor.team_id)
    if actor.commune_id is None:
        return Proof.objects.none()
    return Proof.objects.filter(case__now_commune_id=actor.commune_id)


def _receipts(actor: Actor) -> QuerySet[Receipt]:
    """The signed sheet: the team and the commune's offices."""
    if actor.team_id is None and actor.commune_id is None:
        return Receipt.objects.none()
    return Receipt.every.filter(payment__in=Payment.objects.visible_to(actor))


def _people() -> list[Table]:
    def table(
        model: str, label: Any, fields: tuple[str, ...], about: Any, purpose: Any, **more: Any
    ) -> Table:
        return Table(
            model=model, label=label, fields=fields, about=about, purpose=purpose, basis=_LAW, readers=_READERS,
            key=more.pop("key", "pay.money"), **more,
        )  # fmt: skip

    return [
        table(
            "pay.Share", _("Phần thù lao của hòa giải viên"), ("mediator", "amount"), _MEDIATORS,
            _("Biết mỗi hòa giải viên được bao nhiêu của vụ việc nào"),
        ),
        table(
            "pay.Receipt", _("Xác nhận đã nhận tiền"),
            (
                *("person", "mediator", "amount", "by_other", "sheet", "recorded_by", "recorded_by_seat"),
                *("voided_by", "voided_by_seat", "void_reason"),
            ),
            _MEDIATORS,
            _("Biết tiền đã đến tay hòa giải viên"),
        ),
        table(
            "pay.Payment", _("Khoản chi"), ("person", "payee", "made_by", "made_by_seat"),
            _("Người nhận tiền, người nhận thay, người lập lệnh chi"), _("Chi tiền đúng người"),
            harmless={"hand_out_by": "a day"},
        ),
        table(
            "pay.Line", _("Khoản phải chi"), ("person", "payee", "label"), _("Người được chi"),
            _("Biết xã còn phải chi gì"),
        ),
        table(
            "pay.ProofContent", _("Ai xác nhận chứng cứ của vụ việc"), ("who", "note"),
            _("Người làm chứng, trưởng thôn, người được gọi hỏi"), _("Chứng minh vụ việc đã được hòa giải"),
            key="cases.content",
        ),
    ]  # fmt: skip


def _traces() -> list[Table]:
    def trace(model: str, label: Any, fields: tuple[str, ...], **more: Any) -> Table:
        return Table(
            model=model, label=label, fields=fields, about=_WORKERS,
            purpose=_("Biết ai đã làm bước nào, lúc nào"), basis=_ACCOUNT, readers=_READERS, key="pay.money", **more,
        )  # fmt: skip

    return [
        trace(
            "pay.Claim", _("Giấy đề nghị thanh toán thù lao"),
            (
                *("made_by", "made_by_seat", "confirmed_by", "confirmed_by_seat", "decided_by", "decided_by_seat"),
                *("same_person", "paper"),
            ),
        ),
        trace("pay.ClaimItem", _("Vụ việc trong giấy đề nghị"), ("reason",)),
        trace("pay.ClaimNote", _("Diễn biến của đề nghị"), ("seat_id", "seat_label", "text")),
        trace("pay.Proof", _("Chứng cứ của vụ việc"), ("added_by", "added_by_seat", "file")),
        trace("pay.Batch", _("Đợt chi"), ("made_by", "made_by_seat")),
        trace(
            "pay.Transfer", _("Chứng từ chi"),
            ("recorded_by", "recorded_by_seat", "voided_by", "voided_by_seat", "void_reason"),
            harmless={"bank_reference": "the number of a voucher"},
        ),
        trace("pay.PayRule", _("Quy định chi thù lao của xã"), ("made_by", "made_by_seat")),
        trace("pay.Layout", _("Mẫu tệp chi"), ("made_by", "made_by_seat"), harmless={"name": "of a file's layout"}),
        trace("pay.Sample", _("Danh sách gọi hỏi lại"), ("kept_by", "kept_by_seat")),
    ]  # fmt: skip


def _others() -> list[Nothing]:
    return [
        Nothing(
            "pay.Difference", "a dispute's number, days and an amount", {"settled_by": "a line of a claim"}
        ),
        Nothing("pay.SampleCase", "which disputes were drawn, and when"),
    ]


def own(subject: Subject) -> list[Section]:
    """A person's own pay: numbers of disputes, sums, what became of them."""
    if subject.person is None:
        return []
    rows = [
        (
            str(share.item.claim), str(share.item.case), share.item.ended_on, share.amount,
            share.item.get_state_display(), share.item.line.paid_on if share.item.line else None,
        )
        for share in claims_of_mediator(subject.person)
    ]  # fmt: skip
    columns = (
        _("Đề nghị"),
        _("Số trong sổ"),
        _("Ngày kết thúc"),
        _("Số tiền"),
        _("Trạng thái"),
        _("Ngày xã chi"),
    )
    got = [
        (receipt.payment.reference, receipt.got_on, receipt.amount, receipt.get_way_display())
        for receipt in Receipt.objects.filter(person=subject.person).select_related("payment").order_by("id")
    ]
    return [
        Section("pay.shares", _("Thù lao của tôi"), columns, rows),
        Section(
            "pay.receipts", _("Tiền đã nhận"), (_("Mã chi"), _("Ngày nhận"), _("Số tiền"), _("Cách")), got
        ),
    ]
