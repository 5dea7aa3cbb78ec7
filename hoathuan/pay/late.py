"""What is late in pay, of three kinds: not decided in time, decided and not paid, paid and still held by the team.

Beside them what nobody has asked for yet: no text says by when, so it has an age and no last day.

Procedure 2.002080: five working days to decide and pay, three days for the team to hand the money out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.teams.api import Team
from hoathuan.units.models import Unit

from .choices import ClaimState, LineState, PaymentState
from .models import Claim, Line, Payment
from .rights import OVERSEERS
from .selectors import claims_seen, lines_seen, payments_seen, teams_of
from .services.drafting import claimable


def undecided(actor: Actor) -> QuerySet[Claim]:
    """Complete dossiers that the commune has not answered on their last day, the oldest first."""
    return overdue_claims(claims_seen(actor)).order_by("due_on", "id")


def unpaid(actor: Actor) -> QuerySet[Line]:
    """Due and not paid on the last day, whether an order was made or not, the oldest first."""
    return _unpaid(lines_seen(actor)).order_by("due_on", "id")


def held(actor: Actor) -> QuerySet[Payment]:
    """Paid to a team that has not handed all of it out on the last day, the oldest first."""
    return overdue_payments(payments_seen(actor)).order_by("hand_out_by", "id")


def overdue_claims(claims: QuerySet[Any]) -> QuerySet[Any]:
    return claims.filter(state=ClaimState.SUBMITTED, due_on__lt=today())


def _unpaid(lines: QuerySet[Any]) -> QuerySet[Any]:
    return lines.filter(state__in=[LineState.OWED, LineState.PAYING], due_on__lt=today())


def overdue_payments(payments: QuerySet[Any]) -> QuerySet[Any]:
    waiting = payments.filter(state=PaymentState.PAID, handed_out_on=None, team__isnull=False)
    return waiting.filter(hand_out_by__lt=today())


@dataclass(frozen=True)
class Unasked:
    """Ended disputes of one team for which nobody has asked pay: how many, and since which day the oldest waits."""

    team: Team
    count: int
    oldest: date

    @property
    def age(self) -> int:
        """Days since the oldest ended."""
        return (today() - self.oldest).days


def unasked(actor: Actor) -> list[Unasked]:
    """By team of the seat (its own, or the commune's), the longest waiting first; those above ask by their numbers."""
    teams = {team.pk: team for team in teams_of(actor)}
    by_team = claimable(teams.values()).order_by().values_list("team")
    found = by_team.annotate(n=Count("pk"), oldest=Min("ended_on")) if teams else []
    return sorted((Unasked(teams[key], n, oldest) for key, n, oldest in found), key=lambda one: one.oldest)


@dataclass(frozen=True)
class LateOf:
    """What is late in one commune (of the country: one province), by kind: (number, đồng); the oldest last day."""

    unit: Unit | None
    undecided: tuple[int, int] = (0, 0)
    unpaid: tuple[int, int] = (0, 0)
    held: tuple[int, int] = (0, 0)
    oldest: date | None = None


def by_unit(actor: Actor) -> list[LateOf]:
    """Sums of the reach, the oldest first: three questions, whatever the number of units."""
    if not OVERSEERS(actor):
        return []
    column = "now_province_id" if actor.nation else "now_commune_id"
    found: dict[int | None, dict[str, Any]] = {}
    for name, rows, last_day in _kinds(actor):
        sums = (
            rows.order_by().values(column).annotate(n=Count("pk"), total=Sum("amount"), oldest=Min(last_day))
        )
        for row in sums:
            own = found.setdefault(row[column], {"oldest": row["oldest"]})
            own[name], own["oldest"] = (row["n"], row["total"]), min(own["oldest"], row["oldest"])
    units = Unit.objects.in_bulk([key for key in found if key])
    rows_of = [LateOf(units.get(key or 0), **values) for key, values in found.items()]
    return sorted(rows_of, key=lambda row: (row.oldest, row.unit.sort if row.unit else "~"))


def _kinds(actor: Actor) -> Iterator[tuple[str, QuerySet[Any], str]]:
    yield "undecided", overdue_claims(Claim.objects.visible_to(actor)), "due_on"
    yield "unpaid", _unpaid(Line.objects.visible_to(actor)), "due_on"
    yield "held", overdue_payments(Payment.objects.visible_to(actor)), "hand_out_by"
