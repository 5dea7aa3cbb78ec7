"""The questions as they are shipped, plain; and the seat that writes new ones."""

from dataclasses import replace
from typing import Any

import pytest

from hoathuan.scope.judging import Asked, Choice, Questions, Verdict
from hoathuan.scope.seeding import read


def shipped_questions() -> Questions:
    """`data/questions.toml` without a database."""
    data = read("questions")
    asked = {}
    for one in data["question"]:
        plain = {name: value for name, value in one.items() if name != "answers"}
        choices = tuple(
            Choice(key, text, verdict=to[1:]) if to.startswith("!") else Choice(key, text, question=to)
            for key, text, to in one["answers"]
        )
        asked[one["key"]] = Asked(**plain, choices=choices)
    verdicts = {
        one["key"]: Verdict(**(one | {"steps": tuple(one.get("steps", ()))})) for one in data["verdict"]
    }
    return Questions(number=1, start=data["start"], questions=asked, verdicts=verdicts)


@pytest.fixture
def shipped() -> Questions:
    return shipped_questions()


def changed(questions: Questions, key: str, **parts: Any) -> Questions:
    """The same questions with one of them changed."""
    return replace(
        questions, questions={**questions.questions, key: replace(questions.questions[key], **parts)}
    )


@pytest.fixture
def keeper(world: Any, seat_of: Any) -> Any:
    """The country's administrator."""
    return seat_of("administrator", world.country, "Quản trị Mẫu")
