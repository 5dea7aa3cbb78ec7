"""The questions with their clauses and marks, for whoever wants to know why a matter is or is not mediated."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoathuan.accounts.actor import actor_in
from hoathuan.accounts.rules import ANY_SEAT
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.scope.choices import Kind, State
from hoathuan.scope.judging import Asked, Questions, Verdict
from hoathuan.scope.models import QuestionSet
from hoathuan.scope.reading import questions_of, set_on
from hoathuan.scope.rights import keeps_questions


@dataclass(frozen=True)
class Line:
    """A question as the page shows it: with what each answer leads to."""

    number: int
    asked: Asked
    ways: list[tuple[str, Asked | Verdict | None, int]]


def lines_of(questions: Questions) -> list[Line]:
    """The questions in their order, numbered, each answer with the question or verdict that follows."""
    numbers = {key: place for place, key in enumerate(questions.questions, start=1)}
    found = []
    for key, asked in questions.questions.items():
        ways = [
            (
                choice.text,
                questions.questions.get(choice.question) or questions.verdicts.get(choice.verdict),
                numbers.get(choice.question, 0),
            )
            for choice in asked.choices
        ]
        found.append(Line(numbers[key], asked, ways))
    return found


def verdicts_of(questions: Questions) -> list[tuple[str, list[Verdict]]]:
    """The verdicts under their kinds, danger first."""
    order = (Kind.ESCALATE, Kind.MEDIABLE, Kind.NOT, Kind.ASK)
    groups = [(kind, [one for one in questions.verdicts.values() if one.kind == kind]) for kind in order]
    return [(str(kind.label), verdicts) for kind, verdicts in groups if verdicts]


@require_GET
@access(ANY_SEAT)
def version(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """One version, that of today unless another is named; and the list of all."""
    keeper = keeps_questions(actor_in(request))
    public = QuestionSet.objects.exclude(state=State.DRAFT)
    row = set_on(today()) if number is None else public.filter(number=number).first()
    if row is None:
        raise Http404
    questions = questions_of(row)
    context = {
        "row": row,
        "lines": lines_of(questions),
        "groups": verdicts_of(questions),
        "versions": public.order_by("-number"),
        "today_number": set_on(today()).number,
        "keeper": keeper,
        "may_take_back": keeper and row.state == State.IN_FORCE and (row.valid_from or today()) > today(),
        "draft": QuestionSet.objects.filter(state=State.DRAFT).first() if keeper else None,
        "nav_key": "scope",
    }
    return render(request, "scope/version.html", context)
