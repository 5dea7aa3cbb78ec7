"""Where is counted: a unit of today or of the facts' day, a team of it, or what stays on the unit itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .errors import NotCounted
from .kinds import RowFacts

COUNTED = (Level.COUNTRY, Level.PROVINCE, Level.COMMUNE)


@dataclass(frozen=True)
class Scope:
    """own: only what stands in the province and in none of its communes of today (not yet allocated).

    then: by the units of the facts' own day instead of today's.
    """

    unit: Unit
    team_id: int | None = None
    own: bool = False
    then: bool = False

    def __post_init__(self) -> None:
        if self.unit.level not in COUNTED:
            raise NotCounted(
                _("Số liệu được tính cho xã, tỉnh và cả nước, không tính cho %(unit)s.") % {"unit": self.unit}
            )

    def is_nation(self) -> bool:
        return self.unit.level == Level.COUNTRY and self.team_id is None

    def condition(self, facts: RowFacts) -> Q:
        """Which facts stand here."""
        condition = Q()
        if self.unit.level != Level.COUNTRY:
            condition &= Q(**{self.column(facts, self.unit.level): self.unit.pk})
        if self.own:
            condition &= Q(**{f"{self.column(facts, Level.COMMUNE)}__isnull": True})
        if self.team_id is not None:
            condition &= Q(**{facts.team: self.team_id}) if facts.team else Q(pk__in=[])
        return condition

    def column(self, facts: RowFacts, level: int) -> str:
        """The column that names a fact's province or commune."""
        if level == Level.PROVINCE:
            return facts.then_province if self.then else facts.province
        return f"{facts.area.removesuffix('_id')}__then_commune_id" if self.then else facts.commune

    def row_column(self, facts: RowFacts, rows: str) -> str | None:
        """The column by which rows of a table are told apart; None: there is one row."""
        if rows == "self":
            return None
        if rows == "teams" or self.unit.level == Level.COMMUNE:
            return facts.team or None
        return self.column(facts, Level.PROVINCE if self.unit.level == Level.COUNTRY else Level.COMMUNE)
