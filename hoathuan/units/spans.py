"""Where each area stood on every day since its own: pure, from areas, successions and the ends of provinces.

The commune of a fact may be merged, split, moved; its pieces may meet again. At any day the state of an area is the
set of spots that hold its pieces. One spot: the area stands there. Several: what they have in common (a province,
or only the country), and the rest is "not allocated".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Day = date | None
"""The first or the day after the last of a range; None: open."""


@dataclass(frozen=True)
class AreaFact:
    """An area as it was written down: a commune under its parents during one identity."""

    pk: int
    commune: int
    district: int | None
    province: int
    first: Day
    end: Day
    part: int | None = None


@dataclass(frozen=True)
class Span:
    """Where an area stands from `first` to the day before `end`; None: split over several."""

    first: Day
    end: Day
    home: int
    commune: int | None
    district: int | None
    province: int | None


@dataclass(frozen=True)
class _Spot:
    """What holds a piece of an area until a day: a commune's area, or only a province, or nothing but the country."""

    end: Day
    area: AreaFact | None = None
    province: int | None = None


@dataclass
class History:
    """Everything that the spans follow from.

    successors: (unit, day) → the units that it became on that day (only the one that takes the rest, if a person
    has said which). province_ends: province → the day it ended.
    """

    areas: Sequence[AreaFact]
    successors: Mapping[tuple[int, date], Sequence[int]]
    province_ends: Mapping[int, date]
    _starting: dict[tuple[int, Day, int | None], AreaFact] = field(init=False, default_factory=dict)
    _of: dict[int, list[AreaFact]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for area in self.areas:
            self._starting[area.commune, area.first, area.part] = area
            if area.part is None:
                self._of.setdefault(area.commune, []).append(area)

    def spans_of(self, area: AreaFact) -> Iterator[Span]:
        """From the area's first day to today without a gap."""
        state, first = {_Spot(area.end, area)}, area.first
        while True:
            end = min((spot.end for spot in state if spot.end), default=None)
            yield _span(area, state, first, end)
            if end is None:
                return
            state = {
                after for spot in state for after in (self._after(spot, end) if spot.end == end else [spot])
            }
            first = end

    def _after(self, spot: _Spot, day: date) -> list[_Spot]:
        if spot.area is None:
            return self._in_province(spot.province, day)
        area = spot.area
        same = (self._starting.get((area.commune, day, part)) for part in (area.part, None))
        goes_on = next((found for found in same if found), None)
        if goes_on:
            return [_Spot(goes_on.end, goes_on)]
        targets = [area.part] if area.part else self.successors.get((area.commune, day), [])
        if not targets:
            return self._in_province(area.province, day)
        return [self._at(target, day) for target in targets]

    def _at(self, commune: int, day: date) -> _Spot:
        held = next(
            a for a in self._of[commune] if (not a.first or a.first <= day) and (not a.end or day < a.end)
        )
        return _Spot(held.end, held)

    def _in_province(self, province: int | None, day: date) -> list[_Spot]:
        """What is left of a unit without successor stays in its province, and goes where that goes."""
        if province is None:
            return [_Spot(None)]
        end = self.province_ends.get(province)
        if end is None or end > day:
            return [_Spot(end, province=province)]
        targets = self.successors.get((province, end), [])
        found = [spot for target in targets for spot in self._in_province(target, day)]
        return found or [_Spot(None)]


def _span(area: AreaFact, state: set[_Spot], first: Day, end: Day) -> Span:
    held = [spot.area for spot in state if spot.area]
    whole = len(held) == len(state)
    home = held[0] if whole and len(held) == 1 else None
    return Span(
        first,
        end,
        home.pk if home else area.pk,
        _common([a.commune for a in held]) if whole else None,
        _common([a.district for a in held]) if whole else None,
        _common([spot.area.province if spot.area else spot.province for spot in state]),
    )


def _common(values: list[int | None]) -> int | None:
    return values[0] if len(set(values)) == 1 else None


def zone_path(spans: Sequence[Span]) -> list[tuple[Day, Day, int | None]]:
    """The provinces of an area in time, neighbours of one province joined: (first, end, province)."""
    joined: list[tuple[Day, Day, int | None]] = []
    for span in spans:
        if joined and joined[-1][2] == span.province:
            joined[-1] = (joined[-1][0], span.end, span.province)
        else:
            joined.append((span.first, span.end, span.province))
    return joined
