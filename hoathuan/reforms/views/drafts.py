"""A reform's page; its draft begun, amended, thrown away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.jobs.models import State
from hoathuan.core.ui.sending import get_or_post
from hoathuan.reforms.changes import changes_of
from hoathuan.reforms.forms.changing import FORMS, VERBS
from hoathuan.reforms.forms.correcting import forms_of
from hoathuan.reforms.forms.heads import HeadForm, NewReformForm
from hoathuan.reforms.rules import REFORMERS, may_change
from hoathuan.reforms.scope import units_of
from hoathuan.reforms.selectors import first_of, page_of
from hoathuan.reforms.services import drafts
from hoathuan.reforms.services.correcting import begin_correction
from hoathuan.reforms.services.running import is_approved, job_of, was_tried
from hoathuan.units.changing.checking import problems_of
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Reform

from . import found


def form_page(
    request: HttpRequest, form: Any, title: Any, submit: Any, back: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "back_url": back, "nav_key": "reforms"}
    return render(request, "reforms/form.html", context | more)


def address(reform: Reform) -> str:
    return reverse("reforms:detail", args=[reform.uuid])


@require_safe
@access(REFORMERS)
def detail(request: HttpRequest, pk: str) -> HttpResponse:
    """Its lines in words, what stands in the way, what the trial found, what was done."""
    reform = found.reform_of(request, pk)
    context = {
        "reform": reform,
        "page": page_of(request, changes_of(reform)),
        "new_units": reform.new_units.select_related("parent", "parent_new").order_by("id")[:100],
        "editable": list(VERBS.values()),
        "verbs": VERBS,
        "nav_key": "reforms",
        "may_change": may_change(found.actor_in(request), reform),
        **(_as_draft(reform) if reform.state == ReformState.DRAFT else _as_closed(reform)),
    }
    return render(request, "reforms/detail.html", context)


def _as_draft(reform: Reform) -> dict[str, Any]:
    job = job_of(reform)
    first, rest = first_of(problems_of(reform))
    return {
        "problems": first,
        "more_problems": rest,
        "tried": was_tried(reform),
        "approved": is_approved(reform),
        "outdated": "lines" in reform.found and not was_tried(reform),
        "running": job if job is not None and not job.finished else None,
        "forms": _forms(reform),
    }


def _forms(reform: Reform) -> list[tuple[str, Any]]:
    """The verbs that fit: a level that is gone cannot be abolished."""
    districts = units_of(reform).filter(level=Level.DISTRICT).exists()
    fitting = forms_of(reform, FORMS).items()
    return [(slug, form.title) for slug, form in fitting if slug != "bo-cap" or districts]


def _as_closed(reform: Reform) -> dict[str, Any]:
    job = job_of(reform) if reform.state == ReformState.APPLYING else None
    return {"running": job, "stopped": job is not None and job.state == State.FAILED}


@get_or_post
@access(REFORMERS)
def new(request: HttpRequest) -> HttpResponse:
    actor = found.actor_in(request)
    form = NewReformForm(request.POST or None, actor=actor)
    if form.is_valid():
        try:
            reform = drafts.begin(head=form.head, province=form.province_chosen, actor=actor)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lập bản soạn. Ghi từng thay đổi ở dưới."))
            return redirect(address(reform))
    return form_page(request, form, _("Soạn việc sắp xếp"), _("Lập bản soạn"), reverse("reforms:list"))


@get_or_post
@access(REFORMERS)
def amend(request: HttpRequest, pk: str) -> HttpResponse:
    reform = found.draft_of(request, pk)
    initial = {"title": reform.title, "legal_basis": reform.legal_basis, "on_date": reform.on_date}
    form = HeadForm(request.POST or None, record=reform, initial=initial)
    if form.is_valid():
        try:
            drafts.amend(
                reform=reform,
                head=form.head,
                version=form.cleaned_data["version"],
                actor=found.actor_in(request),
            )
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(address(reform))
    return form_page(request, form, _("Sửa tên, căn cứ, ngày"), _("Lưu"), address(reform))


@require_POST
@access(REFORMERS)
def discard(request: HttpRequest, pk: str) -> HttpResponse:
    reform = found.draft_of(request, pk)
    try:
        drafts.discard(reform=reform, version=found.version_in(request), actor=found.actor_in(request))
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect(address(reform))
    messages.success(request, _("Đã bỏ bản soạn “%(title)s”.") % {"title": reform.title})
    return redirect("reforms:list")


@require_POST
@access(REFORMERS)
def correct(request: HttpRequest, pk: str) -> HttpResponse:
    """Begin a draft that mends an applied reform."""
    reform = found.reform_of(request, pk)
    try:
        draft = begin_correction(reform=reform, actor=found.actor_in(request))
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect(address(reform))
    messages.success(request, _("Đã lập bản soạn để sửa. Ghi từng đơn vị ghi sai ở dưới."))
    return redirect(address(draft))
