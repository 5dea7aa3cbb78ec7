"""The address of the records behind a number."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core.windows import Window
from hoathuan.units.models import Unit

from .errors import UnknownMeasure
from .kinds import Measure
from .registry import team_rows

UNIT, TEAM, OWN, THEN = "don_vi", "to", "rieng", "khi_do"


def drill_url(measure: Measure, unit: Unit, window: Window, team_id: int | None = None) -> str:
    """Where the records behind `value(measure, unit, window, team_id=…)` stand."""
    return address(measure, unit, window, team=None if team_id is None else _uuid_of(team_id))


def _uuid_of(team_id: int) -> UUID:
    """Left out of the address, a team would silently become its whole commune."""
    teams = team_rows()
    found = teams.filter(pk=team_id).values_list("uuid", flat=True).first() if teams is not None else None
    if found is None:
        raise UnknownMeasure(_("Không có tổ hòa giải số %(id)s.") % {"id": team_id})
    return UUID(str(found))


def address(
    measure: Measure,
    unit: Unit,
    window: Window,
    *,
    team: UUID | None = None,
    own: bool = False,
    then: bool = False,
) -> str:
    query: list[tuple[str, object]] = [(UNIT, unit.uuid), *window.query().items()]
    if window.cutoff and window.cutoff < window.end:
        query[2] = ("den", window.last_day.isoformat())
    query += [(name, one) for name in sorted(measure.where) for one in measure.values_of(name)]
    query += [(TEAM, team)] if team else []
    query += [(name, 1) for name, wanted in ((OWN, own), (THEN, then)) if wanted]
    return f"{reverse('stats:records', args=[measure.key])}?{urlencode(query)}"
