"""Many papers at once: drafted for the records that lack them, then issued, signed and printed together."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.core import jobs
from hoathuan.core.access import access
from hoathuan.core.attachments.kinds import PDF
from hoathuan.core.dates import today
from hoathuan.core.filenames import safe_filename
from hoathuan.core.jobs.models import Job
from hoathuan.core.lists import paginate
from hoathuan.core.ui.sending import done, get_or_post
from hoathuan.documents import forms, kinds, rights
from hoathuan.documents.choices import SHOWN_AS, PaperState
from hoathuan.documents.kinds import PaperKind
from hoathuan.documents.models import Paper
from hoathuan.documents.services import batches
from hoathuan.documents.services.issuing import series_for
from hoathuan.documents.signing.api import signs_for

from .found import kind_or_404, shown


@get_or_post
@access(rights.WRITERS)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Draft one kind for every record that lacks it; the officer writes head and foot once."""
    actor, of_kind = actor_in(request), kind_or_404(kind)
    if not rights.may_draft(actor, of_kind) or of_kind.waiting is None:
        raise Http404
    waiting = batches.subjects_waiting(of_kind, actor)
    first = waiting.filter(pk__in=waiting.values("pk")[: batches.MOST])
    form = forms.BatchForm(request.POST or None, kind=of_kind, actor=actor, subjects=first)
    if request.method == "POST" and form.is_valid():
        return redirect(_drafting(of_kind, form, actor))
    words = _("Soạn hàng loạt: %(kind)s") % {"kind": str(of_kind.label).lower()}
    return shown(request, "batch_new", form=form, title=words, kind=of_kind, waiting=waiting.count(),
                 most=batches.MOST)  # fmt: skip


def _drafting(kind: PaperKind, form: forms.BatchForm, actor: Actor) -> Job:
    whole = form.cleaned_data["token"] or uuid.uuid4()
    return jobs.start(
        batches.draft_many, title=_("Soạn: %(kind)s") % {"kind": kind.label}, actor=actor,
        result_url=reverse("documents:batch", args=[whole]), kind=kind.key, batch=str(whole),
        keys=[subject.pk for subject in form.cleaned_data["subjects"]], typed=form.kept(),
    )  # fmt: skip


@require_GET
@access(rights.READERS)
def batch(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far a batch is, and the next step for all of it."""
    actor = actor_in(request)
    papers = batches.papers_of(actor, pk)
    told = Job.objects.filter(user_id=actor.user_id, result_url=request.path).order_by("-id").first()
    first = papers.first()
    if first is None and told is None:
        raise Http404
    page = paginate(request, papers.select_related("body"), order=("id",))
    states = list(papers.values_list("state", flat=True))
    rows = [(paper, SHOWN_AS[PaperState(paper.state)]) for paper in page.rows]
    return shown(
        request, "batch", batch=pk, page=page, rows=rows, told=told, first=first, counts=_counts(states),
        title=kinds.get(first.kind).label if first else _("Đợt văn bản"), **_may(actor, states, first),
    )  # fmt: skip


def _counts(states: list[str]) -> list[tuple[str, str, int]]:
    """How many are in which state, in the order of a paper's life."""
    return [
        (SHOWN_AS[state], str(state.label), states.count(state)) for state in PaperState if state in states
    ]


def _may(actor: Actor, states: list[str], first: Paper | None) -> dict[str, bool]:
    if first is None:
        return {}
    issued = PaperState.ISSUED in states
    return {
        "may_issue": PaperState.DRAFT in states and rights.may_issue(actor, first),
        "may_sign": issued and rights.may_sign(actor, first) and signs_for(first.body.name),
        "may_print": (issued or PaperState.SIGNED in states) and rights.holds(actor, first),
    }


@get_or_post
@access(rights.ISSUERS)
def issue(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Issue every draft of the batch, with numbers one after the other."""
    actor = actor_in(request)
    every = list(batches.papers_of(actor, pk).filter(state=PaperState.DRAFT).select_related("body"))
    back = reverse("documents:batch", args=[pk])
    first = _first_of(every, actor)
    # one that was amended to another register is issued by itself
    drafts = [one for one in every if (one.body_id, one.sign) == (first.body_id, first.sign)]
    series = series_for(first, today())
    form = forms.IssueManyForm(request.POST or None, drawn=series is not None)
    job = done(request, form, lambda data: _issuing(drafts, data, actor, back), "")
    if job:
        return redirect(job)
    words = _("Ban hành %(n)s văn bản") % {"n": len(drafts)}
    return shown(
        request, "form", form=form, title=words, submit=words, back_url=back, lead=str(first), drawn=series
    )


def _first_of(drafts: list[Paper], actor: Actor) -> Paper:
    if not drafts or not rights.may_issue(actor, drafts[0]):
        raise Http404
    return drafts[0]


def _issuing(drafts: list[Paper], data: dict[str, Any], actor: Actor, back: str) -> Job:
    day, first = data["issued_on"], data.get("first")
    numbers = batches.numbers_from(first, len(drafts), drafts[0], day) if first else []
    return jobs.start(
        batches.issue_many, title=_("Ban hành %(n)s văn bản") % {"n": len(drafts)}, actor=actor, result_url=back,
        keys=[paper.pk for paper in drafts], issued_on=day.isoformat(), numbers=numbers,
    )  # fmt: skip


@require_POST
@access(rights.SIGNERS)
def sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Sign every issued paper of the batch with the body's certificate."""
    actor = actor_in(request)
    papers = batches.papers_of(actor, pk).filter(state=PaperState.ISSUED)
    keys = [paper.pk for paper in papers if rights.may_sign(actor, paper)]
    if not keys:
        raise Http404
    words = _("Ký số %(n)s văn bản") % {"n": len(keys)}
    back = reverse("documents:batch", args=[pk])
    return redirect(jobs.start(batches.sign_many, title=words, actor=actor, result_url=back, keys=keys))


@require_POST
@access(rights.ISSUERS)
def printed(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One PDF of the whole batch for the printer."""
    actor = actor_in(request)
    papers = list(batches.papers_of(actor, pk))
    if not papers or not rights.holds(actor, papers[0]):
        raise Http404
    words = _("In %(n)s văn bản") % {"n": len(papers)}
    name = safe_filename(str(kinds.get(papers[0].kind).label), PDF.extensions[0])
    keys = [paper.pk for paper in papers]
    return redirect(jobs.start(batches.print_many, title=words, actor=actor, keys=keys, name=name))
