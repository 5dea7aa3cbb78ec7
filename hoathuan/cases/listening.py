"""Upper contexts that must hear when a dispute changes: pay follows an ending, a settlement a voided dispute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hoathuan.accounts.actor import Actor

from .models import Case

#: What is told: the verbs after which facts of a dispute are other than before.
AMENDED, VOIDED, ENDED, REOPENED, REFERRED = "amended", "voided", "ended", "reopened", "referred"
#: Something of a dispute that is over was written afterwards, and its line in the register says what it said.
ADDED = "added"
#: A proof of a dispute came or went that another context keeps: a signature, a photograph.
PROVED = "proved"

Listener = Callable[[Actor, Case, str, Mapping[str, Any]], None]

_FACTS = (
    "state", "received_on", "field", "matter", "mediator_id", "assigned_on", "started_on", "ended_on", "ending",
    "outcome", "referred_on", "voided_on",
)  # fmt: skip
_LISTENERS: dict[str, Listener] = {}


def register_listener(name: str, listener: Listener) -> None:
    """Call `listener(actor, case, what, before)` inside the transaction; a DomainError that it raises undoes the step.

    `what` is one of the words above, `before` the dispute's facts as they were. ValueError for a name that is taken.
    """
    if _LISTENERS.get(name, listener) != listener:
        raise ValueError(f"listener {name} is registered already")
    _LISTENERS[name] = listener


def facts_of(case: Case) -> dict[str, Any]:
    """What a listener is told of a dispute as it stood: days, kinds and ending, no content."""
    return {name: getattr(case, name) for name in _FACTS}


def tell_proved(actor: Actor, case: Case) -> None:
    """Let everyone know of a proof that came or went; the caller holds the dispute."""
    tell(actor, case, PROVED, facts_of(case))


def tell(actor: Actor, case: Case, what: str, before: Mapping[str, Any]) -> None:
    """Let everyone know, in the order of registration."""
    for listener in _LISTENERS.values():
        listener(actor, case, what, before)
