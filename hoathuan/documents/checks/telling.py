"""What the check page of some papers says beside the common lines; a context registers those of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hoathuan.core.ui.rows import Row

from .models import Check


@dataclass(frozen=True)
class Told:
    """`state` (a code of the design system) and `words` take the place of "in force"; `rows` that of the common lines.

    Everything is public: no name of a person and nothing of what the paper says may stand here. `links`: label and
    address of public pages where one goes on.
    """

    state: str = ""
    words: Any = ""
    rows: Sequence[Row] = ()
    links: Sequence[tuple[Any, str]] = ()
    notes: Sequence[Any] = ()


_tellers: dict[str, Callable[[Check], Told | None]] = {}


def register(subject_type: str, teller: Callable[[Check], Told | None]) -> None:
    """Let a context say more of papers of its records ("settlements.version"); the same type again replaces it."""
    _tellers[subject_type] = teller


def told_of(check: Check) -> Told | None:
    teller = _tellers.get(check.subject_type)
    return teller(check) if teller else None
