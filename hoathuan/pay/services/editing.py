"""A draft is put right before it goes to the commune: amounts, sources, shares, what is left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, Outcome, State
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.ui.numbers import number
from hoathuan.pay.choices import ClaimState, DifferenceState, ItemKind, ItemState, Sharing, Source
from hoathuan.pay.correcting import rule_of
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Claim, ClaimItem, Difference, Share
from hoathuan.pay.rights import PREPARERS
from hoathuan.pay.rules import RATE_KEYS, split, unlocked
from hoathuan.pay.working import may_receive, workers_of_many
from hoathuan.teams.api import Mediator

from .drafting import add, add_up, ladders_today, last_positions, shares_of
from .keeping import check_state, locked, note_many, require

EDITABLE = (ClaimState.DRAFT, ClaimState.RETURNED)


@dataclass(frozen=True)
class ItemChange:
    """An item as it should read: amount, source, and what each mediator gets of it."""

    amount: int
    source: str
    shares: Mapping[int, int]


def _opened(actor: Actor, claim: Claim, version: int | None) -> Claim:
    (held,) = locked(actor, [claim])
    require(actor, PREPARERS, [held])
    check_state([held], EDITABLE)
    if version is not None and held.version != version:
        raise StaleRecord
    return held


def _open_item(claim: Claim, item_id: int) -> ClaimItem:
    found = claim.items.select_for_update(of=("self",)).filter(pk=item_id, state=ItemState.OPEN).first()
    if found is None:
        raise PayRefused(_("Vụ việc này không còn trong đề nghị. Tải lại trang để xem."))
    return found


@transaction.atomic
def change_item(
    *, actor: Actor, claim: Claim, item_id: int, new: ItemChange, version: int | None = None
) -> Claim:
    """Write an item's amount, source and shares. State money above the rate is refused, donated money is not."""
    held = _opened(actor, claim, version)
    item = _open_item(held, item_id)
    if item.kind == ItemKind.DIFFERENCE:
        raise PayRefused(
            _("Khoản trả thừa, trả thiếu lần trước tính theo sổ, không sửa được. Có thể bỏ khỏi đề nghị này.")
        )
    _check_amount(item, new)
    _check_shares(item, new)
    Share.objects.filter(item=item).delete()
    ClaimItem.objects.filter(pk=item.pk).update(amount=new.amount, source=new.source)
    Share.objects.bulk_create(shares_of(item, {key: part for key, part in new.shares.items() if part}))
    return _changed(actor, held, "changed", _("Vụ việc số %(case)s") % {"case": item.case})


def _check_amount(item: ClaimItem, new: ItemChange) -> None:
    if new.amount <= 0:
        raise PayRefused(
            _("Số tiền phải lớn hơn 0 đồng. Không đề nghị vụ việc này thì bỏ khỏi đề nghị."), "amount"
        )
    if new.source == Source.STATE and new.amount > item.rate:
        words = _(
            "%(amount)s đồng cao hơn mức chi %(rate)s đồng (%(document)s). Tiền ngân sách nhà nước không chi quá mức "
            "của địa phương (Thông tư 56/2023/TT-BTC, khoản 1 Điều 5). Ghi số tiền không quá mức chi; nếu cả số tiền "
            "này do người khác ủng hộ thì chọn nguồn ủng hộ."
        )
        data = {
            "amount": number(new.amount), "rate": number(item.rate), "document": item.rate_document,
        }  # fmt: skip
        raise PayRefused(words % data, "amount")


def _check_shares(item: ClaimItem, new: ItemChange) -> None:
    total = sum(new.shares.values())
    if total != new.amount or any(part < 0 for part in new.shares.values()):
        words = _(
            "Các phần cộng lại là %(total)s đồng, khác số tiền %(amount)s đồng. Sửa cho khớp từng đồng."
        )
        raise PayRefused(words % {"total": number(total), "amount": number(new.amount)}, "shares")
    known = set(may_receive(item).values_list("pk", flat=True))
    if not known >= set(new.shares):
        words = _("Có người không phải hòa giải viên của tổ, cũng không cùng hòa giải. Chọn lại người nhận.")
        raise PayRefused(words, "shares")
    taking = [key for key, part in new.shares.items() if part]
    people = list(Mediator.objects.filter(pk__in=taking).values_list("person", flat=True))
    if len(people) != len(set(people)):
        words = _("Có người được ghi hai phần của một vụ việc (ở hai tổ). Gộp lại thành một phần.")
        raise PayRefused(words, "shares")


@transaction.atomic
def share_again(*, actor: Actor, claim: Claim, sharing: str, version: int | None = None) -> Claim:
    """Share every dispute of the claim anew in one way; the way is written into the claim."""
    held = _opened(actor, claim, version)
    items = list(held.items.filter(state=ItemState.OPEN, kind=ItemKind.PAY).select_related("case"))
    workers = workers_of_many([item.case for item in items])
    Share.objects.filter(item__in=items).delete()
    given = (
        share
        for item in items
        for share in shares_of(item, split(item.amount, workers[item.case_id], sharing))
    )
    Share.objects.bulk_create(given)
    held.sharing_note = str(Sharing(sharing).label)
    Claim.objects.filter(pk=held.pk).update(sharing_note=held.sharing_note)
    return _changed(actor, held, "shared", held.sharing_note)


