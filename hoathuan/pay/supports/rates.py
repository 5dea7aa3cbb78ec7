"""What a month of team support is worth: the norms of that month, where the team stood then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hoathuan.norms import api as norms
from hoathuan.teams.api import Team
from hoathuan.units.models import Area, Unit
from hoathuan.units.selectors import homes_of

from . import rules

RATE, LEAST_DAYS = "mediation.team_support", "mediation.team_support_days"


@dataclass(frozen=True)
class Rate:
    """Whole đồng for a team and month, by which document, compared or not; and the days that earn the month."""

    amount: int
    basis: str
    confirmed: bool
    least_days: int
    days_confirmed: bool = True


class Rates:
    """The rates of many teams over a span of months, each place asked once.

    A rate is that of the month's first day; a team founded within the month is asked for where it began.
    """

    def __init__(self, teams: Iterable[Team], first: date, last: date) -> None:
        self._homes = homes_of({team.area_id for team in teams})
        self._months = list(rules.months(first, last))
        self._found: dict[int, dict[date, dict[str, norms.Value]]] = {}

    def home(self, team: Team, month: date) -> Area:
        """The area that the team's fact of this month belongs to."""
        day = max(month, team.started_on)
        spans = self._homes.get(team.area_id, [])
        return next((home for days, home in spans if day in days), team.area)

    def of(self, team: Team, month: date) -> Rate | None:
        """None where no norm holds on that day."""
        place = self.home(team, month).then_commune_id
        if place not in self._found:
            unit = Unit.objects.get(pk=place)
            self._found[place] = norms.values_on_days([RATE, LEAST_DAYS], self._months, unit=unit)
        found = self._found[place].get(month, {})
        rate, days = found.get(RATE), found.get(LEAST_DAYS)
        if rate is None or not rate.amount:
            return None
        least = int(days.amount or 1) if days else 1
        confirmed = bool(days and days.confirmed)
        return Rate(int(rate.amount), rate.cited, rate.confirmed, least, confirmed)


def earned(rates: Rates, team: Team, first: date, last: date) -> list[tuple[date, Rate]]:
    """The months of a span that a team earns, each with its rate."""
    found = []
    for month in rules.months(first, last):
        rate = rates.of(team, month)
        if rate and rules.earns(month, team.started_on, team.ended_on, rate.least_days):
            found.append((month, rate))
    return found
