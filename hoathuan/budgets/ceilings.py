"""The rates that bound the rows of one estimate (Circular 56/2023/TT-BTC Art. 5(1)): read once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoathuan.norms import api as norms
from hoathuan.units.models import Unit

from . import rules
from .choices import Source
from .lines import line_of
from .models import EstimateLine


@dataclass(frozen=True)
class Ceilings:
    """Norm → its value on the day whose rates the estimate reads."""

    values: Mapping[str, norms.Value]

    def check(self, *, line: str, key: str, rate: int, source: str) -> str:
        """As `rules.check_rate`: a computed row against its own norm, an added one against the highest of its line."""
        known = line_of(line)
        keys = (key,) if key else known.norm_keys if known else ()
        found = [self.values[one] for one in keys if one in self.values]
        sums = [one for one in found if one.kind.type == norms.ValueType.MONEY and one.amount is not None]
        highest = max(sums, key=lambda one: one.amount or 0, default=None)
        return rules.check_rate(rate, highest, source) if highest else ""

    def flag(self, row: EstimateLine) -> str:
        """What is to be shown beside a row of donated money; "" where it keeps to the rate."""
        if row.source != Source.DONATED:
            return ""
        return self.check(line=row.line, key=row.key, rate=row.rate, source=row.source)


def ceilings(unit: Unit, year: int, on: date) -> Ceilings:
    """Of a unit's estimate of a year that was computed on a day."""
    return Ceilings(norms.values(None, on=rules.rate_day(year, on), unit=unit))
