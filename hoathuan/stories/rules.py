"""What may be done to a story, by its state. Pure."""

from __future__ import annotations

from .choices import State

#: deed → the states in which it may be done, and the state after it ("" for none of its own)
DEEDS: dict[str, tuple[tuple[State, ...], State | None]] = {
    "amend": ((State.DRAFT, State.RETURNED, State.WITHDRAWN), None),
    "send": ((State.DRAFT, State.RETURNED, State.WITHDRAWN), State.WAITING),
    "withdraw": ((State.WAITING, State.SHOWN), State.WITHDRAWN),
    "show": ((State.WAITING,), State.SHOWN),
    "give_back": ((State.WAITING,), State.RETURNED),
    "find": ((State.WAITING, State.SHOWN), State.RETURNED),
    "hide": ((State.SHOWN,), State.WAITING),
}
#: The answers of a story, in the order in which they are asked and read.
TEXTS = ("title", "situation", "helped", "ended", "law", "lesson")
#: Without these a story teaches nothing.
ASKED = ("title", "situation", "helped", "ended", "lesson")


def may(deed: str, state: str) -> bool:
    return state in DEEDS[deed][0]
