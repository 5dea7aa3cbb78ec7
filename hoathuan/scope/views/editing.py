"""Writing a new version: a form for each question and verdict, what is still wrong in sentences, the situations."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoathuan.accounts.actor import actor_in
from hoathuan.accounts.rules import ADMINISTRATORS
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.scope import forms, services
from hoathuan.scope.checking import troubles
from hoathuan.scope.choices import State
from hoathuan.scope.models import Outcome, Question, QuestionSet
from hoathuan.scope.reading import questions_of, questions_on
from hoathuan.scope.rights import keeps_questions
from hoathuan.scope.situations import walk_all
from hoathuan.scope.views.reading import lines_of, verdicts_of
from hoathuan.scope.views.walk import answer
from hoathuan.scope.walking import Screen

both = require_http_methods(["GET", "POST"])


def _keeper(request: HttpRequest):
    """Whoever does not decide for the installation finds no such page."""
    actor = actor_in(request)
    if not keeps_questions(actor):
        raise Http404
    return actor


def _draft() -> QuestionSet:
    return get_object_or_404(QuestionSet, state=State.DRAFT)


def _refuse(form, refused: DomainError) -> None:
    field = getattr(refused, "field", "")
    form.add_error(field if field in form.fields else None, str(refused))


@both
@access(ADMINISTRATORS)
def start(request: HttpRequest) -> HttpResponse:
    """ "Soạn bản mới"."""
    actor = _keeper(request)
    form = forms.DraftForm(request.POST or None)
    if form.is_valid():
        try:
            services.start_draft(actor=actor, note=form.cleaned_data["note"])
        except DomainError as refused:
            _refuse(form, refused)
        else:
            return redirect("scope:draft")
    return render(request, "scope/start.html", {"form": form, "nav_key": "scope"})


@both
@access(ADMINISTRATORS)
def draft(request: HttpRequest) -> HttpResponse:
    """The draft: what is still wrong, its questions and verdicts, the first question and the basis."""
    actor = _keeper(request)
    row = _draft()
    form = forms.SetForm(request.POST or None, draft=row)
    if form.is_valid():
        try:
            services.save_set(actor=actor, draft=row, **form.cleaned_data)
        except DomainError as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("scope:draft")
    questions = questions_of(row)
    context = {
        "row": row,
        "form": form,
        "troubles": troubles(questions),
        "lines": lines_of(questions),
        "groups": verdicts_of(questions),
        "questions": {one.key: one.uuid for one in row.questions.all()},
        "question_rows": row.questions.all(),
        "outcome_rows": row.outcomes.all(),
        "nav_key": "scope",
    }
    return render(request, "scope/draft.html", context)


@require_GET
@access(ADMINISTRATORS)
def attempt(request: HttpRequest) -> HttpResponse:
    """Walk through the draft as a team would."""
    _keeper(request)
    questions = questions_of(_draft())
    if troubles(questions):
        messages.warning(request, _("Sửa hết những chỗ còn sai rồi mới đi thử được."))
        return redirect("scope:draft")
    return answer(request, Screen.of(request, on=today(), questions=questions), reverse("scope:attempt"))


@both
@access(ADMINISTRATORS)
def question(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """One question with its answers; without `pk` a new one."""
    actor = _keeper(request)
    row = _draft()
    one = get_object_or_404(Question, set=row, uuid=pk) if pk else None
    form = forms.QuestionForm(request.POST or None, question=one)
    formset = forms.AnswerSet(
        request.POST or None,
        form_kwargs={"ways": forms.ways_of(row)},
        initial=forms.answers_of(one),
        prefix="tl",
    )
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        try:
            _save_question(actor, row, one, form.fields_of(), formset.typed())
        except DomainError as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Đã lưu câu hỏi."))
            return redirect("scope:draft")
    context = {"form": form, "formset": formset, "one": one, "nav_key": "scope"}
    return render(request, "scope/question.html", context)


def _save_question(actor, row, one, fields, answers):
    if one is None:
        services.add_question(actor=actor, draft=row, fields=fields, answers=answers)
    else:
        services.save_question(actor=actor, question=one, fields=fields, answers=answers)


@both
@access(ADMINISTRATORS)
def outcome(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """One verdict; without `pk` a new one."""
    actor = _keeper(request)
    row = _draft()
    one = get_object_or_404(Outcome, set=row, uuid=pk) if pk else None
    form = forms.OutcomeForm(request.POST or None, outcome=one)
    if form.is_valid():
        try:
            if one is None:
                services.add_outcome(actor=actor, draft=row, fields=form.fields_of())
            else:
                services.save_outcome(actor=actor, outcome=one, fields=form.fields_of())
        except DomainError as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Đã lưu kết luận."))
            return redirect("scope:draft")
    return render(request, "scope/outcome.html", {"form": form, "one": one, "nav_key": "scope"})


@require_POST
@access(ADMINISTRATORS)
def remove(request: HttpRequest, what: str, pk: UUID) -> HttpResponse:
    """Take a question or a verdict out of the draft."""
    actor = _keeper(request)
    row = _draft()
    if what == "cau":
        services.remove_question(actor=actor, question=get_object_or_404(Question, set=row, uuid=pk))
    else:
        services.remove_outcome(actor=actor, outcome=get_object_or_404(Outcome, set=row, uuid=pk))
    messages.success(request, _("Đã xóa khỏi bản đang soạn."))
    return redirect("scope:draft")


@require_POST
@access(ADMINISTRATORS)
def discard(request: HttpRequest) -> HttpResponse:
    services.discard(actor=_keeper(request), draft=_draft())
    messages.success(request, _("Đã bỏ bản đang soạn. Bản đang áp dụng không đổi."))
    return redirect("scope:version")


@both
@access(ADMINISTRATORS)
def put(request: HttpRequest) -> HttpResponse:
    """The situations through the draft, beside today's questions; then from which day it holds."""
    actor = _keeper(request)
    row = _draft()
    questions = questions_of(row)
    wrong = troubles(questions)
    form = forms.PutForm(request.POST or None)
    if not wrong and form.is_valid():
        try:
            services.put_in_force(actor=actor, draft=row, valid_from=form.cleaned_data["valid_from"])
        except DomainError as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Bản mới sẽ được áp dụng từ ngày đã chọn."))
            return redirect("scope:version-numbered", number=row.number)
    before = {walked.situation.name: walked for walked in walk_all(questions_on(today()))}
    pairs = [(walked, before[walked.situation.name]) for walked in walk_all(questions)]
    context = {
        "row": row,
        "form": form,
        "troubles": wrong,
        "pairs": pairs,
        "differ": sum(not walked.as_expected for walked, _before in pairs),
        "nav_key": "scope",
    }
    return render(request, "scope/put.html", context)


@both
@access(ADMINISTRATORS)
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    actor = _keeper(request)
    row = get_object_or_404(QuestionSet, number=number, state=State.IN_FORCE)
    form = forms.TakeBackForm(request.POST or None)
    if form.is_valid():
        try:
            services.take_back(actor=actor, version=row, reason=form.cleaned_data["reason"])
        except DomainError as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Đã rút. Bản đang áp dụng tiếp tục được dùng."))
            return redirect("scope:version")
    return render(request, "scope/take_back.html", {"form": form, "row": row, "nav_key": "scope"})
