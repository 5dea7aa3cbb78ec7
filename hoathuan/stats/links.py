"""The address of the records behind a number."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core.windows import Window
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .errors import UnknownMeasure
from .kinds import Measure
from .registry import team_rows
from .scope import Scope, below

UNIT, TEAM, OWN, THEN, WITHIN = "don_vi", "to", "rieng", "khi_do", "trong"
OWN_DISTRICT = "huyen"


def drill_url(
    measure: Measure, unit: Unit, window: Window, team_id: int | None = None, *, then: bool = False
) -> str:
    """Where the records behind `value(measure, unit, window, team_id=…, then=…)` stand."""
    team = None if team_id is None else _uuid_of(team_id)
    return address(measure, Scope(unit, then=then), window, team)


def _uuid_of(team_id: int) -> UUID:
    """Left out of the address, a team would silently become its whole commune."""
    teams = team_rows()
    found = teams.filter(pk=team_id).values_list("uuid", flat=True).first() if teams is not None else None
    if found is None:
        raise UnknownMeasure(_("Không có tổ hòa giải số %(id)s.") % {"id": team_id})
    return UUID(str(found))


def address(measure: Measure, scope: Scope, window: Window, team: UUID | None = None) -> str:
    """Where the records behind a number of this scope stand; `team` names the scope's team outside."""
    query: list[tuple[str, object]] = [(UNIT, scope.unit.uuid), *window.query().items()]
    if window.cutoff and window.cutoff < window.end:
        query[2] = ("den", window.last_day.isoformat())
    query += [(name, one) for name in sorted(measure.where) for one in measure.values_of(name)]
    query += [(TEAM, team)] if team else []
    query += scope_query(scope)
    return f"{reverse('stats:records', args=[measure.key])}?{urlencode(query)}"


def scope_query(scope: Scope) -> list[tuple[str, object]]:
    """What an address says of a scope beside its unit and team."""
    query: list[tuple[str, object]] = []
    if scope.own is not None:
        query.append((OWN, OWN_DISTRICT if scope.own == Level.DISTRICT else 1))
    if scope.then:
        query.append((THEN, scope.fixed.isoformat() if scope.fixed else 1))
    return query + ([(WITHIN, scope.within.uuid)] if scope.within else [])


def fixed_day(text: str | None) -> date | None:
    """The one day that `khi_do` names."""
    return date.fromisoformat(text) if text and text != "1" else None


def own_level(text: str | None, unit: Unit) -> int | None:
    """The level that `rieng` leaves empty."""
    if not text:
        return None
    return Level.DISTRICT if text == OWN_DISTRICT else below(unit)
