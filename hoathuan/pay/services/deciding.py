"""The commune approves or refuses in writing, whole claims or single disputes; what is approved is committed and due.

Decree 15/2014/NĐ-CP (procedure 2.002080). All or nothing: a connection that is lost while deciding leaves the
claim as it was, and a second press is told how it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.accounts.models import Seat
from hoathuan.budgets.api import Overspend, check_rate, year_of
from hoathuan.core.dates import today
from hoathuan.core.ui.numbers import number
from hoathuan.core.writing import write_changed
from hoathuan.pay import money
from hoathuan.pay.choices import ClaimState, DifferenceState, ItemKind, ItemState
from hoathuan.pay.correcting import follow_proofs
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.evidence import proofs_of_many
from hoathuan.pay.models import Claim, ClaimItem, Difference, Line, Share
from hoathuan.pay.rates import Rates
from hoathuan.pay.rights import DECIDERS

from .editing import changed, unproved
from .keeping import check_seen, check_state, hold_cases, locked, note_many, require
from .owing import Owed, owe_many

PURPOSE = "claims"


@transaction.atomic
def decide(
    *,
    actor: Actor,
    claim: Claim,
    refusals: Mapping[int, str] | None = None,
    overspend: Overspend | None = None,
    version: int | None = None,
) -> Claim:
    """Approve one claim but for `refusals` (item → written reason). `version`: of the claim as it was read."""
    seen = None if version is None else {claim.pk: version}
    return decide_many(actor=actor, claims=[claim], refusals=refusals, overspend=overspend, seen=seen)[0]


@transaction.atomic
def refuse(*, actor: Actor, claim: Claim, reason: str, version: int | None = None) -> Claim:
    """Refuse the whole claim in writing."""
    keys = claim.items.filter(state=ItemState.OPEN).values_list("pk", flat=True)
    return decide(actor=actor, claim=claim, refusals=dict.fromkeys(keys, reason), version=version)


@transaction.atomic
def decide_many(
    *,
    actor: Actor,
    claims: Sequence[Claim],
    refusals: Mapping[int, str] | None = None,
    overspend: Overspend | None = None,
    seen: Mapping[int, int] | None = None,
) -> list[Claim]:
    """Decide claims of one commune (or more, for the system) at once: what is not refused is approved.

    `seen`: key of each claim → its version as it was read.
    """
    hold_units(actor)
    cases = hold_cases(claims)
    held = locked(actor, claims)
    require(actor, DECIDERS, held)
    check_state(held, (ClaimState.SUBMITTED,))
    check_seen(held, seen)
    items = list(
        ClaimItem.objects.select_for_update(of=("self",))
        .filter(claim__in=held, state=ItemState.OPEN)
        .order_by("pk")
        .select_related("case")
    )
    known = {claim.pk: claim for claim in held}
    for item in items:
        item.claim = known[item.claim_id]
    why = {key: reason.strip() for key, reason in (refusals or {}).items()}
    _check_reasons(items, why, cases)
    granted = [item for item in items if item.pk not in why]
    proofs, _denied = proofs_of_many([item.case for item in granted], confirmed=True)
    _check_approved(granted, proofs)
    _write_items(items, why)
    _close(actor, held, items, today())
    _owe(actor, held, items, overspend)
    follow_proofs(actor, granted, proofs)
    return held


def _check_reasons(items: Sequence[ClaimItem], why: Mapping[int, str], cases: set[int]) -> None:
    if set(why) - {item.pk for item in items} or {item.case_id for item in items} - cases:
        raise PayRefused(_("Danh sách vụ việc đã đổi. Tải lại trang để xem rồi quyết định."))
    for item in items:
        if item.pk in why and not why[item.pk]:
            words = _("Ghi lý do từ chối vụ việc số %(case)s; tổ hòa giải được đọc lý do này.")
            raise PayRefused(words % {"case": item.case}, f"reason_{item.pk}")


def _check_approved(items: Sequence[ClaimItem], proofs: Mapping[int, set[str]]) -> None:
    """Nothing is approved that the register or the proofs no longer say, or above the rate that holds."""
    rates = Rates([item.case for item in items])
    bare = unproved(items, proofs)
    for item in items:
        if item.pk in bare:
            words = _(
                "Vụ việc số %(case)s: chứng cứ đã bỏ sau khi tổ đề nghị, không còn đủ cho mức chi này. Trả lại để tổ "
                "cập nhật, hoặc từ chối riêng vụ việc này."
            )
            raise PayRefused(words % {"case": item.case}, f"reason_{item.pk}")
        if changed(item):
            words = _(
                "Vụ việc số %(case)s đã bị sửa, hủy hoặc mở lại sau khi tổ đề nghị. Trả lại để tổ cập nhật, hoặc từ "
                "chối riêng vụ việc này."
            )
            raise PayRefused(words % {"case": item.case}, f"reason_{item.pk}")
        if item.kind == ItemKind.PAY:
            check_rate(item.amount, rates.of_item(item), item.source)


def _write_items(items: Sequence[ClaimItem], why: Mapping[int, str]) -> None:
    for item in items:
        item.state = ItemState.REFUSED if item.pk in why else ItemState.APPROVED
        item.reason = why.get(item.pk, "")[:500]
    refused = [item for item in items if item.pk in why]
    write_changed(refused, ["state", "reason"])
    Share.objects.filter(item__in=[item.pk for item in refused]).update(live=False)
    # a difference that is refused is not settled: it waits for the next claim, or is given back
    Difference.objects.filter(settled_by__in=refused).update(state=DifferenceState.OPEN, settled_by=None)


def _close(actor: Actor, claims: Sequence[Claim], items: Sequence[ClaimItem], day: date) -> None:
    sums: dict[int, int] = {}
    for item in items:
        if item.state == ItemState.APPROVED:
            sums[item.claim_id] = sums.get(item.claim_id, 0) + item.amount
    doubled = _same_people(actor, claims)
    for claim in claims:
        claim.state, claim.decided_on = ClaimState.DECIDED, day
        claim.decided_by_seat, claim.decided_by = actor.seat_id, actor.label[:300]
        claim.approved_amount, claim.version = sums.get(claim.pk, 0), claim.version + 1
        claim.same_person = claim.pk in doubled
    fields = [
        "state", "decided_on", "decided_by_seat", "decided_by", "approved_amount", "version", "same_person",
    ]  # fmt: skip
    write_changed(claims, fields)
    for verb, those in _by_answer(claims, items).items():
        note_many(actor, those, verb, day)


def _by_answer(claims: Sequence[Claim], items: Sequence[ClaimItem]) -> dict[str, list[Claim]]:
    answers: dict[int, set[str]] = {}
    for item in items:
        answers.setdefault(item.claim_id, set()).add(item.state)
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        given = answers.get(claim.pk, set())
        verb = "approved" if ItemState.REFUSED not in given else "partly"
        found.setdefault("refused" if given == {ItemState.REFUSED} else verb, []).append(claim)
    return found


def _same_people(actor: Actor, claims: Sequence[Claim]) -> set[int]:
    """Claims that the person who decides has drafted or confirmed in another seat: warned of and written down."""
    if actor.seat is None:
        return set()
    seats = {seat for claim in claims for seat in (claim.made_by_seat, claim.confirmed_by_seat) if seat}
    own = set(Seat.objects.filter(pk__in=seats, person=actor.seat.person_id).values_list("pk", flat=True))
    return {claim.pk for claim in claims if {claim.made_by_seat, claim.confirmed_by_seat} & own}


def same_person(actor: Actor, claim: Claim) -> bool:
    """Whether the seat's person has drafted or confirmed this claim."""
    return bool(_same_people(actor, [claim]))