@transaction.atomic
def drop_item(*, actor: Actor, claim: Claim, item_id: int, version: int | None = None) -> Claim:
    """Leave a dispute out of this claim; it may be asked for later."""
    held = _opened(actor, claim, version)
    item = _open_item(held, item_id)
    _let_go(item)
    return _changed(actor, held, "left_out", _("Vụ việc số %(case)s") % {"case": item.case})


def _let_go(item: ClaimItem) -> None:
    Share.objects.filter(item=item).update(live=False)
    ClaimItem.objects.filter(pk=item.pk).update(state=ItemState.DROPPED)
    Difference.objects.filter(settled_by=item).update(state=DifferenceState.OPEN, settled_by=None)


@transaction.atomic
def drop(*, actor: Actor, claim: Claim) -> Claim:
    """Throw a draft or a returned claim away; its disputes may be asked for again. Its number stays used."""
    held = _opened(actor, claim, None)
    for item in held.items.filter(state=ItemState.OPEN):
        _let_go(item)
    Claim.objects.filter(pk=held.pk).update(state=ClaimState.DROPPED, version=F("version") + 1)
    note_many(actor, [held], "dropped", today())
    held.refresh_from_db()
    return held


@transaction.atomic
def refresh(*, actor: Actor, claim: Claim) -> Claim:
    """Take disputes as the register and their proofs have them now; those that may not be paid any more go."""
    held = _opened(actor, claim, None)
    items = list(held.items.filter(state=ItemState.OPEN).select_related("case__area", "case__team"))
    stale = outdated(items)
    for item in items:
        if item.pk in stale:
            _let_go(item)
    cases = [item.case for item in items if item.pk in stale and _still_ended(item.case)]
    cases = [case for case in cases if case.team_id == held.team_id]
    proved = [one for one in ladders_today(cases, today()) if one.unlocked.outcome]
    add({held.team_id: held}, proved, last_positions([held]))
    return _changed(actor, held, "refreshed", "")


@transaction.atomic
def ask_again(*, actor: Actor, claim: Claim, case: Case) -> Claim:
    """Put a dispute that was refused before into a draft once more (with better proof)."""
    held = _opened(actor, claim, None)
    standing = ClaimItem.objects.filter(
        case=case, kind=ItemKind.PAY, state__in=[ItemState.OPEN, ItemState.APPROVED]
    )
    if case.team_id != held.team_id or not _still_ended(case) or standing.exists():
        raise PayRefused(_("Vụ việc này không đề nghị được: chưa kết thúc, của tổ khác, hoặc đã đề nghị."))
    (one,) = ladders_today([case], today())
    if not one.unlocked.outcome:
        words = _("Vụ việc này chưa đủ chứng cứ để được chi. Thêm: %(helps)s.")
        raise PayRefused(words % {"helps": ", ".join(one.helps)})
    add({held.team_id: held}, [one], last_positions([held]))
    return _changed(actor, held, "added", _("Vụ việc số %(case)s") % {"case": case})


def _still_ended(case: Case) -> bool:
    return case.state == State.ENDED and case.voided_on is None


def changed(item: ClaimItem) -> bool:
    """Whether the register says something else today than when this was asked for."""
    case = item.case
    if item.kind == ItemKind.DIFFERENCE:
        return False
    return not _still_ended(case) or (case.ended_on, case.outcome) != (item.ended_on, item.outcome)


def outdated(items: Sequence[ClaimItem]) -> set[int]:
    """Keys of items whose dispute the register has otherwise today, or whose proofs unlock another rate by now."""
    stale = {item.pk for item in items if changed(item)}
    rest = {item.case_id: item for item in items if item.kind == ItemKind.PAY and item.pk not in stale}
    for one in ladders_today([item.case for item in rest.values()], today()):
        item = rest[one.case.pk]
        if item.rate_key != RATE_KEYS.get(one.unlocked.outcome):
            stale.add(item.pk)
    return stale


def unproved(items: Sequence[ClaimItem], proofs: Mapping[int, set[str]]) -> set[int]:
    """Keys of items of sent claims whose proofs were struck out since: they unlock less now than is asked for.

    `proofs`: dispute → kinds of proof that are there now.
    """
    asked = [item for item in items if item.kind == ItemKind.PAY]
    lost = [item for item in asked if set(item.proofs) - proofs[item.case_id]]
    return {item.pk for item in lost if _unlocks_less(item, proofs[item.case_id])}


def _unlocks_less(item: ClaimItem, proofs: Collection[str]) -> bool:
    outcome = unlocked(item.outcome, proofs, rule_of(item).rungs).outcome
    lower = RATE_KEYS[Outcome.UNSUCCESSFUL]
    return not outcome or (RATE_KEYS[outcome] == lower and item.rate_key != lower)


def _changed(actor: Actor, claim: Claim, verb: str, text: str) -> Claim:
    add_up([claim])
    Claim.objects.filter(pk=claim.pk).update(version=F("version") + 1)
    claim.refresh_from_db()
    note_many(actor, [claim], verb, today(), text)
    return claim
