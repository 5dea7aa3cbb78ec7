"""From rows to the plain version that is judged, and which version holds on a day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from .choices import State
from .errors import NoQuestions
from .judging import Asked, Choice, Questions, Verdict
from .models import Answer, Outcome, Question, QuestionSet

# a version in force never changes, so it is read once by each process
_KNOWN: dict[UUID, Questions] = {}
_MOST_KNOWN = 20


def set_on(day: date) -> QuestionSet:
    """The version in force on a day. NoQuestions where there was none yet."""
    found = (
        QuestionSet.objects.filter(state=State.IN_FORCE, valid_from__lte=day).order_by("-valid_from").first()
    )
    if found is None:
        text = _("Chưa có bộ câu hỏi nào áp dụng cho ngày %(day)s.")
        raise NoQuestions(text % {"day": f"{day:%d/%m/%Y}"})
    return found


def questions_on(day: date) -> Questions:
    """The questions of a day, ready to be judged."""
    return questions_of(set_on(day))


def questions_numbered(number: int) -> Questions | None:
    """A version that is or was to be in force, by its number; None for a draft or an unknown one."""
    found = QuestionSet.objects.filter(number=number, state=State.IN_FORCE).first()
    return questions_of(found) if found else None


def questions_of(row: QuestionSet) -> Questions:
    """The version as it is judged; read anew only while it is a draft."""
    if row.state == State.DRAFT:
        return _read(row)
    if row.uuid not in _KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[row.uuid] = _read(row)
    return _KNOWN[row.uuid]


def _read(row: QuestionSet) -> Questions:
    asked = row.questions.prefetch_related("answers")
    return Questions(
        number=row.number,
        start=row.start,
        questions={one.key: _asked(one) for one in asked},
        verdicts={one.key: _verdict(one) for one in row.outcomes.all()},
        valid_from=row.valid_from,
        basis=row.basis,
        draft=row.state == State.DRAFT,
    )


def _asked(row: Question) -> Asked:
    return Asked(
        key=row.key, text=row.text, help=row.help, clause=row.clause, confirmed=row.confirmed,
        danger=row.danger, always=row.always, choices=tuple(_choice(answer) for answer in row.answers.all()),
    )  # fmt: skip


def _choice(row: Answer) -> Choice:
    return Choice(row.key, row.text, row.to_question, row.to_outcome)


def _verdict(row: Outcome) -> Verdict:
    return Verdict(
        key=row.key, kind=row.kind, title=row.title, clause=row.clause, confirmed=row.confirmed,
        alarm=row.alarm, letter=row.letter, topic=row.topic, body=row.body, body_norm=row.body_norm,
        reason=row.reason, steps=lines_of(row.steps),
    )  # fmt: skip


def lines_of(text: Any) -> tuple[str, ...]:
    """The lines of a text that hold something."""
    return tuple(line for raw in str(text or "").splitlines() if (line := raw.strip()))
