"""What every step does besides its own: ask the right, lock the claims in one order, leave a trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.cases.api import Case
from hoathuan.core import audit
from hoathuan.core.access import Rule
from hoathuan.pay.choices import ClaimState, DifferenceState, ItemState
from hoathuan.pay.errors import NotYours, PayRefused
from hoathuan.pay.models import Claim, ClaimItem, ClaimNote, Difference
from hoathuan.pay.rights import of_team


def require(actor: Actor, rule: Rule, claims: Iterable[Claim]) -> None:
    """Asked again by every service: a page that was shown is no proof of a right. The system itself may all."""
    if actor.system:
        return
    mine = all(of_team(actor, team_id=one.team_id, commune_id=one.now_commune_id) for one in claims)
    if not rule(actor) or not mine:
        raise NotYours(_("Vị trí này không làm được bước này với đề nghị của tổ này."))


def locked(actor: Actor, claims: Iterable[Claim]) -> list[Claim]:
    """The claims as they stand now, held until the transaction ends; no reform of units begins meanwhile."""
    hold_units(actor)
    keys = [claim.pk for claim in claims]
    rows = Claim.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return list(rows.select_related("team", "area"))


def hold_corrected(teams: Iterable[int]) -> None:
    """Hold the decided claims of these teams whose disputes were put right since, before any draft of theirs.

    What is put right at this moment is waited for: a difference is asked for as it stands, in one claim.
    """
    left = Difference.objects.filter(item__claim__team__in=list(teams), state=DifferenceState.OPEN)
    claims = Claim.objects.select_for_update(no_key=True).filter(pk__in=left.values("item__claim"))
    list(claims.order_by("pk").values_list("pk", flat=True))


def hold_cases(claims: Iterable[Claim]) -> set[int]:
    """Hold the disputes of these claims, before the claims: whoever puts the register right comes before or after."""
    asked = ClaimItem.objects.filter(claim__in=list(claims)).exclude(state=ItemState.DROPPED)
    held = Case.objects.select_for_update(no_key=True).filter(pk__in=asked.values("case")).order_by("pk")
    return set(held.values_list("pk", flat=True))


def check_state(claims: Iterable[Claim], allowed: Sequence[str]) -> None:
    """Somebody else was faster, or the button was pressed twice: say how the claim stands."""
    for claim in claims:
        if claim.state not in allowed:
            raise PayRefused(stands(claim))


def check_seen(claims: Iterable[Claim], seen: Mapping[int, int] | None) -> None:
    """What is signed for is what was read: `seen` says of each claim which version that was."""
    for claim in claims:
        if seen is not None and seen.get(claim.pk) != claim.version:
            raise PayRefused(changed_since(claim))


def changed_since(claim: Claim) -> str:
    """The claim is not any more what was put before somebody."""
    words = _(
        "Đề nghị số %(claim)s đã thay đổi sau khi ông/bà mở xem. Mở lại đề nghị, xem lại rồi làm bước này."
    )
    return words % {"claim": claim}


def stands(claim: Claim) -> str:
    """How a claim stands, by whom and when: what a second press is told."""
    if claim.state == ClaimState.DECIDED:
        words = _("Đề nghị số %(claim)s đã được quyết định ngày %(day)s (%(who)s). Không cần làm lại.")
        return words % {"claim": claim, "day": f"{claim.decided_on:%d/%m/%Y}", "who": claim.decided_by}
    words = _("Đề nghị số %(claim)s đang ở bước “%(state)s”. Tải lại trang để xem.")
    return words % {"claim": claim, "state": claim.get_state_display()}


def note_many(actor: Actor, claims: Sequence[Claim], verb: str, on: date, text: str = "") -> None:
    """A line in each claim's history, and in the audit trail (one line with the numbers for many)."""
    ClaimNote.objects.bulk_create(
        [
            ClaimNote(
                claim=claim, on_date=on, verb=verb, text=text[:1000], seat_id=actor.seat_id,
                seat_label=actor.label[:300],
            )
            for claim in claims
        ],
        batch_size=2_000,
    )  # fmt: skip
    data = {"on": on.isoformat(), "claims": [str(claim) for claim in claims[:50]], "count": len(claims)}
    audit.record(
        actor=actor, action=f"pay.{verb}", subject=claims[0] if len(claims) == 1 else None, data=data
    )
