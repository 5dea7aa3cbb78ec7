"""From answers to a verdict, or to the next question. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .choices import Kind


@dataclass(frozen=True)
class Choice:
    """An answer of a question: it leads on to another question, or to a verdict. Empty both in an unfinished draft."""

    key: str
    text: str
    question: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Asked:
    """A question in plain words. `danger`: about danger, so it stands before all others.

    `always`: nobody comes to "may be mediated" without it. `confirmed`: its clause was read in a published text.
    """

    key: str
    text: str
    help: str = ""
    clause: str = ""
    confirmed: bool = False
    danger: bool = False
    always: bool = False
    choices: tuple[Choice, ...] = ()

    def choice(self, key: str) -> Choice | None:
        return next((one for one in self.choices if one.key == key), None)


@dataclass(frozen=True)
class Verdict:
    """What the answers lead to, with its clause and what to do.

    `letter` and `topic` where it may be mediated (Decree 15/2014/NĐ-CP Art. 5(1)); `body`: where the parties go
    otherwise, `body_norm` the kind of norm that names it on a day. `alarm`: what is told at once. `steps`: what to
    do, one a line.
    """

    key: str
    kind: str
    title: str
    clause: str = ""
    confirmed: bool = False
    alarm: str = ""
    letter: str = ""
    topic: str = ""
    body: str = ""
    body_norm: str = ""
    reason: str = ""
    steps: tuple[str, ...] = ()

    @property
    def unconfirmed(self) -> bool:
        """Whether nobody has read the clause in a published text."""
        return not self.confirmed

    @property
    def mediable(self) -> bool:
        return self.kind == Kind.MEDIABLE

    @property
    def danger(self) -> bool:
        """Whether somebody has to be told at once and ordinary mediation is blocked."""
        return self.kind == Kind.ESCALATE


@dataclass(frozen=True)
class Questions:
    """One version of the questions: where to start, what is asked, what it may end with."""

    number: int
    start: str
    questions: Mapping[str, Asked]
    verdicts: Mapping[str, Verdict]
    valid_from: date | None = None
    basis: str = ""
    draft: bool = False


class Endless(Exception):
    """The questions lead round in a circle or nowhere: a draft that `checking` would refuse."""


def judge(questions: Questions, answers: Mapping[str, str]) -> Verdict | Asked:
    """The verdict of these answers, or the question that is still to be asked.

    Danger dominates: one answer that calls for help decides, wherever it stands and whatever else is answered.
    Answers to questions that are not on the way, or unknown here, count for nothing else.
    """
    return _danger(questions, answers) or _walk(questions, answers)


def _danger(questions: Questions, answers: Mapping[str, str]) -> Verdict | None:
    for asked in questions.questions.values():
        choice = asked.choice(answers.get(asked.key, ""))
        verdict = questions.verdicts.get(choice.verdict) if choice else None
        if verdict is not None and verdict.danger:
            return verdict
    return None


def _walk(questions: Questions, answers: Mapping[str, str]) -> Verdict | Asked:
    here = questions.start
    for _step in range(len(questions.questions) + 1):
        asked = questions.questions.get(here)
        if asked is None:
            break
        choice = asked.choice(answers.get(asked.key, ""))
        if choice is None:
            return asked
        if choice.verdict in questions.verdicts:
            return questions.verdicts[choice.verdict]
        here = choice.question
    raise Endless(here)


def trail(questions: Questions, answers: Mapping[str, str]) -> list[tuple[Asked, Choice]]:
    """The questions on the way of these answers with what was answered, in the order in which they are asked."""
    found: list[tuple[Asked, Choice]] = []
    here = questions.start
    while here in questions.questions and len(found) <= len(questions.questions):
        asked = questions.questions[here]
        choice = asked.choice(answers.get(asked.key, ""))
        if choice is None:
            break
        found.append((asked, choice))
        here = choice.question
    return found


def longest(questions: Questions, start: str = "", seen: frozenset[str] = frozenset()) -> int:
    """The most questions that anybody is asked from here on; Endless if a path leads round in a circle."""
    here = start or questions.start
    if here in seen:
        raise Endless(here)
    asked = questions.questions.get(here)
    if asked is None:
        return 0
    ways = {choice.question for choice in asked.choices if choice.question}
    return 1 + max((longest(questions, way, seen | {here}) for way in ways), default=0)
