"""The first version of the questions, from `data/questions.toml`."""

import tomllib
from pathlib import Path
from typing import Any

from django.utils import timezone

from hoathuan.core.text import legal_text

DATA = Path(__file__).parent / "data"
WRITTEN_BY = legal_text("Bản kèm phần mềm")


def read(name: str) -> dict[str, Any]:
    """A data file of this context."""
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def load(apps: Any) -> bool:
    """Write the first version and put it in force, where no version is there yet. Safe to repeat."""
    sets = apps.get_model("scope", "QuestionSet")
    if sets.objects.exists():
        return False
    data = read("questions")
    made = sets.objects.create(
        number=1, start=data["start"], basis=data["basis"], note=data["note"], made_by=WRITTEN_BY
    )
    _questions(apps, made, data["question"])
    outcomes = apps.get_model("scope", "Outcome")
    outcomes.objects.bulk_create(
        _outcome(outcomes, made, place, one) for place, one in enumerate(data["verdict"])
    )
    sets.objects.filter(pk=made.pk).update(
        state="in_force", valid_from=data["valid_from"], put_at=timezone.now(), put_by=WRITTEN_BY
    )
    return True


def _questions(apps: Any, made: Any, given: list[dict[str, Any]]) -> None:
    questions, answers = apps.get_model("scope", "Question"), apps.get_model("scope", "Answer")
    for place, one in enumerate(given):
        plain = {name: value for name, value in one.items() if name != "answers"}
        question = questions.objects.create(set=made, position=place, **plain)
        answers.objects.bulk_create(_answer(answers, question, *row) for row in enumerate(one["answers"]))


def _answer(model: Any, question: Any, place: int, given: list[str]) -> Any:
    """["key", "words", "next question" or "!verdict"]"""
    key, text, to = given
    leads = {"to_outcome": to[1:]} if to.startswith("!") else {"to_question": to}
    return model(question=question, position=place, key=key, text=text, **leads)


def _outcome(model: Any, made: Any, place: int, given: dict[str, Any]) -> Any:
    plain = {name: value for name, value in given.items() if name != "steps"}
    return model(set=made, position=place, steps="\n".join(given.get("steps", ())), **plain)