def _owe(
    actor: Actor, claims: Sequence[Claim], items: Sequence[ClaimItem], overspend: Overspend | None
) -> None:
    """One sum to the team for each claim and source of money, of the budget year of the decision."""
    _check_nobody_owes([item for item in items if item.state == ItemState.APPROVED])
    by_line: dict[tuple[int, str], list[ClaimItem]] = {}
    for item in items:
        if item.state == ItemState.APPROVED:
            by_line.setdefault((item.claim_id, item.source), []).append(item)
    known = {claim.pk: claim for claim in claims}
    owed = [
        _owed(known[key], source, sum(item.amount for item in those))
        for (key, source), those in by_line.items()
    ]
    lines = {
        (line.subject, line.source): line for line in owe_many(actor, [one for one in owed if one], overspend=overspend)
    }  # fmt: skip
    for (key, source), those in by_line.items():
        line: Line | None = lines.get((str(known[key].uuid), source))
        for item in those:
            item.line = line
    write_changed([item for item in items if item.state == ItemState.APPROVED], ["state", "line"])


def _check_nobody_owes(items: Sequence[ClaimItem]) -> None:
    """What one mediator got too much before is never taken off what the others have earned."""
    if not any(item.amount < 0 for item in items):
        return
    sums = (
        Share.objects.filter(item__in=items, live=True)
        .order_by()
        .annotate(name=F("mediator__person__full_name"))
    )
    by_person = sums.values("item__claim", "item__source", "mediator__person", "name").annotate(
        n=Sum("amount")
    )
    owing = by_person.filter(n__lt=0).order_by("name").first()
    if owing is not None:
        words = _(
            "Lần trước xã trả thừa cho %(name)s; lần này chưa đủ để trừ. Không duyệt khoản trả thừa của người này; khi "
            "tổ nộp lại thì kế toán ghi nộp lại."
        )
        raise PayRefused(words % {"name": owing["name"]})


def _owed(claim: Claim, source: str, amount: int) -> Any:
    if amount < 0:
        words = _(
            "Đề nghị số %(claim)s: lần trước xã trả thừa; lần này chưa đủ để trừ, còn thiếu %(amount)s đồng. Trả lại "
            "để tổ bỏ khoản trả thừa ra khỏi đề nghị; khi tổ nộp lại thì kế toán ghi nộp lại."
        )
        raise PayRefused(words % {"claim": claim, "amount": number(-amount)})
    if amount == 0:
        return None
    return Owed(
        purpose=PURPOSE,
        subject=str(claim.uuid),
        label=_("Thù lao hòa giải viên, %(team)s, đề nghị số %(claim)s")
        % {"team": claim.team.name, "claim": claim},
        amount=amount,
        cost_line=money.PAY,
        year=year_of(claim.decided_on),  # type: ignore[arg-type]
        since=claim.decided_on,  # type: ignore[arg-type]
        due_on=claim.due_on,
        source=source,
        team=claim.team,
        place=claim.area,
    )


__all__ = ["PURPOSE", "decide", "decide_many", "refuse", "same_person"]
