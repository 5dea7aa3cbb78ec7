"""Questions from below and their answers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import actor_in
from hoathuan.core.access import access
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.inbox.directions import forms, rights
from hoathuan.inbox.directions.models import Question
from hoathuan.inbox.directions.services import asking

from .found import own_line, shown


@get_or_post
@access(rights.ACTING)
def ask(request: HttpRequest, pk: str) -> HttpResponse:
    letter, line = own_line(request, pk)
    form = forms.QuestionForm(request.POST or None)
    call = lambda data: asking.ask(recipient=line, text=data["text"], actor=actor_in(request))  # noqa: E731
    if done(request, form, call, _("Đã gửi câu hỏi. Khi có trả lời, mọi nơi nhận đều được báo.")):
        return redirect("directions:letter", letter.uuid)
    return shown(
        request, "form", letter=letter, form=form, title=_("Hỏi cơ quan ban hành"), submit=_("Gửi câu hỏi")
    )


@get_or_post
@access(rights.WRITERS)
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    """The page of who answers; what somebody else has answered meanwhile is shown beside what was written."""
    actor = actor_in(request)
    rows = Question.objects.select_related(
        "direction__unit", "direction__body", "recipient__unit", "recipient__body", "recipient__former_unit"
    )
    question = get_object_or_404(rows.filter(direction__in=rights.directions_seen(actor)), uuid=pk)
    letter = question.direction
    if not rights.questions_seen(actor, letter).filter(pk=question.pk).exists():
        raise Http404
    if not rights.may_write(actor, letter):
        raise PermissionDenied
    form = forms.AnswerForm(request.POST or None)
    call = lambda data: asking.answer(question=question, text=data["text"], actor=actor)  # noqa: E731
    if done(request, form, call, _("Đã trả lời. Mọi nơi nhận được báo và đọc được.")):
        return redirect("directions:letter", letter.uuid)
    question.refresh_from_db()
    return shown(request, "answer", letter=letter, form=form, question=question)
