"""A proof is added to a dispute, or taken back; what it says is as secret as the dispute."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.cases.api import Case, State, hold, may_write_on, tell_proved
from hoathuan.core import audit
from hoathuan.core.attachments.api import Attachment
from hoathuan.core.dates import today
from hoathuan.pay.choices import FOUND_PROOFS, CallResult, ProofKind
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Proof, ProofContent


@transaction.atomic
def add_proof(
    *,
    actor: Actor,
    case: Case,
    kind: str,
    on: date,
    who: str = "",
    note: str = "",
    result: str = "",
    file: Attachment | None = None,
) -> Proof:
    """Write down a witness, the village head's word, a call back with its result, a signed paper, a photo."""
    _check_right(actor, case)
    if kind in FOUND_PROOFS or kind not in ProofKind.values:
        raise PayRefused(_("Chọn loại chứng cứ."), "kind")
    _check_caller(actor, kind)
    hold(case)
    if case.state != State.ENDED or case.voided_on:
        raise PayRefused(_("Chỉ thêm chứng cứ cho vụ việc đã kết thúc."))
    if on > today():
        raise PayRefused(_("Ngày phải từ hôm nay trở về trước."), "on")
    if kind == ProofKind.CALLBACK and result not in CallResult.values:
        raise PayRefused(_("Chọn kết quả gọi hỏi."), "result")
    if kind in (ProofKind.WITNESS, ProofKind.VILLAGE) and not who.strip():
        raise PayRefused(_("Ghi tên người xác nhận."), "who")
    if kind in (ProofKind.PHOTO, ProofKind.AGREEMENT) and file is None:
        raise PayRefused(_("Gửi ảnh hoặc bản chụp."), "file")
    proof = Proof.objects.create(
        case=case, kind=kind, on_date=on, file=file, added_by_seat=actor.seat_id, added_by=actor.label[:300],
        result=result if kind == ProofKind.CALLBACK else "",
    )  # fmt: skip
    ProofContent.objects.create(
        proof=proof, team_id=case.team_id, now_commune_id=case.now_commune_id, who=who.strip()[:150],
        note=note.strip(),
    )  # fmt: skip
    audit.record(
        actor=actor, action="pay.proof_added", subject=case, data={"kind": kind, "on": on.isoformat()}
    )
    tell_proved(actor, case)
    return proof


@transaction.atomic
def void_proof(*, actor: Actor, proof: Proof) -> Proof:
    """A proof that was written down by mistake: it stays to be seen and proves nothing."""
    _check_right(actor, proof.case)
    _check_caller(actor, proof.kind)
    hold(proof.case)
    if Proof.objects.filter(pk=proof.pk, voided_on=None).update(voided_on=today()):
        audit.record(actor=actor, action="pay.proof_voided", subject=proof.case, data={"kind": proof.kind})
        tell_proved(actor, proof.case)
    proof.refresh_from_db()
    return proof


def may_call(actor: Actor) -> bool:
    """Who writes down and takes back what was said on the phone: the commune, never the team that is asked about."""
    return actor.system or actor.kind == SeatKind.COMMUNE_OFFICER


def _check_caller(actor: Actor, kind: str) -> None:
    if kind == ProofKind.CALLBACK and not may_call(actor):
        raise NotYours(_("Chỉ công chức tư pháp của xã ghi hoặc bỏ kết quả gọi hỏi."))


def _check_right(actor: Actor, case: Case) -> None:
    if not may_write_on(actor, case):
        raise NotYours(_("Chỉ tổ hòa giải và công chức tư pháp của xã ghi chứng cứ của vụ việc này."))
