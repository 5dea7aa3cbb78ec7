"""The door of `teams` for other contexts: what a seat may see of the registry, and its figures."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from hoathuan.accounts.actor import Actor
from hoathuan.units.models import Unit

from .models import Mediator, MediatorTraining, Team, TeamHead, TeamVillage
from .selectors import (
    GapsSummary,
    TeamRow,
    active_mediators,
    gaps_summary,
    mediators_visible_to,
    on_day,
    team_counts,
    team_rows,
    teams_visible_to,
)
from .services.mediators import minority_of
from .services.standing import restate


def team_of(actor: Actor) -> Team | None:
    """The team of a head's or mediator's seat."""
    return Team.objects.filter(pk=actor.team_id).first() if actor.team_id is not None else None


def weights(units: Iterable[Unit], on: date) -> dict[int, Decimal | None]:
    """How a plan's target is shared out "by teams": unit → number of teams that work there on that day."""
    return {unit: Decimal(count) for unit, count in team_counts(units, on).items()}


__all__ = [
    "GapsSummary",
    "Mediator",
    "MediatorTraining",
    "Team",
    "TeamHead",
    "TeamRow",
    "TeamVillage",
    "active_mediators",
    "gaps_summary",
    "mediators_visible_to",
    "minority_of",
    "on_day",
    "restate",
    "team_counts",
    "team_of",
    "team_rows",
    "teams_visible_to",
    "weights",
]
