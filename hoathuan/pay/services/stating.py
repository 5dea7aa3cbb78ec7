"""The commune states its rule of pay by a document, and how its payment file looks: each change is a new version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.documents.api import reserve_numbers
from hoathuan.pay import filing, rules
from hoathuan.pay.choices import ProofKind, Sharing
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Layout, PayRule
from hoathuan.pay.rights import DECIDERS, PAYERS
from hoathuan.units.api import area_of
from hoathuan.units.models import Unit


@dataclass(frozen=True)
class Statement:
    """A rule as its document states it."""

    from_on: date
    document_number: str
    document_on: date
    rungs: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=lambda: rules.DEFAULT_RUNGS)
    sharing: str = Sharing.EQUAL
    sample_percent: int = rules.DEFAULT_SAMPLE
    thresholds: Mapping[str, int] = field(default_factory=dict)


def _home(actor: Actor) -> Unit:
    if actor.commune_id is None:
        raise NotYours(_("Quy định này do xã đặt."))
    return Unit.objects.get(pk=actor.commune_id)


@transaction.atomic
def state_rule(*, actor: Actor, new: Statement) -> PayRule:
    """A leader of the commune states which proofs unlock which rate, how pay is shared, how many are asked again."""
    if not DECIDERS(actor):
        raise NotYours(_("Chỉ lãnh đạo xã đặt quy định chi thù lao."))
    commune = _home(actor)
    _check(new)
    row = PayRule(
        from_on=new.from_on, document_number=new.document_number.strip(), document_on=new.document_on,
        rungs={key: [sorted(set(needed)) for needed in lists] for key, lists in new.rungs.items()},
        sharing=new.sharing, sample_percent=new.sample_percent, thresholds=dict(new.thresholds),
        made_by_seat=actor.seat_id, made_by=actor.label[:300],
    )  # fmt: skip
    row.locate(area_of(commune, new.from_on))
    row.save()
    data = {"document": row.document_number, "from": row.from_on.isoformat()}
    audit.record(actor=actor, action="pay.rule_stated", subject=row, data=data)
    return row


def _check(new: Statement) -> None:
    if not new.document_number.strip():
        raise PayRefused(_("Ghi số văn bản của xã."), "document_number")
    if new.document_on > today():
        raise PayRefused(_("Ngày văn bản phải từ hôm nay trở về trước."), "document_on")
    if new.from_on < today():
        raise PayRefused(
            _("Quy định áp dụng sớm nhất từ hôm nay: việc đã làm theo quy định cũ thì giữ nguyên."), "from_on"
        )
    unknown = {kind for lists in new.rungs.values() for needed in lists for kind in needed}
    if unknown - set(ProofKind.values):
        raise PayRefused(_("Có loại chứng cứ không biết. Chọn lại."), "rungs")
    if trouble := rules.check_rungs(new.rungs):
        raise PayRefused(trouble, "rungs")
    if not 0 <= new.sample_percent <= 100:
        raise PayRefused(_("Tỷ lệ gọi hỏi lại từ 0 đến 100."), "sample_percent")


@transaction.atomic
def write_layout(*, actor: Actor, name: str, values: Mapping[str, Any]) -> Layout:
    """A new version of a payment file's layout; batches made before keep theirs."""
    if not PAYERS(actor):
        raise NotYours(_("Chỉ kế toán xã đặt mẫu tệp chi."))
    commune = _home(actor)
    if not name.strip():
        raise PayRefused(_("Ghi tên mẫu, ví dụ: Kho bạc."), "name")
    if trouble := filing.check_columns(values["columns"]):
        raise PayRefused(trouble, "columns")
    # the number is taken under a lock, so that two versions made at once are told apart
    reserve_numbers({f"pay-layout/{commune.uuid}": 1})
    last = Layout.objects.filter(now_commune=commune, name=name.strip()).aggregate(last=Max("number"))["last"]
    layout = Layout(
        name=name.strip()[:120], number=(last or 0) + 1, made_on=today(), made_by_seat=actor.seat_id,
        made_by=actor.label[:300], **values,
    )  # fmt: skip
    layout.locate(area_of(commune, today()))
    layout.save()
    audit.record(actor=actor, action="pay.layout_written", subject=layout, data={"name": str(layout)})
    return layout
