"""One question a page without JavaScript: the way so far stands in the address, and nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from .judging import Asked, Choice, Questions, Verdict, judge, longest, trail
from .reading import questions_on

#: What the address carries: the version's number, the way as one digit for each answer, the answer given now.
VERSION, WAY, CHOSEN, SENT = "b", "d", "chon", "di"


@dataclass(frozen=True)
class Step:
    """A question that was answered; `way`: the digits before it, `digit`: its own."""

    asked: Asked
    choice: Choice
    way: str
    digit: str


@dataclass(frozen=True)
class Screen:
    """Where somebody stands in the questions: what was answered, and the next question or the verdict.

    `way` is one digit for each answer, so that an address tells nobody what was answered. `earlier`: what was chosen
    here before going back. `answered`: by this very request, so that its own address is the next page. `moved`:
    another version has come into force since the first answer, so it begins anew.
    """

    questions: Questions
    steps: tuple[Step, ...] = ()
    asked: Asked | None = None
    verdict: Verdict | None = None
    earlier: str = ""
    missing: bool = False
    answered: bool = False
    moved: bool = False

    @classmethod
    def at(cls, questions: Questions, way: str, **more: Any) -> Screen:
        """Where these digits lead; the way is cut at the first digit that fits no answer."""
        steps: list[Step] = []
        found: Asked | Verdict = judge(questions, {})
        for digit in way:
            choice = _choice(found, digit)
            if choice is None or isinstance(found, Verdict):
                break
            steps.append(Step(found, choice, way[: len(steps)], digit))
            found = judge(questions, {step.asked.key: step.choice.key for step in steps})
        if isinstance(found, Verdict):
            return cls(questions, tuple(steps), verdict=found, **more)
        return cls(questions, tuple(steps), asked=found, **more)

    @classmethod
    def told(cls, questions: Questions, answers: Mapping[str, str]) -> Screen:
        """Where answers lead that were kept by their keys."""
        steps = trail(questions, answers)
        return cls.at(questions, "".join(str(asked.choices.index(one) + 1) for asked, one in steps))

    @classmethod
    def of(cls, request: HttpRequest, *, on: date, questions: Questions | None = None) -> Screen:
        """Where a request stands: by its address, or by the answer that is sent; never by another form's fields."""
        given = request.POST if SENT in request.POST else request.GET
        questions = questions or questions_on(on)
        way, chosen = given.get(WAY, ""), given.get(CHOSEN, "")
        moved = bool(way) and given.get(VERSION, "") != str(questions.number)
        here = cls.at(questions, "" if moved else way, moved=moved)
        if SENT not in given or moved or here.asked is None:
            return cls.at(questions, here.way, moved=moved, earlier=chosen)
        if _choice(here.asked, chosen) is None:
            return cls.at(questions, here.way, missing=True)
        return cls.at(questions, here.way + chosen, answered=True)

    @property
    def way(self) -> str:
        return "".join(step.digit for step in self.steps)

    @property
    def answers(self) -> dict[str, str]:
        return {step.asked.key: step.choice.key for step in self.steps}

    @property
    def number(self) -> int:
        """Which question this is, from 1."""
        return len(self.steps) + 1

    @property
    def most(self) -> int:
        """How many questions it may be at the most."""
        return len(self.steps) + (longest(self.questions, self.asked.key) if self.asked else 0)

    @property
    def query(self) -> str:
        """The address of this place, after the question mark."""
        return urlencode({VERSION: self.questions.number, WAY: self.way})

    @property
    def back(self) -> str:
        """The address of the question before this one, with the answer that was given there; "" at the first."""
        return self.again(self.steps[-1]) if self.steps else ""

    def again(self, step: Step) -> str:
        """The address at which an answer may be given anew, with the one that was given."""
        return urlencode({VERSION: self.questions.number, WAY: step.way, CHOSEN: step.digit})

    @property
    def carried(self) -> Mapping[str, str]:
        """What a form of this place carries along."""
        return {VERSION: str(self.questions.number), WAY: self.way}


def _choice(found: Asked | Verdict, digit: str) -> Choice | None:
    if isinstance(found, Verdict) or not (digit.isascii() and digit.isdigit()):
        return None
    place = int(digit) - 1
    return found.choices[place] if 0 <= place < len(found.choices) else None
