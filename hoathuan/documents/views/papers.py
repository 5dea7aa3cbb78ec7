"""The papers of a body, one paper, a new draft, the registers kept here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.core import audit
from hoathuan.core.access import access
from hoathuan.core.attachments.kinds import PDF
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.ui.numbers import day
from hoathuan.core.ui.rows import Row
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.documents import forms, kinds, rights, selectors
from hoathuan.documents.checks.services import check_of
from hoathuan.documents.choices import SHOWN_AS, PaperState
from hoathuan.documents.history import entries
from hoathuan.documents.kinds import PaperKind
from hoathuan.documents.making import make_paper
from hoathuan.documents.models import Paper
from hoathuan.documents.services import drafting
from hoathuan.documents.services import series as series_services
from hoathuan.documents.signing.api import Returned, signs_for

from .found import kind_or_404, made_response, paper_in_reach, shown


@require_GET
@access(rights.READERS)
def papers(request: HttpRequest) -> HttpResponse:
    """Own papers in every state; in a part of their own the issued ones of the units below; newest first."""
    actor = actor_in(request)
    parts, part = _parts(actor), request.GET.get("xem", "")
    part = part if part in dict(parts) else next(iter(dict(parts)), "")
    form = forms.ListFilter(request.GET.dict() | {"xem": part})
    asked = form.cleaned_data if form.is_valid() else {}
    page = paginate(request, selectors.papers_listed(actor, asked, part), order=("-id",))
    labels = {kind.key: kind.label for kind in kinds.all_kinds()}
    rows = [(paper, labels.get(paper.kind, ""), SHOWN_AS[PaperState(paper.state)]) for paper in page.rows]
    free = [kind for kind in kinds.all_kinds() if kind.subjects is None and rights.may_draft(actor, kind)]
    filtered = any(value for name, value in asked.items() if name != "xem")
    return shown(
        request, "papers", form_filter=form, page=page, rows=rows, above=not actor.commune_id, kinds_free=free,
        may_issue=rights.ISSUERS(actor), filtered=filtered, kinds_batch=_batches(actor), parts=parts, part=part,
    )  # fmt: skip


def _parts(actor: Actor) -> list[tuple[str, str]]:
    """Own papers and those of units below, which are many more: first what the seat writes or signs."""
    if not rights.reads_below(actor):
        return []
    parts = [(selectors.OWN, _("Của cơ quan")), (selectors.BELOW, _("Của cấp dưới"))]
    return parts if rights.ISSUERS(actor) else parts[::-1]


def _batches(actor: Actor) -> list[PaperKind]:
    """The kinds that the seat may draft for many records at once."""
    return [kind for kind in kinds.all_kinds() if kind.waiting and rights.may_draft(actor, kind)]


@require_GET
@access(rights.READERS)
def paper(request: HttpRequest, pk: str) -> HttpResponse:
    """One paper: its steps, what it says, its files, its history."""
    one, actor = paper_in_reach(request, pk), actor_in(request)
    own = rights.holds(actor, one)
    return shown(
        request,
        "paper",
        paper=one,
        summary=_summary(one),
        steps=[_("Dự thảo"), _("Ban hành"), _("Bản ký")],
        step=_step(one),
        state=SHOWN_AS[PaperState(one.state)],
        check=check_of(one),
        copies=_copies(one),
        files=_files(one),
        may_sign=_may_sign(actor, one),
        may_write=rights.may_write(actor, one) and one.state == PaperState.DRAFT,
        may_issue=rights.may_issue(actor, one) and one.state != PaperState.VOIDED,
        entries=entries(audit.entries_about(one)[:30]) if own else [],
    )


def _step(one: Paper) -> int:
    return {PaperState.DRAFT: 1, PaperState.ISSUED: 3, PaperState.SIGNED: 4}.get(PaperState(one.state), 0)


def _copies(one: Paper) -> list[Returned]:
    """Every signed copy that came back, with what was found in it; the one that counts first."""
    if one.issued_file_id is None:
        return []
    found = Returned.objects.filter(issued=one.issued_file_id).select_related("copy").order_by("-id")
    return sorted(found, key=lambda returned: returned.copy_id != one.signed_file_id)


def _may_sign(actor: Actor, one: Paper) -> bool:
    """Whether the button is offered: to who signs, for a PDF, where the body's certificate is here."""
    waiting = one.state == PaperState.ISSUED and one.issued_file is not None
    return waiting and rights.may_sign(actor, one) and _is_pdf(one) and signs_for(one.body.name)


def _is_pdf(one: Paper) -> bool:
    return one.issued_file is not None and one.issued_file.mime == PDF.mime


