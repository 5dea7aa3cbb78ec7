"""The register is put right after a dispute was approved: the difference is written down, nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import PROVED, Case, State, register_listener
from hoathuan.core import audit
from hoathuan.core.dates import today

from . import evidence, rules
from .choices import ClaimState, DifferenceState, ItemKind, ItemState, Source
from .errors import PayRefused
from .models import Claim, ClaimItem, ClaimNote, Difference, Share
from .rates import Rates, commune_of
from .standing import Stated, stated_on

_GOING_ON = (State.RECEIVED, State.ACCEPTED, State.ASSIGNED)


def follow(actor: Actor, case: Case, what: str, before: Mapping[str, Any]) -> None:
    """Called inside the transaction that changed a dispute. What is not decided yet is seen when it is decided.

    While a dispute is taken up again nothing is taken back: it was ended and paid rightly (Law 35/2013/QH13 Art. 27);
    its next ending says what is due.
    """
    if case.state in _GOING_ON and case.voided_on is None:
        return
    item = _approved(case)
    if item is None:
        return
    now_due, document = _now_due(item, case)
    asked = _asked_for(item)
    settled = _settled(item, but=asked)
    amount = rules.difference(item.amount, settled, now_due)
    if asked is None:
        _write(actor, item, what, amount, document, _facts(case))
    else:
        _ask_for(actor, asked, what, amount, document, _facts(case))


def _approved(case: Case) -> ClaimItem | None:
    """The approved request for a dispute, read when nobody decides it or asks for its difference any more.

    The dispute is held already; its claims follow, as where it is decided (`deciding`).
    """
    live = ClaimItem.objects.filter(case=case).exclude(state=ItemState.DROPPED)
    settling = Q(kind=ItemKind.DIFFERENCE) | Q(claim__state__in=[ClaimState.SUBMITTED, ClaimState.DECIDED])
    claims = Claim.objects.select_for_update(no_key=True).filter(pk__in=live.filter(settling).values("claim"))
    list(claims.order_by("pk").values_list("pk", flat=True))
    approved = live.filter(kind=ItemKind.PAY, state=ItemState.APPROVED)
    return approved.select_related("claim", "case__area").first()


def _now_due(item: ClaimItem, case: Case) -> tuple[int, str]:
    """What the dispute would be paid today, and by which document; 0 where it no longer counts as ended.

    It is paid by what its proofs unlock by now, by the rule under which it was asked for.
    """
    if case.voided_on or case.state != State.ENDED or case.ended_on is None:
        return 0, ""
    stated = rule_of(item)
    outcome = evidence.ladders([case], stated)[case.pk].unlocked.outcome
    now = (case.ended_on, case.outcome, rules.RATE_KEYS.get(outcome))
    if now == (item.ended_on, item.outcome, item.rate_key):
        return item.amount, item.rate_document
    if not outcome:
        return 0, stated.text
    try:
        value = Rates([case]).of(case, outcome)
    except PayRefused:
        return item.amount, item.rate_document
    rate = int(value.amount or 0)
    if item.source == Source.DONATED:
        return item.amount, value.cited
    return (rate if item.amount == item.rate else min(item.amount, rate)), value.cited


def rule_of(item: ClaimItem) -> Stated:
    """The commune's rule under which a dispute was asked for: the one known when the claim was sent."""
    claim = item.claim
    day = claim.received_on or claim.made_on
    sent = ClaimNote.objects.filter(claim=claim, verb="confirmed").order_by("-id").first()
    return stated_on(commune_of(item.case, day), day, known_at=sent.at if sent else None)


def follow_proofs(actor: Actor, items: Iterable[ClaimItem], proofs: Mapping[int, set[str]]) -> None:
    """Proofs that came or went while the commune had the claim count anew as soon as these are approved.

    `proofs`: dispute → kinds of proof that are there now.
    """
    for item in items:
        if item.kind == ItemKind.PAY and proofs[item.case_id] != set(item.proofs):
            follow(actor, item.case, PROVED, {})


def _settled(item: ClaimItem, *, but: Difference | None) -> int:
    """What corrections of before have added or taken off, or what was given back; `but` for one not decided yet."""
    done = item.differences.exclude(state=DifferenceState.OPEN).exclude(pk=but.pk if but else 0)
    return done.aggregate(total=Sum("amount"))["total"] or 0


def _asked_for(item: ClaimItem) -> Difference | None:
    """The difference that stands in a claim which is not decided yet (`_approved` holds that claim)."""
    waiting = item.differences.filter(state=DifferenceState.SETTLED, settled_by__state=ItemState.OPEN)
    return waiting.select_related("settled_by__claim").first()


def _ask_for(
    actor: Actor, one: Difference, what: str, amount: int, document: str, after: Mapping[str, Any]
) -> None:
    """The register was put right once more before the claim was decided: it asks for what is right now."""
    from .services.drafting import add_up, shared_as, shares_of
    from .services.keeping import note_many

    asked: Any = one.settled_by
    Difference.objects.filter(pk=one.pk).update(
        what=what, after=dict(after), amount=amount, note=document[:300]
    )
    Share.objects.filter(item=asked).delete()
    asked.amount, asked.rate, asked.rate_document = amount, abs(amount), document[:300]
    asked.state = asked.state if amount else ItemState.DROPPED
    asked.save(update_fields=["amount", "rate", "rate_document", "state"])
    Share.objects.bulk_create(shares_of(asked, shared_as(one.item, amount)) if amount else [])
    add_up([asked.claim])
    Claim.objects.filter(pk=asked.claim_id).update(version=F("version") + 1)
    note_many(actor, [asked.claim], "refreshed", today(), _("Vụ việc số %(case)s") % {"case": one.item.case})
    audit.record(actor=actor, action="pay.difference", subject=asked.claim, data={"amount": amount})


def _facts(case: Case) -> dict[str, Any]:
    return {
        "state": case.state, "ended_on": str(case.ended_on or ""), "outcome": case.outcome,
        "voided_on": str(case.voided_on or ""),
    }  # fmt: skip


def _write(
    actor: Actor, item: ClaimItem, what: str, amount: int, document: str, after: Mapping[str, Any]
) -> None:
    paid = {"ended_on": str(item.ended_on), "outcome": item.outcome, "amount": item.amount}
    standing = item.differences.filter(state=DifferenceState.OPEN).first()
    if standing is None and amount == 0:
        return
    values = {"what": what, "after": dict(after), "amount": amount, "note": document[:300]}
    if standing is None:
        Difference.objects.create(item=item, found_on=today(), before=paid, **values)
    elif amount == 0:
        # the register says again what was paid: the line stays, with nothing left to settle
        Difference.objects.filter(pk=standing.pk).update(**values, state=DifferenceState.SETTLED)
    else:
        Difference.objects.filter(pk=standing.pk).update(**values)
    audit.record(actor=actor, action="pay.difference", subject=item.claim, data={"amount": amount})


def register_all() -> None:
    register_listener("pay", follow)
