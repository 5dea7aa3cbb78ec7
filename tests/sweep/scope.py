"""The guided scope check: what its addresses answer, and a version that is being written; a part of `expected`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hoathuan.accounts.choices import SeatKind as K
from hoathuan.scope.models import Outcome, Question, QuestionSet

from .people import INSIDE, SEATED, of_kinds

WRITERS = of_kinds(K.COMMUNE_OFFICER, K.TEAM_HEAD, K.MEDIATOR)


def scope(for_: Callable[..., Any], each: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """Every seat asks and reads; whoever writes decides for the whole installation, and none of these people does."""
    read = for_(SEATED, methods="get")
    write = for_(of_kinds(K.ADMINISTRATOR), inside=frozenset())
    question = replace(write, objects={"pk": "thing.scope_question"})
    outcome = replace(write, objects={"pk": "thing.scope_outcome"})
    dispute = for_(WRITERS, "pk=case.open", inside=INSIDE - {"beside"})
    return {
        **each("scope check version", read),
        "scope:version-numbered": replace(read, objects={"number": "=1"}),
        "scope:take-back": replace(write, objects={"number": "=1"}),
        **each("scope start draft put question-new outcome-new", write),
        "scope:attempt": replace(write, methods="get"),
        "scope:discard": replace(write, methods="post"),
        "scope:question": question,
        "scope:outcome": outcome,
        "scope:remove": replace(question, objects={**question.objects, "what": "=cau"}, methods="post"),
        "cases:scope": dispute,
        "cases:scope-decide": replace(dispute, objects={"pk": "case.open", "word": "=nhan"}),
    }


def draft_questions(made: Any) -> None:
    """A version that is being written, with one question and one verdict."""
    draft = QuestionSet.objects.create(number=2, note="Đang soạn")
    made.things["scope_question"] = Question.objects.create(set=draft, key="cau-1", text="Câu hỏi?")
    made.things["scope_outcome"] = Outcome.objects.create(
        set=draft, key="ket-luan-1", kind="ask", title="Hỏi"
    )
