"""Reads about claims and payments, always within the actor's reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.cases.api import Case
from hoathuan.core.dates import today
from hoathuan.teams.api import Team
from hoathuan.units.models import Unit

from .choices import ClaimState, DifferenceState, LineState, PaymentState
from .models import Batch, Claim, ClaimItem, Difference, Layout, Line, Payment, PayRule, Share, Transfer
from .rights import COMMUNE, OVERSEERS, TEAM
from .services.drafting import claimable


def claims_seen(actor: Actor) -> QuerySet[Claim]:
    return Claim.objects.visible_to(actor).select_related("team", "now_commune")


def claims_waiting(actor: Actor) -> QuerySet[Claim]:
    """At the commune, the first due first."""
    return claims_seen(actor).filter(state=ClaimState.SUBMITTED).order_by("due_on", "id")


def claims_at_team(actor: Actor) -> QuerySet[Claim]:
    """Being drafted, or sent back to be completed."""
    states = [ClaimState.DRAFT, ClaimState.RETURNED]
    return claims_seen(actor).filter(state__in=states).order_by("made_on", "id")


def lines_seen(actor: Actor) -> QuerySet[Line]:
    """Sums that are due: the commune's offices see all, a team its own, those above what is due to teams.

    What is due to one person is support after an accident: nobody but the commune's own offices reads whose.
    """
    seen = Line.objects.visible_to(actor).select_related("team", "person", "now_commune")
    return seen if COMMUNE(actor) or actor.system else seen.filter(person=None)


def owed(actor: Actor) -> QuerySet[Line]:
    return lines_seen(actor).filter(state=LineState.OWED).order_by(F("due_on").asc(nulls_last=True), "id")


def payments_seen(actor: Actor) -> QuerySet[Payment]:
    """As `lines_seen`: a payment to one person is the commune's own offices' alone (and that person's)."""
    seen = Payment.objects.visible_to(actor).select_related("team", "person", "now_commune", "batch")
    return seen if COMMUNE(actor) or actor.system else seen.filter(person=None)


def payments_to_me(actor: Actor) -> QuerySet[Payment]:
    """Payments with money for the seat's own person, of whatever team: who helped another team, or has moved since."""
    if actor.seat is None or actor.unproven or not TEAM(actor):
        return Payment.objects.none()
    me = actor.seat.person_id
    shares = Share.objects.filter(live=True, mediator__person=me, item__line__payment__isnull=False)
    mine = Q(person=me) | Q(pk__in=shares.values("item__line__payment"))
    return Payment.objects.filter(mine).select_related("team", "person", "now_commune", "batch")


def to_hand_out(actor: Actor) -> QuerySet[Payment]:
    """Paid to a team, and not everybody has said that the money is in hand."""
    paid = payments_seen(actor).filter(state=PaymentState.PAID, handed_out_on=None, team__isnull=False)
    return paid.order_by("hand_out_by", "id")


def batches_seen(actor: Actor) -> QuerySet[Batch]:
    """Only the commune's own offices: a batch names all receivers."""
    if not COMMUNE(actor):
        return Batch.objects.none()
    return Batch.objects.filter(now_commune=actor.commune_id).select_related("layout", "now_commune")


def extras(actor: Actor) -> QuerySet[Transfer]:
    """Money that the bank paid twice and that is not back yet."""
    twice = Transfer.objects.filter(
        extra=True, returned_on=None, voided_on=None, payment__in=Payment.objects.visible_to(actor)
    )
    return twice.select_related("payment__team", "payment__person").order_by("on_date", "id")


def differences_open(actor: Actor) -> QuerySet[Difference]:
    """What corrections of the register left to be settled, the oldest first."""
    return _differences(actor, DifferenceState.OPEN).order_by("found_on", "id")


def differences_returned(actor: Actor) -> QuerySet[Difference]:
    """What teams gave back, the last first."""
    return _differences(actor, DifferenceState.REFUNDED).order_by("-refunded_on", "-id")


def _differences(actor: Actor, state: str) -> QuerySet[Difference]:
    seen = Difference.objects.filter(state=state, item__claim__in=Claim.objects.visible_to(actor))
    return seen.select_related("item__case", "item__claim__team", "item__line")


def layouts_of(actor: Actor) -> QuerySet[Layout]:
    """The newest version of each layout of the commune, and older ones after it."""
    if actor.commune_id is None or not COMMUNE(actor):
        return Layout.objects.none()
    return Layout.objects.filter(now_commune=actor.commune_id).order_by("name", "-number")


def rules_of(actor: Actor) -> QuerySet[PayRule]:
    """What the communes of the reach have stated: a rule is public."""
    return PayRule.objects.visible_to(actor).order_by("-from_on", "-id")


def teams_of(actor: Actor) -> QuerySet[Team]:
    """The teams for which this seat may ask pay."""
    teams = Team.objects.select_related("now_commune", "area")
    if actor.kind in TEAM_KINDS:
        return teams.filter(pk=actor.team_id or 0)
    if actor.commune_id is None or not COMMUNE(actor):
        return teams.none()
    return teams.filter(now_commune_id=actor.commune_id).order_by("sort", "id")


def drafts_of(actor: Actor) -> QuerySet[Claim]:
    """What is being drafted for the teams of the seat."""
    return Claim.objects.filter(team__in=teams_of(actor), state=ClaimState.DRAFT)


def unclaimed(actor: Actor, since: date | None) -> QuerySet[Case]:
    """Ended disputes of the seat's teams for which nobody has asked pay, the oldest ending first."""
    found = claimable(list(teams_of(actor)), since)
    return found.select_related("team", "area", "now_commune").order_by("ended_on", "pk")


def items_of_case(case: Case) -> QuerySet[ClaimItem]:
    """Every request for a dispute, the newest first."""
    return (
        ClaimItem.objects.filter(case=case)
        .exclude(state="dropped")
        .select_related("claim", "line__payment")
        .order_by("-pk")
    )


@dataclass(frozen=True)
class UnitSums:
    """What one commune (or province) was asked for, approved, paid, and what is late, in đồng."""

    unit: Unit | None
    asked: int = 0
    approved: int = 0
    refused: int = 0
    waiting: int = 0
    paid: int = 0
    owed: int = 0
    late: int = 0


def sums_below(actor: Actor, first: date, last: date) -> list[UnitSums]:
    """Totals of the reach by commune, for the country by province: three questions, whatever the number of communes."""
    if not OVERSEERS(actor):
        return []
    column = "now_province_id" if actor.nation else "now_commune_id"
    claims = _by(column, _claim_sums(actor, column, first, last))
    lines = _by(column, _line_sums(actor, column, first, last))
    late = _by(column, _late_sums(actor, column))
    keys = set(claims) | set(lines) | set(late)
    units = Unit.objects.in_bulk([key for key in keys if key])
    rows = [
        _sums(units.get(key or 0), claims.get(key, {}), lines.get(key, {}), late.get(key, {})) for key in keys
    ]
    return sorted(rows, key=lambda row: row.unit.sort if row.unit else "~")


def _by(column: str, rows: Any) -> dict[int | None, dict[str, Any]]:
    return {row[column]: row for row in rows}


def _claim_sums(actor: Actor, column: str, first: date, last: date) -> Any:
    sent = Claim.objects.visible_to(actor).filter(received_on__gte=first, received_on__lte=last)
    sent = sent.exclude(state__in=[ClaimState.DRAFT, ClaimState.DROPPED])
    decided = Q(state=ClaimState.DECIDED)
    return (
        sent.order_by()
        .values(column)
        .annotate(
            asked=Sum("amount"),
            approved=Coalesce(Sum("approved_amount", filter=decided), 0),
            refused=Coalesce(Sum(F("amount") - F("approved_amount"), filter=decided), 0),
            waiting=Coalesce(Sum("amount", filter=~decided), 0),
        )
    )


def _line_sums(actor: Actor, column: str, first: date, last: date) -> Any:
    seen = Line.objects.visible_to(actor).exclude(state=LineState.VOID)
    paid = Q(state=LineState.PAID, paid_on__gte=first, paid_on__lte=last)
    return (
        seen.order_by()
        .values(column)
        .annotate(
            paid=Coalesce(Sum("amount", filter=paid), 0),
            owed=Coalesce(Sum("amount", filter=~Q(state=LineState.PAID)), 0),
        )
    )


def _late_sums(actor: Actor, column: str) -> Any:
    late = Line.objects.visible_to(actor).filter(
        state__in=[LineState.OWED, LineState.PAYING], due_on__lt=today()
    )
    return late.order_by().values(column).annotate(late=Sum("amount"))


def _sums(unit: Unit | None, claims: dict[str, Any], lines: dict[str, Any], late: dict[str, Any]) -> UnitSums:
    return UnitSums(
        unit,
        asked=claims.get("asked", 0),
        approved=claims.get("approved", 0),
        refused=claims.get("refused", 0),
        waiting=claims.get("waiting", 0),
        paid=lines.get("paid", 0),
        owed=lines.get("owed", 0),
        late=late.get("late", 0),
    )
