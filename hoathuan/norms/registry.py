"""What contexts say: which kinds of norms there are, what depends on them, which due dates count working days."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from .choices import Group, ValueType

if TYPE_CHECKING:
    from .values import Change


@dataclass(frozen=True)
class NormKind:
    """A kind of dated value.

    `local`: the province sets its own (and until it does, the country's holds). `ceiling`: the country's value is
    the most that a province may set. `unit_label`: what stands behind the number, "đồng/vụ việc". `past`: nothing
    of the kind holds any more, and nobody misses it.
    """

    key: str
    label: Any
    type: ValueType
    group: Group
    unit_label: Any = ""
    local: bool = False
    ceiling: bool = False
    past: bool = False


@dataclass(frozen=True)
class Effect:
    """What depends on some kinds. `describe` says in sentences what a change would do, "" or nothing if nothing."""

    name: str
    keys: frozenset[str]
    describe: Callable[["Change"], Iterable[str]]


@dataclass(frozen=True)
class CountedDue:
    """A due date that people see and that counts working days: `days` after `start`, at a unit of `province_id`.

    `what` names no person. `users`: accounts that have to hear when it moves. `shown`: the day that people see, where
    the context keeps it with its record; `record` names that record for the context's `DueKeeper`.
    """

    what: str
    url: str
    start: date
    days: int
    province_id: int | None
    users: Sequence[int]
    shown: date | None = None
    record: Any = None
    source: str = ""


#: province (None: all) → the open due dates there
DueFinder = Callable[[int | None], Iterable[CountedDue]]
#: writes the new last days down: pairs of a record and its day
DueKeeper = Callable[[Sequence[tuple[Any, date]]], None]

_kinds: dict[str, NormKind] = {}
_effects: dict[str, Effect] = {}
_dues: dict[str, tuple[DueFinder, DueKeeper | None]] = {}


def register(*kinds: NormKind) -> None:
    """Declare kinds (from `AppConfig.ready()`); the same key again replaces what was said."""
    _kinds.update({kind.key: kind for kind in kinds})


def register_effect(effect: Effect) -> None:
    _effects[effect.name] = effect


def register_dues(name: str, finder: DueFinder, keeper: DueKeeper | None = None) -> None:
    """Let a context show which of its open due dates count working days, so that they are found when days change.

    `keeper`: for a context that keeps the last day with its record; it writes the new one, in the same transaction.
    """
    _dues[name] = (finder, keeper)


def kind(key: str) -> NormKind | None:
    return _kinds.get(key)


def known(key: str) -> NormKind:
    """The kind of a key that code names: a key that nobody declared is a mistake of ours."""
    return _kinds[key]


def kinds() -> list[NormKind]:
    """All kinds, group by group, in the order in which they were declared."""
    order = list(Group)
    return sorted(_kinds.values(), key=lambda kind: order.index(kind.group))


def effects_of(key: str) -> list[Effect]:
    return [effect for effect in _effects.values() if key in effect.keys]


def counted_dues(province_id: int | None) -> list[CountedDue]:
    found = ((name, due) for name, (finder, _keeper) in _dues.items() for due in finder(province_id))
    return [replace(due, source=name) for name, due in found]


def keep_days(source: str, days: Sequence[tuple[Any, date]]) -> None:
    """Let the context of these due dates write their new last days down."""
    _finder, keeper = _dues[source]
    if keeper is not None and days:
        keeper(days)
