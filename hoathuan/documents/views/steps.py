"""The steps of one paper: amend, issue, signed copy, void; throwing a draft away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoathuan.accounts.actor import actor_in
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.documents import forms, kinds, rights
from hoathuan.documents.models import Paper
from hoathuan.documents.services import drafting, issuing

from .found import paper_allowed, shown


def _page(
    request: HttpRequest, paper: Paper, form: object, title: str, submit: str, **more: object
) -> HttpResponse:
    back = reverse("documents:paper", args=[paper.uuid])
    return shown(
        request,
        "form",
        form=form,
        title=title,
        submit=submit,
        back_url=back,
        lead=str(paper),
        paper=paper,
        **more,
    )


@get_or_post
@access(rights.WRITERS)
def amend(request: HttpRequest, pk: str) -> HttpResponse:
    paper, actor = paper_allowed(request, pk, rights.may_write), actor_in(request)
    kind = kinds.get(paper.kind)
    form = forms.DraftForm(
        request.POST or None, kind=kind, actor=actor, record=paper, initial=forms.initial_of(paper, kind)
    )
    made = done(
        request,
        form,
        lambda data: drafting.amend_draft(
            paper=paper, version=data["version"], typed=form.typed(), actor=actor
        ),
        _("Đã lưu dự thảo."),
    )
    if made:
        return redirect("documents:paper", paper.uuid)
    return _page(request, paper, form, _("Sửa dự thảo"), _("Lưu dự thảo"))


@require_POST
@access(rights.WRITERS)
def discard(request: HttpRequest, pk: str) -> HttpResponse:
    paper = paper_allowed(request, pk, rights.may_write)
    try:
        drafting.discard_draft(paper=paper, actor=actor_in(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("documents:paper", paper.uuid)
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("documents:papers")


@get_or_post
@access(rights.ISSUERS)
def issue(request: HttpRequest, pk: str) -> HttpResponse:
    paper, actor = paper_allowed(request, pk, rights.may_issue), actor_in(request)
    series = issuing.series_for(paper, today())
    form = forms.IssueForm(request.POST or None, drawn=series is not None)
    made = done(
        request,
        form,
        lambda data: issuing.issue_paper(paper=paper, actor=actor, **data),
        _("Đã ban hành. In ra ký, hoặc ký số, rồi đưa bản PDF đã ký trở lại đây."),
    )
    if made:
        return redirect("documents:paper", paper.uuid)
    return _page(request, paper, form, _("Ban hành"), _("Ban hành văn bản"), drawn=series)


@get_or_post
@access(rights.ISSUERS)
def signed(request: HttpRequest, pk: str) -> HttpResponse:
    paper, actor = paper_allowed(request, pk, rights.may_issue), actor_in(request)
    form = forms.SignedForm(request.POST or None, request.FILES or None)
    made = done(
        request,
        form,
        lambda data: issuing.take_signed(paper=paper, upload=data["file"], actor=actor, sure=data["sure"]),
        _("Đã nhận bản ký."),
    )
    if made:
        return redirect("documents:paper", paper.uuid)
    return _page(request, paper, form, _("Nhận bản đã ký"), _("Lưu bản đã ký"))


@require_POST
@access(rights.SIGNERS)
def sign(request: HttpRequest, pk: str) -> HttpResponse:
    """Sign with the body's certificate, where this installation holds it."""
    paper, actor = paper_allowed(request, pk, rights.may_sign), actor_in(request)
    try:
        issuing.sign_here(paper=paper, actor=actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ký số. Bản ký nằm ở mục Tệp."))
    return redirect("documents:paper", paper.uuid)


@get_or_post
@access(rights.ISSUERS)
def void(request: HttpRequest, pk: str) -> HttpResponse:
    paper, actor = paper_allowed(request, pk, rights.may_issue), actor_in(request)
    form = forms.VoidForm(request.POST or None)
    made = done(
        request,
        form,
        lambda data: issuing.void_paper(paper=paper, actor=actor, **data),
        _("Đã hủy văn bản. Số của văn bản vẫn coi là đã dùng."),
    )
    if made:
        return redirect("documents:paper", paper.uuid)
    return _page(request, paper, form, _("Hủy văn bản"), _("Hủy văn bản"), danger=True)
