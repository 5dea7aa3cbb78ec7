"""Which disputes the commune asks after again: drawn by a seed that nobody chooses, and kept once drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoathuan.cases.api import Case, State
from hoathuan.units.api import homes_of
from hoathuan.units.models import Unit

from .models import Sample, SampleCase
from .rates import then_commune
from .standing import Stated, stated_for

_WHOLE = 10_000


def draw_of(case: Any, commune: Any, period: str) -> int:
    """Where a dispute falls between 0 and 9.999: by itself, the commune of its day and the period ("2026-Q2").

    Nothing that anybody states later moves it, and one that is entered later changes nothing for the others.
    """
    words = "/".join((str(commune), period, str(case)))
    return int(hashlib.sha256(words.encode()).hexdigest()[:8], 16) % _WHOLE


def drawn(cases: Iterable[Any], commune: Any, period: str, percent: int) -> list[Any]:
    """The sample of one commune; at least one where there is anything to ask after and the share is not zero."""
    found = list(cases)
    limit = percent * _WHOLE // 100
    chosen = [case for case in found if draw_of(case.uuid, commune, period) < limit]
    if chosen or not found or not percent:
        return chosen
    return [min(found, key=lambda case: draw_of(case.uuid, commune, period))]


@dataclass(frozen=True)
class Part:
    """What one commune of the day (two, after a merger within the quarter) has drawn, and would draw now."""

    commune: Unit
    percent: int
    stated: Stated
    fresh: list[Case]


@dataclass(frozen=True)
class Quarter:
    """The sample of a quarter: `kept` for good, `fresh` drawn among what was entered since and not kept yet."""

    kept: list[Case]
    parts: list[Part]
    population: int

    @property
    def fresh(self) -> list[Case]:
        return [case for part in self.parts for case in part.fresh]

    @property
    def percents(self) -> str:
        return ", ".join(str(percent) for percent in sorted({part.percent for part in self.parts}))


def after(first: date) -> date:
    """The first day of the next quarter."""
    return date(first.year + 1, 1, 1) if first.month == 10 else date(first.year, first.month + 3, 1)


def ended_in(first: date) -> Any:
    """Disputes that ended within the quarter that begins on a day."""
    return Case.objects.filter(
        state=State.ENDED, voided_on=None, ended_on__gte=first, ended_on__lt=after(first)
    )


def quarter_of(commune: Unit, first: date) -> Quarter:
    """The sample of the disputes that are a commune's today; the same for everybody who asks."""
    cases = list(
        ended_in(first).filter(now_commune=commune).select_related("team", "area").order_by("ended_on", "pk")
    )
    rows = SampleCase.objects.filter(sample__first_on=first, case__now_commune=commune)
    kept = [row.case for row in rows.select_related("case__team").order_by("case__ended_on", "case_id")]
    return Quarter(kept, _parts(cases, first, {case.pk for case in kept}), len(cases))


def _parts(cases: Sequence[Case], first: date, known: set[int]) -> list[Part]:
    homes = homes_of({case.area_id for case in cases})
    groups: dict[int, list[Case]] = {}
    for case in cases:
        groups.setdefault(then_commune(homes, case, case.ended_on or first), []).append(case)
    units, rules = Unit.objects.in_bulk(groups), stated_for(groups, first)
    begun = {key: sample_of(key, first) for key in groups}
    return [
        _part(units[key], begun[key], rules.get(key, Stated()), those, first, known)
        for key, those in sorted(groups.items())
    ]


def sample_of(commune_id: int, first: date) -> Sample | None:
    """The list that a commune of the day has begun for a quarter."""
    return Sample.objects.filter(area__then_commune=commune_id, first_on=first).order_by("pk").first()


def _part(
    commune: Unit, begun: Sample | None, stated: Stated, cases: Sequence[Case], first: date, known: set[int]
) -> Part:
    percent = begun.percent if begun else stated.sample_percent
    period = f"{first.year}-Q{(first.month + 2) // 3}"
    chosen = drawn(cases, commune.uuid, period, percent)
    if any(case.pk in known for case in cases) and len(chosen) == 1:
        # the one that stands for all where none was drawn is chosen once, not again with each new entry
        chosen = [
            case for case in chosen if draw_of(case.uuid, commune.uuid, period) < percent * _WHOLE // 100
        ]
    return Part(commune, percent, stated, [case for case in chosen if case.pk not in known])
