"""What else moves with units: contexts above register it, and a reform asks them in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hoathuan.units.models import Reform

Say = Callable[[str], None]
"""Tells whoever waits what is being done, in words."""


def quiet(words: str) -> None:
    """Tell nobody."""


@dataclass
class Effect:
    """What a reform has done to the units, told to those whose rows follow.

    into: ended unit → its only successor. split: ended units that went to several, or to nobody knows what.
    areas: areas whose place in time changed; their located rows are stamped already when movers are called.
    placed: village → its new parent. say: tells the progress in words.
    """

    reform: Reform
    day: date
    into: Mapping[int, int] = field(default_factory=dict)
    split: frozenset[int] = frozenset()
    abolished: frozenset[int] = frozenset()
    areas: frozenset[int] = frozenset()
    placed: Mapping[int, int] = field(default_factory=dict)
    say: Say = quiet

    @property
    def ended(self) -> frozenset[int]:
        return frozenset(self.into) | self.split | self.abolished


@dataclass(frozen=True)
class Line:
    """One count of what moved, in words: "Tổ hòa giải", 412."""

    label: Any
    count: int

    def as_data(self) -> list[Any]:
        return [str(self.label), self.count]


@dataclass(frozen=True)
class Mover:
    """`move(effect)` brings the context's rows to the new units and says what it moved. Lower orders go first."""

    key: str
    move: Callable[[Effect], Sequence[Line]]
    order: int = 50


Follower = Callable[[Sequence[int], Mapping[int, int]], object]
"""(villages, area of a whole commune → area of a part): put what belongs to these villages into the part."""
Totals = Callable[[], Mapping[str, int]]
_movers: dict[str, Mover] = {}
_totals: dict[str, Totals] = {}
_followers: dict[str, Follower] = {}


def register_mover(mover: Mover) -> None:
    """Make rows that follow units known (from `AppConfig.ready()`); the same key again replaces it."""
    _movers[mover.key] = mover


def register_totals(key: str, count: Totals) -> None:
    """Numbers of the whole country that no reform may change: compared before and after each one."""
    _totals[key] = count


def register_follower(key: str, follow: Follower) -> None:
    """Rows that know their village, directly or through a team, and go where it goes when a commune is split."""
    _followers[key] = follow


def follow_villages(villages: Sequence[int], parts: Mapping[int, int]) -> None:
    for follow in _followers.values():
        follow(villages, parts)


def move_all(effect: Effect) -> list[Line]:
    ordered = sorted(_movers.values(), key=lambda mover: (mover.order, mover.key))
    return [line for mover in ordered for line in mover.move(effect)]


def totals() -> dict[str, int]:
    return {name: n for count in _totals.values() for name, n in count().items()}
