"""The rate of a dispute on the day on which it ended, where it was: read once for many."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.budgets.api import check_rate
from hoathuan.cases.api import Case
from hoathuan.norms.api import NormMissing, Value, change_days, values
from hoathuan.units.api import homes_of
from hoathuan.units.models import Area, Unit

from .choices import ItemKind, Source
from .errors import PayRefused
from .models import ClaimItem
from .rules import RATE_KEYS

Homes = Mapping[int, Sequence[tuple[Any, Area]]]


def then_commune(homes: Homes, case: Case, day: date) -> int:
    """Key of the commune that a dispute belonged to on a day; `homes`: of its area (`units.api.homes_of`)."""
    spans = homes.get(case.area_id, ())
    found = next((home.then_commune_id for valid, home in spans if day in valid), None)
    return found or case.area.then_commune_id


def commune_of(case: Case, day: date) -> int:
    """Key of the commune that one dispute belonged to on a day."""
    return then_commune(homes_of({case.area_id}), case, day)


def flags_of(items: Iterable[ClaimItem]) -> dict[int, str]:
    """Item → the sentence that its donated money is above the rate (Circular 56/2023/TT-BTC Art. 2 and 5(1))."""
    above = [item for item in items if item.source == Source.DONATED and item.amount > item.rate]
    above = [item for item in above if item.kind == ItemKind.PAY]
    rates = Rates([item.case for item in above]) if above else None
    found = {}
    for item in above:
        try:
            found[item.pk] = check_rate(item.amount, rates.of_item(item), item.source) if rates else ""
        except PayRefused:  # nobody has set a rate for that day
            continue
    return found


class Rates:
    """Rates of these disputes: the values of norms are asked once for each commune and stretch of equal days."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._days = change_days(list(RATE_KEYS.values()))
        self._homes = homes_of({case.area_id for case in cases})
        self._known: dict[tuple[int, int], dict[str, Value]] = {}
        wanted = {home.then_commune_id for spans in self._homes.values() for _days, home in spans}
        self._communes = Unit.objects.in_bulk(wanted)

    def of(self, case: Case, outcome: str = "", ended_on: date | None = None) -> Value:
        """The value that holds for a dispute; raises PayRefused where nobody has set one for that day."""
        day = ended_on or case.ended_on
        if day is None:
            raise PayRefused(_("Vụ việc số %(case)s chưa kết thúc.") % {"case": case})
        key = then_commune(self._homes, case, day)
        found = self._values(self._communes.get(key) or case.area.then_commune, day)
        rate = RATE_KEYS[outcome or case.outcome]
        if rate not in found:
            raise PayRefused(_("Chưa có mức thù lao áp dụng cho ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"})
        return found[rate]

    def of_item(self, item: ClaimItem) -> Value:
        """The value by which a dispute was asked for: of the outcome whose rate its proofs had unlocked."""
        outcome = next((key for key, rate in RATE_KEYS.items() if rate == item.rate_key), item.outcome)
        return self.of(item.case, outcome, item.ended_on)

    def _values(self, commune: Unit, day: date) -> dict[str, Value]:
        key = (commune.pk, bisect_right(self._days, day))
        if key not in self._known:
            try:
                self._known[key] = values(list(RATE_KEYS.values()), on=day, unit=commune)
            except NormMissing:
                self._known[key] = {}
        return self._known[key]
