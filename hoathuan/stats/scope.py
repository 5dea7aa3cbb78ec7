"""Where is counted: a unit of today or of the events' day, a team of it, or what stays on the unit itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .errors import NotCounted
from .kinds import RowFacts

NOW = (Level.COUNTRY, Level.PROVINCE, Level.COMMUNE)
THEN = (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
_ROWS: dict[str, int] = {"districts": Level.DISTRICT, "communes": Level.COMMUNE}
_STOOD: dict[int, str] = {
    Level.PROVINCE: "stood__province_id",
    Level.DISTRICT: "stood__district_id",
    Level.COMMUNE: "stood__commune_id",
}


@dataclass(frozen=True)
class Scope:
    """own: only what stands in the unit and in none of this level below it (not allocated).

    then: by the units in which events stood on their day (a stock: on the last day) instead of today's.
    fixed: then only, everything by the units of this one day.
    within: then only, what stood in this unit as well; a commune that changed its province counts in both.
    """

    unit: Unit
    team_id: int | None = None
    own: int | None = None
    then: bool = False
    within: Unit | None = None
    fixed: date | None = None

    def __post_init__(self) -> None:
        if self.unit.level not in (THEN if self.then else NOW):
            raise NotCounted(
                _("Số liệu được tính cho xã, tỉnh và cả nước, không tính cho %(unit)s.") % {"unit": self.unit}
            )

    def is_nation(self) -> bool:
        """All that there is: what cells hold."""
        whole = self.unit.level == Level.COUNTRY and self.team_id is None
        return whole and self.own is None and self.within is None

    def places(self) -> dict[int, int]:
        """Level → the unit in which facts have to stand."""
        units = [unit for unit in (self.unit, self.within) if unit and unit.level != Level.COUNTRY]
        return {unit.level: unit.pk for unit in units}

    def column(self, facts: RowFacts, level: int) -> str:
        """The column that names a fact's unit of a level."""
        if self.then:
            return _STOOD[level]
        if level == Level.DISTRICT:
            raise NotCounted(_("Cấp huyện không còn từ 01/07/2025: chọn tính theo đơn vị khi đó."))
        return facts.province if level == Level.PROVINCE else facts.commune

    def row_level(self, rows: str) -> int | None:
        """The level of the units by which rows of a table are told apart; None: one row, or teams."""
        if rows in _ROWS:
            return _ROWS[rows]
        return None if rows in ("self", "teams") else below(self.unit)

    def row_column(self, facts: RowFacts, rows: str) -> str | None:
        """The column by which rows of a table are told apart; None: there is one row."""
        if rows == "self":
            return None
        level = self.row_level(rows)
        return (facts.team or None) if level is None else self.column(facts, level)


def below(unit: Unit) -> int | None:
    """The level in which a unit's numbers are usually shown: provinces of the country, communes of the others."""
    if unit.level == Level.COMMUNE:
        return None
    return Level.PROVINCE if unit.level == Level.COUNTRY else Level.COMMUNE
