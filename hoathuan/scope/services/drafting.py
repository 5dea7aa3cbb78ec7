"""A new version is written on a copy of the newest one; what is in force is not touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.text import clean
from hoathuan.scope import rights
from hoathuan.scope.choices import State
from hoathuan.scope.errors import ScopeRefused
from hoathuan.scope.models import Answer, Outcome, Question, QuestionSet


@dataclass(frozen=True)
class Typed:
    """An answer as it was typed; `key` is empty for a new one. `to`: "cau:<key>", "ket-luan:<key>" or ""."""

    text: str
    to: str = ""
    key: str = ""


@transaction.atomic
def start_draft(*, actor: Actor, note: str) -> QuestionSet:
    """Copy the newest version into a draft. There is one draft at a time."""
    rights.require(actor)
    note = clean(note)
    if len(note) < 5:
        raise ScopeRefused(_("Ghi vì sao soạn bản mới, ví dụ: theo Luật sửa đổi số …"), "note")
    source = QuestionSet.objects.filter(state=State.IN_FORCE).order_by("-valid_from").first()
    number = (QuestionSet.objects.aggregate(most=Max("number"))["most"] or 0) + 1
    try:
        with transaction.atomic():
            draft = QuestionSet.objects.create(
                number=number, note=note, start=source.start if source else "",
                basis=source.basis if source else "", made_by=actor.label, made_by_seat=actor.seat_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise ScopeRefused(_("Đã có một bản đang soạn. Mở bản đó ra viết tiếp, hoặc bỏ đi.")) from error
    if source is not None:
        _copy(source, draft)
    audit.record(actor=actor, action="scope.draft_started", subject=draft, data={"number": number})
    return draft


def _copy(source: QuestionSet, draft: QuestionSet) -> None:
    for question in source.questions.prefetch_related("answers"):
        answers = list(question.answers.all())
        question.pk = None
        question.uuid = Question._meta.get_field("uuid").get_default()
        question.set, question.version = draft, 1
        question._state.adding = True
        question.save(force_insert=True)
        for answer in answers:
            answer.pk, answer.question = None, question
        Answer.objects.bulk_create(answers)
    outcomes = list(source.outcomes.all())
    for outcome in outcomes:
        outcome.pk, outcome.set, outcome.version = None, draft, 1
        outcome.uuid = Outcome._meta.get_field("uuid").get_default()
    Outcome.objects.bulk_create(outcomes)


def locked(draft: QuestionSet) -> QuestionSet:
    """The draft for one writer; refuse if it was put in force or discarded meanwhile."""
    row = QuestionSet.objects.select_for_update().filter(pk=draft.pk, state=State.DRAFT).first()
    if row is None:
        raise ScopeRefused(_("Bản này không còn là bản đang soạn. Tải lại trang để xem."))
    return row


@transaction.atomic
def discard(*, actor: Actor, draft: QuestionSet) -> None:
    """Throw the draft away; nothing of it was ever used."""
    rights.require(actor)
    row = locked(draft)
    audit.record(actor=actor, action="scope.draft_discarded", subject=row, data={"number": row.number})
    row.delete()


@transaction.atomic
def save_set(*, actor: Actor, draft: QuestionSet, start: str, basis: str, note: str) -> QuestionSet:
    """Which question stands first, the documents on which the version rests, and why there is a new one."""
    rights.require(actor)
    row = locked(draft)
    row.start, row.basis, row.note = start, clean(basis), clean(note)
    row.save(update_fields=["start", "basis", "note"])
    audit.record(actor=actor, action="scope.draft_saved", subject=row, data={"start": start})
    return row


@transaction.atomic
def add_question(
    *, actor: Actor, draft: QuestionSet, fields: Mapping[str, Any], answers: Sequence[Typed]
) -> Question:
    """A new question; some answer has to lead to it before the version can be put in force."""
    rights.require(actor)
    row = locked(draft)
    key = _new_key("cau", set(row.questions.values_list("key", flat=True)))
    question = Question.objects.create(set=row, key=key, position=_last(row.questions), **fields)
    _write_answers(question, answers)
    _tell(actor, "scope.question_added", row, key)
    return question


@transaction.atomic
def save_question(
    *, actor: Actor, question: Question, fields: Mapping[str, Any], answers: Sequence[Typed]
) -> Question:
    """The words of a question and all its answers, in their order."""
    rights.require(actor)
    row = locked(question.set)
    _renew(question, fields)
    question.answers.all().delete()
    _write_answers(question, answers)
    _tell(actor, "scope.question_saved", row, question.key)
    return question


@transaction.atomic
def remove_question(*, actor: Actor, question: Question) -> None:
    rights.require(actor)
    row = locked(question.set)
    _tell(actor, "scope.question_removed", row, question.key)
    question.delete()


@transaction.atomic
def add_outcome(*, actor: Actor, draft: QuestionSet, fields: Mapping[str, Any]) -> Outcome:
    """A new verdict; some answer has to lead to it before the version can be put in force."""
    rights.require(actor)
    row = locked(draft)
    key = _new_key("ket-luan", set(row.outcomes.values_list("key", flat=True)))
    outcome = Outcome.objects.create(set=row, key=key, position=_last(row.outcomes), **fields)
    _tell(actor, "scope.outcome_added", row, key)
    return outcome


@transaction.atomic
def save_outcome(*, actor: Actor, outcome: Outcome, fields: Mapping[str, Any]) -> Outcome:
    rights.require(actor)
    row = locked(outcome.set)
    _renew(outcome, fields)
    _tell(actor, "scope.outcome_saved", row, outcome.key)
    return outcome


@transaction.atomic
def remove_outcome(*, actor: Actor, outcome: Outcome) -> None:
    rights.require(actor)
    row = locked(outcome.set)
    _tell(actor, "scope.outcome_removed", row, outcome.key)
    outcome.delete()


def _renew(part: Question | Outcome, fields: Mapping[str, Any]) -> None:
    """Write a part once: the condition of the UPDATE is the version that was opened."""
    rows = type(part)._default_manager.filter(pk=part.pk, version=part.version)
    if not rows.update(version=F("version") + 1, **fields):
        raise ScopeRefused(_("Người khác vừa sửa mục này. Tải lại trang để xem rồi sửa tiếp."))
    part.refresh_from_db()


def _write_answers(question: Question, answers: Sequence[Typed]) -> None:
    taken = {answer.key for answer in answers if answer.key}
    rows = []
    for place, answer in enumerate(answers):
        key = answer.key or _new_key("tra-loi", taken)
        taken.add(key)
        kind, _colon, to = answer.to.partition(":")
        rows.append(
            Answer(
                question=question,
                key=key,
                position=place,
                text=clean(answer.text),
                to_question=to if kind == "cau" else "",
                to_outcome=to if kind == "ket-luan" else "",
            )
        )
    Answer.objects.bulk_create(rows)


def _new_key(word: str, taken: set[str]) -> str:
    number = 1
    while f"{word}-{number}" in taken:
        number += 1
    return f"{word}-{number}"


def _last(rows: Any) -> int:
    most = rows.aggregate(most=Max("position"))["most"]
    return 0 if most is None else int(most) + 1


def _tell(actor: Actor, action: str, row: QuestionSet, key: str) -> None:
    audit.record(actor=actor, action=action, subject=row, data={"number": row.number, "key": key})
