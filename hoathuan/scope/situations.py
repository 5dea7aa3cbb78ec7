"""Written situations with the answers that a careful person gives, and what must come of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .choices import Kind
from .judging import Asked, Endless, Questions, Verdict, judge
from .seeding import read


@dataclass(frozen=True)
class Situation:
    """What happened in plain words; the answers; the verdict's kind and letter that are due; why."""

    name: str
    story: str
    answers: Mapping[str, str]
    kind: str
    letter: str
    why: str

    @property
    def expected(self) -> str:
        return f"{Kind(self.kind).label}{f' ({self.letter})' if self.letter else ''}"


@dataclass(frozen=True)
class Walked:
    """A situation led through a version: the verdict, or the question at which its answers do not suffice."""

    situation: Situation
    verdict: Verdict | None
    stuck: str = ""

    @property
    def as_expected(self) -> bool:
        due = self.situation
        return self.verdict is not None and (self.verdict.kind, self.verdict.letter) == (due.kind, due.letter)


@lru_cache(maxsize=1)
def all_situations() -> tuple[Situation, ...]:
    return tuple(
        Situation(
            name=one["name"], story=one["story"], answers=one["answers"], kind=one["kind"],
            letter=one.get("letter", ""), why=one["why"],
        )
        for one in read("situations")["situation"]
    )  # fmt: skip


def walk(questions: Questions, situation: Situation) -> Walked:
    """Answer the questions as the situation says."""
    try:
        found = judge(questions, situation.answers)
    except Endless:
        return Walked(situation, None, stuck="–")
    return Walked(situation, None, stuck=found.text) if isinstance(found, Asked) else Walked(situation, found)


def walk_all(questions: Questions) -> list[Walked]:
    return [walk(questions, situation) for situation in all_situations()]
