"""Where the parties go, or whom to ask: by the dated values where they name it, else by the words of the version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from hoathuan.norms.api import NormMissing, competent
from hoathuan.units.models import Unit
from hoathuan.units.selectors import country

from .judging import Verdict

_NUMBERS = re.compile(r"(?<!\d)1[0-9]{2}(?!\d)")


@dataclass(frozen=True)
class Place:
    """A body to go to; `cited`: the dated value that names it, with its mark, where there is one."""

    name: str
    cited: str = ""

    def __str__(self) -> str:
        return self.name


def body_of(verdict: Verdict, *, on: date, unit: Unit | None = None) -> Place:
    """The body of a verdict for a unit on a day."""
    if not verdict.body_norm:
        return Place(verdict.body)
    try:
        value, body = competent(verdict.body_norm, on=on, unit=unit or country())
    except NormMissing:
        return Place(verdict.body)
    name = body.name if body is not None else value.office
    return Place(f"{verdict.body} ({name})" if verdict.body else name, value.cited)


def numbers_to_call(verdict: Verdict) -> list[str]:
    """The emergency numbers that the steps name, in their order, each once."""
    found = (number for step in verdict.steps for number in _NUMBERS.findall(step))
    return list(dict.fromkeys(found)) if verdict.danger else []
