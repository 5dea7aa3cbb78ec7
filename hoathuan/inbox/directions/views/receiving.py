"""What recipients answer, and how the issuer reads and accepts it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoathuan.accounts.actor import actor_in
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.ui.sending import done as run
from hoathuan.core.ui.sending import get_or_post
from hoathuan.inbox.directions import forms, rights, selectors
from hoathuan.inbox.directions.choices import MARKS, DirectionState, Standing
from hoathuan.inbox.directions.models import Recipient
from hoathuan.inbox.directions.services import acting

from .found import own_line, shown, tried


@get_or_post
@access(rights.ACTING)
def reply(request: HttpRequest, pk: str) -> HttpResponse:
    """A report, or a better one while the last has not been accepted."""
    letter, line = own_line(request, pk)
    last = line.replies.first()
    form = forms.ReplyForm(
        request.POST or None, request.FILES or None, initial={"text": last.text if last else ""}
    )
    made = run(
        request,
        form,
        lambda data: acting.act(
            recipient=line, actor=actor_in(request), text=data["text"], upload=data["file"]
        ),
        _("Đã gửi báo cáo."),
    )
    if made:
        return redirect("directions:letter", letter.uuid)
    title = _("Sửa báo cáo") if last else _("Gửi báo cáo")
    return shown(request, "form", letter=letter, form=form, title=title, submit=title, line=line)


@require_POST
@access(rights.ACTING)
def done(request: HttpRequest, pk: str) -> HttpResponse:
    """Done, where no report is asked for."""
    letter, line = own_line(request, pk)
    tried(
        request,
        lambda: acting.act(recipient=line, actor=actor_in(request)),
        lambda made: _("Đã ghi: cơ quan đã thực hiện văn bản này."),
    )
    return redirect("directions:letter", letter.uuid)


@require_GET
@access(rights.READERS)
def recipient(request: HttpRequest, pk: str) -> HttpResponse:
    """One recipient: when it was opened, all that it answered."""
    actor, line = actor_in(request), _line_or_404(request, pk)
    standing = Standing(line.standing)  # type: ignore[attr-defined]
    writes = rights.may_write(actor, line.direction)
    return shown(
        request,
        "recipient",
        line=line,
        letter=line.direction,
        mark=MARKS[standing],
        words=standing.label,
        replies=list(line.replies.select_related("file", "seat__person")[:50]),
        merged=line.merged.select_related("unit", "former_unit", "body"),
        may_accept=writes and line.accepted_at is None and line.direction.state == DirectionState.ISSUED,
        today=today(),
    )


@require_POST
@access(rights.WRITERS)
def accept(request: HttpRequest, pk: str) -> HttpResponse:
    line, actor = _line_or_404(request, pk), actor_in(request)
    if not rights.may_write(actor, line.direction):
        raise PermissionDenied
    seen = request.POST.get("ban", "")
    tried(
        request,
        lambda: acting.accept(recipient=line, seen=seen, actor=actor),
        lambda made: _("Đã nhận báo cáo."),
    )
    return redirect("directions:recipient", line.uuid)


def _line_or_404(request: HttpRequest, pk: str) -> Recipient:
    rows = selectors.recipient_rows(rights.recipients_seen(actor_in(request)))
    found: Recipient = get_object_or_404(
        rows.select_related("direction__body", "direction__unit", "accepted_by__person", "opened_by__person",
                            "unit", "body", "former_unit"),
        uuid=pk,
    )  # fmt: skip
    return found
