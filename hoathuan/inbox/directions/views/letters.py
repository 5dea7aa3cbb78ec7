"""One letter: as its writers, its recipients and those above see it; drafts, and their files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.core import audit
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.ui.numbers import day
from hoathuan.core.ui.rows import Entry, Row
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.inbox.directions import forms, rights, selectors
from hoathuan.inbox.directions.choices import MARKS, SHOWN_AS, DirectionState, Scope, Standing
from hoathuan.inbox.directions.history import entries
from hoathuan.inbox.directions.models import Direction, Recipient
from hoathuan.inbox.directions.services import acting, drafting
from hoathuan.inbox.directions.standing import counts_of, standing_of

from .found import letter_or_404, line_of, own_letter, shown, tried

_MOST_QUESTIONS = 100


@require_GET
@access(rights.READERS)
def letter(request: HttpRequest, pk: str) -> HttpResponse:
    """The letter; the first look of an office that it is addressed to is written down."""
    actor, one = actor_in(request), letter_or_404(request, pk)
    if one.state != DirectionState.DRAFT:
        acting.open_for(one, actor)
    writes, line = rights.may_write(actor, one), line_of(actor, one)
    context = {
        "letter": one,
        "summary": _summary(one),
        "files": _files(one),
        "may_write": writes,
        "line": line,
        "questions": _questions(actor, one),
        "may_act": line is not None and one.state == DirectionState.ISSUED and line.accepted_at is None,
        "may_ask": line is not None and one.state == DirectionState.ISSUED,
        "replies": _replies(line),
        "attach": forms.FileForm(),
        "entries": _history(one) if writes else [],
        "today": today(),
    }
    context |= _state(one, None if writes else line) | _table(request, actor, one)
    return shown(request, "letter", **context)


def _state(one: Direction, line: Recipient | None) -> dict[str, Any]:
    """For who has received it how far the own office is: "sent" would read as the answer being sent."""
    if line is None or one.state != DirectionState.ISSUED:
        return {"mark": SHOWN_AS[DirectionState(one.state)], "words": one.get_state_display()}
    standing = standing_of(line, today())
    return {"mark": MARKS[standing], "words": standing.label}


def _summary(one: Direction) -> list[Row]:
    rows = [
        Row(_("Cơ quan ban hành"), one.body.name),
        Row(_("Số, ký hiệu"), one.number),
        Row(_("Ngày ký"), day(one.signed_on) if one.signed_on else ""),
        Row(_("Nơi nhận phải"), one.get_asks_display()),
        Row(_("Hạn"), day(one.due_on) if one.due_on else _("không có hạn")),
    ]
    if one.basis:
        rows.append(Row(_("Căn cứ"), one.basis))
    if one.state == DirectionState.DRAFT:
        chosen = [str(line) for line in one.recipients.select_related("unit", "body", "former_unit")[:200]]
        whole = [str(Scope(one.scope).label)] if one.scope != Scope.CHOSEN else []
        rows.append(Row(_("Gửi đến"), ", ".join(whole + chosen)))
    return rows


def _history(one: Direction) -> list[Entry]:
    """What its writers did with it; who answered stands in the table."""
    return entries(audit.entries_about(one).exclude(action="directions.acted")[:30])


def _files(one: Direction) -> list[dict[str, Any]]:
    return [
        {"name": file.name, "size": file.size, "url": file.get_absolute_url(), "uuid": file.uuid}
        for file in one.attachments.order_by("id")
    ]


def _questions(actor: Actor, one: Direction) -> list[Any]:
    if one.state == DirectionState.DRAFT:
        return []
    rows = rights.questions_seen(actor, one)
    return list(
        rows.select_related("recipient__unit", "recipient__body", "recipient__former_unit")[:_MOST_QUESTIONS]
    )


def _replies(line: Any) -> list[Any]:
    return list(line.replies.select_related("file", "seat__person")[:20]) if line is not None else []


def _table(request: HttpRequest, actor: Actor, one: Direction) -> dict[str, Any]:
    """Every recipient that the seat may see, for those who sent the letter and those above."""
    if one.state == DirectionState.DRAFT or not rights.oversees_some(actor, one):
        return {}
    lines = rights.recipients_seen(actor).filter(direction=one)
    counts, standing = counts_of(lines, today()), request.GET.get("tinh", "")
    page = paginate(request, selectors.recipient_rows(lines, standing), order=("unit__sort", "id"))
    rows = [(row, MARKS[Standing(row.standing)], Standing(row.standing).label) for row in page.rows]
    return {
        "counts": counts,
        "standing": Standing(standing) if standing in Standing.values else None,
        "page": page,
        "rows": rows,
    }


@get_or_post
@access(rights.WRITERS)
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_in(request)
    form = forms.LetterForm(request.POST or None, request.FILES or None, actor=actor)

    def call(data: dict[str, Any]) -> Direction:
        made = drafting.draft(typed=form.typed(), actor=actor, token=data["token"])
        if data["file"] and not made.attachments.exists():
            drafting.attach(direction=made, upload=data["file"], actor=actor)
        return made

    made = done(request, form, call, _("Đã lưu dự thảo. Xem lại rồi bấm Gửi đi."))
    if made:
        return redirect("directions:letter", made.uuid)
    return shown(request, "write", form=form, title=_("Soạn văn bản chỉ đạo"))


@get_or_post
@access(rights.WRITERS)
def amend(request: HttpRequest, pk: str) -> HttpResponse:
    one, actor = own_letter(request, pk), actor_in(request)
    form = forms.LetterForm(request.POST or None, actor=actor, record=one, initial=forms.initial_of(one))
    made = done(
        request,
        form,
        lambda data: drafting.amend(direction=one, version=data["version"], typed=form.typed(), actor=actor),
        _("Đã lưu dự thảo."),
    )
    if made:
        return redirect("directions:letter", one.uuid)
    return shown(request, "write", form=form, title=_("Sửa dự thảo"), letter=one)


@require_POST
@access(rights.WRITERS)
def discard(request: HttpRequest, pk: str) -> HttpResponse:
    one = own_letter(request, pk)
    try:
        drafting.discard(direction=one, actor=actor_in(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("directions:letter", one.uuid)
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("directions:list")


@require_POST
@access(rights.WRITERS)
def attach(request: HttpRequest, pk: str) -> HttpResponse:
    one, form = own_letter(request, pk), forms.FileForm(request.POST, request.FILES)
    call = lambda data: drafting.attach(direction=one, upload=data["file"], actor=actor_in(request))  # noqa: E731
    if not done(request, form, call, _("Đã lưu tệp.")):
        problems = [str(words) for errors in form.errors.values() for words in errors]
        messages.error(request, " ".join(problems))
    return redirect("directions:letter", one.uuid)


@require_POST
@access(rights.WRITERS)
def detach(request: HttpRequest, pk: str) -> HttpResponse:
    one, actor = own_letter(request, pk), actor_in(request)

    def call() -> None:
        try:
            drafting.detach(direction=one, file=request.POST.get("tep", ""), actor=actor)
        except ValidationError as error:  # no outside name at all
            raise DomainError(_("Không thấy tệp này. Tải lại trang.")) from error

    tried(request, call, lambda made: _("Đã bỏ tệp."))
    return redirect("directions:letter", one.uuid)