def _files(one: Paper) -> list[dict[str, object]]:
    kept = ((_("Bản ban hành"), one.issued_file), (_("Bản đã ký"), one.signed_file))
    return [
        {"name": file.name, "kind": words, "size": file.size, "url": file.get_absolute_url()}
        for words, file in kept
        if file is not None
    ]


def _summary(one: Paper) -> list[Row]:
    kind = kinds.get(one.kind)
    subject = kind.subject(one.subject_id)
    lines = [
        Row(_("Loại"), kind.label),
        Row(_("Cơ quan ban hành"), one.body.name),
        Row(_("Số, ký hiệu"), one.code or f"…/{one.sign}"),
        Row(_("Ngày ban hành"), day(one.issued_on) if one.issued_on else ""),
        Row(_("Người ký"), one.signer, one.signer_office.replace("\n", ", ")),
        Row(_("Mẫu"), one.version_used.get_engine_display(), _version(one)),
    ]
    if subject is not None and kind.address:
        lines.insert(1, Row(_("Về"), str(subject), url=kind.address(subject), link=_("Xem")))
    if one.void_reason:
        lines.append(Row(_("Lý do hủy"), one.void_reason, day(one.voided_on)))
    return lines


def _version(one: Paper) -> str:
    unit = one.version_used.template.unit
    words = {"number": one.version_used.number, "unit": unit.name if unit else ""}
    return _("bản thứ %(number)s") % words + (f" · {unit.name}" if unit else "")


@require_GET
@access(rights.READERS)
def preview(request: HttpRequest, pk: str) -> HttpResponse:
    """A draft as it would leave the office; what has left it is its file, and stays as it was."""
    one = paper_in_reach(request, pk)
    if one.issued_file is not None:
        return redirect(one.issued_file.get_absolute_url())
    return made_response(make_paper(one))


@get_or_post
@access(rights.WRITERS)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A draft of a kind, about the record that `doi_tuong` names."""
    actor, of_kind = actor_in(request), kind_or_404(kind)
    if not rights.may_draft(actor, of_kind):
        raise Http404
    subject = _subject(request, of_kind)
    if request.method == "GET" and (known := drafting.draft_about(of_kind, subject, actor)):
        messages.info(request, _("Đã có dự thảo này: sửa tiếp, hoặc bỏ nó rồi soạn lại."))
        return redirect("documents:paper", known.uuid)
    form = forms.DraftForm(request.POST or None, kind=of_kind, actor=actor, title=of_kind.title(subject))
    made = done(
        request,
        form,
        lambda data: drafting.draft_paper(
            kind=of_kind, subject=subject, typed=form.typed(), actor=actor, token=data["token"]
        ),
        _("Đã lưu dự thảo. Xem thử cho đúng rồi ban hành: bản có số mới là bản để ký."),
    )
    if made:
        return redirect("documents:paper", made.uuid)
    missing = _lacking(of_kind, subject, actor)
    back = (
        of_kind.address(subject) if of_kind.address and subject is not None else reverse("documents:papers")
    )
    return shown(
        request, "form", form=form, title=of_kind.label, submit=_("Lưu dự thảo"), back_url=back,
        lead=str(subject or ""), warning=missing,
    )  # fmt: skip


def _subject(request: HttpRequest, kind: PaperKind) -> Model | None:
    if kind.subjects is None:
        return None
    try:
        found: Model = get_object_or_404(
            kind.subjects(actor_in(request)), uuid=request.GET.get("doi_tuong", "")
        )
        return found
    except (ValidationError, ValueError) as error:  # no such name of a record
        raise Http404 from error


def _lacking(kind: PaperKind, subject: Model | None, actor: Actor) -> str:
    """What the record does not have yet, said before anything is typed."""
    try:
        given = kind.data(subject, actor)
    except DomainError as refusal:
        return str(refusal)
    names = [str(f.label) for f in kind.fields if f.required and f not in kind.typed and not given.get(f.key)]
    return _("Hồ sơ chưa có: %(what)s. Ghi đủ rồi hãy soạn.") % {"what": ", ".join(names)} if names else ""


@get_or_post
@access(rights.ISSUERS)
def series(request: HttpRequest) -> HttpResponse:
    """The registers that the unit's bodies keep here; a new one."""
    actor = actor_in(request)
    form = forms.SeriesForm(request.POST or None, actor=actor)
    made = done(request, form, lambda data: series_services.start_series(actor=actor, **data), _("Đã mở sổ."))
    if made:
        return redirect("documents:series")
    return shown(request, "series", form=form, rows=rights.series_seen(actor))
