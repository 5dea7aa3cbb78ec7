"""What contexts above offer at a verdict that belongs to no dispute: to write it down, to tell it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hoathuan.accounts.actor import Actor

from .walking import Screen

#: actor, the screen of the verdict → pairs (words, address), the likeliest first
Exits = Callable[[Actor, Screen], Sequence[tuple[Any, str]]]

_EXITS: dict[str, Exits] = {}


def register_exits(key: str, exits: Exits) -> None:
    """Offer ways on from a verdict (from `AppConfig.ready()`); the same key again replaces them."""
    _EXITS[key] = exits


def exits_of(actor: Actor, screen: Screen) -> list[tuple[Any, str]]:
    return [pair for exits in _EXITS.values() for pair in exits(actor, screen)]
