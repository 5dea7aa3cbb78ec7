"""The head confirms a claim, and it goes to the commune; the commune may send it back for what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.core.attachments.api import Attachment
from hoathuan.core.dates import today
from hoathuan.core.writing import write_changed
from hoathuan.norms import api as norms
from hoathuan.pay.choices import ClaimState, ItemKind, ItemState
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Claim, ClaimItem
from hoathuan.pay.rights import CONFIRMERS, RETURNERS

from .editing import EDITABLE, outdated
from .keeping import check_seen, check_state, locked, note_many, require

_WITHIN = "pay.commune_within"


@transaction.atomic
def confirm(
    *,
    actor: Actor,
    claim: Claim,
    on: date | None = None,
    paper: Attachment | None = None,
    version: int | None = None,
) -> Claim:
    """The head says that the register entries are true; the officer says so from the paper that the head signed.

    `version`: of the claim as it was read.
    """
    seen = None if version is None else {claim.pk: version}
    return confirm_many(actor=actor, claims=[claim], on=on, paper=paper, seen=seen)[0]


@transaction.atomic
def confirm_many(
    *,
    actor: Actor,
    claims: Sequence[Claim],
    on: date | None = None,
    paper: Attachment | None = None,
    seen: Mapping[int, int] | None = None,
) -> list[Claim]:
    """Several at once. `on`: the day on which the head signed; the commune's days run from today, when it has it.

    `seen`: key of each claim → its version as it was read.
    """
    held = locked(actor, claims)
    require(actor, CONFIRMERS, held)
    check_state(held, EDITABLE)
    check_seen(held, seen)
    day = today()
    signed = on or day
    if signed > day:
        raise PayRefused(_("Ngày ký phải từ hôm nay trở về trước."), "on")
    if actor.kind == SeatKind.COMMUNE_OFFICER and paper is None:
        raise PayRefused(_("Gửi ảnh hoặc bản chụp giấy đề nghị có chữ ký của tổ trưởng."), "paper")
    _check_items(held)
    for claim in held:
        claim.state, claim.confirmed_on, claim.paper = ClaimState.SUBMITTED, signed, paper
        claim.confirmed_by_seat, claim.confirmed_by = actor.seat_id, actor.label[:300]
        claim.received_on, claim.version = day, claim.version + 1
    _set_due(held, day)
    signing = ["confirmed_on", "paper", "confirmed_by_seat", "confirmed_by"]
    write_changed(held, ["state", *signing, "received_on", "due_on", "version"])
    note_many(actor, held, "confirmed", day)
    return held


def _set_due(claims: Sequence[Claim], day: date) -> None:
    """Five working days from a complete dossier (procedure 2.002080), as norms have it for each commune."""
    known: dict[int | None, date] = {}
    for claim in claims:
        if claim.now_province_id not in known:
            value = norms.value(_WITHIN, on=day, unit=claim.now_commune)
            known[claim.now_province_id] = norms.last_day(day, value, unit=claim.now_commune)
        claim.due_on = known[claim.now_province_id]


def _check_items(claims: Sequence[Claim]) -> None:
    """Nothing goes to the commune that does not add up or that the register has changed meanwhile."""
    items = list(ClaimItem.objects.filter(claim__in=claims, state=ItemState.OPEN).select_related("case"))
    empty = {claim.pk for claim in claims} - {item.claim_id for item in items}
    if empty:
        raise PayRefused(_("Đề nghị chưa có vụ việc nào. Thêm vụ việc rồi xác nhận."))
    given = dict(
        ClaimItem.objects.filter(pk__in=[item.pk for item in items], shares__live=True)
        .order_by()
        .values("pk")
        .annotate(given=Sum("shares__amount"))
        .values_list("pk", "given")
    )
    stale = outdated(items)
    for item in items:
        if item.pk in stale:
            words = _(
                "Vụ việc số %(case)s: sổ hoặc chứng cứ đã thay đổi sau khi soạn. Bấm “Sửa đề nghị cho khớp với sổ” rồi "
                "xem lại."
            )
            raise PayRefused(words % {"case": item.case})
        if item.kind == ItemKind.PAY and item.amount == 0:
            words = _("Vụ việc số %(case)s đề nghị 0 đồng. Ghi số tiền, hoặc bỏ vụ việc khỏi đề nghị.")
            raise PayRefused(words % {"case": item.case})
        if given.get(item.pk, 0) != item.amount:
            words = _("Vụ việc số %(case)s: các phần chia chưa khớp số tiền. Ghi hòa giải viên nhận tiền.")
            raise PayRefused(words % {"case": item.case}, "shares")


@transaction.atomic
def send_back(*, actor: Actor, claim: Claim, reason: str) -> Claim:
    """The commune says what is missing; the days begin anew when the dossier is complete."""
    (held,) = locked(actor, [claim])
    require(actor, RETURNERS, [held])
    check_state([held], (ClaimState.SUBMITTED,))
    if not reason.strip():
        raise PayRefused(_("Ghi rõ còn thiếu gì để tổ bổ sung."), "reason")
    Claim.objects.filter(pk=held.pk).update(state=ClaimState.RETURNED, version=F("version") + 1)
    note_many(actor, [held], "returned", today(), reason.strip())
    held.refresh_from_db()
    return held
