"""The door of scope: may this matter be mediated?

verdict = scope.judge({"danger_now": "no", …}, on=day)      # a Verdict, or the question that is still to be asked
screen = scope.Screen.of(request, on=day)                   # one question a page; draw it by scope/_asked.html
"""

from collections.abc import Mapping
from datetime import date

from hoathuan.core.dates import today

from . import judging
from .bodies import Place, body_of, numbers_to_call
from .choices import Alarm, Kind, Letter, Topic
from .errors import NoQuestions, ScopeRefused
from .exits import register_exits
from .forms import AskForm
from .judging import Asked, Choice, Questions, Verdict
from .reading import questions_numbered, questions_on
from .rights import asked_here
from .walking import WAY, Screen


def judge(answers: Mapping[str, str], on: date | None = None) -> Verdict | Asked:
    """What these answers lead to by the questions of a day. NoQuestions where none was in force."""
    return judging.judge(questions_on(on or today()), answers)


__all__ = [
    "WAY",
    "Alarm",
    "AskForm",
    "Asked",
    "Choice",
    "Kind",
    "Letter",
    "NoQuestions",
    "Place",
    "Questions",
    "ScopeRefused",
    "Screen",
    "Topic",
    "Verdict",
    "asked_here",
    "body_of",
    "judge",
    "numbers_to_call",
    "questions_numbered",
    "questions_on",
    "register_exits",
]
