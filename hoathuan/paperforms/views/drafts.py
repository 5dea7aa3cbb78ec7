"""A filled form: its photograph beside the short form, typed in and confirmed by a person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import actor_in
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import CASE_WRITERS, proven, seats
from hoathuan.cases.api import CaseRefused, EndedCaseForm
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.paperforms import selectors, services
from hoathuan.paperforms.choices import DraftState
from hoathuan.paperforms.errors import FormRefused
from hoathuan.paperforms.forms import AssignForm, AttachForm, DiscardForm
from hoathuan.paperforms.models import Draft

OFFICERS = proven(seats(SeatKind.COMMUNE_OFFICER))


@access(CASE_WRITERS)
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The photograph and the questions; what was typed becomes a dispute of the book."""
    found, actor = _draft(request, pk), actor_in(request)
    if found.state != DraftState.WAITING:
        return _decided(request, found)
    # who types is not who mediated: that stands on the paper
    told = {"team": found.team_id, "mediators": ""}
    form = EndedCaseForm(request.POST or None, actor=actor, initial=told)
    if form.is_valid():
        try:
            case, mine = services.confirm(actor=actor, draft=found, entry=form.entry)
        except (CaseRefused, FormRefused) as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            if not mine:
                text = _("Phiếu này đã được người khác nhập thành vụ việc số %(number)s. Không ghi thêm gì.")
                messages.info(request, text % {"number": case})
            return redirect("cases:detail" if not mine else "cases:saved", pk=case.uuid)
    context = {
        "draft": found,
        "title": _title(found),
        "form": form,
        "files": selectors.files_of(actor, [found]),
        "assigns": OFFICERS(actor),
        "nav_key": "paperforms",
        "back_url": reverse("paperforms:home"),
        "back_text": _("Phiếu giấy"),
    }
    return TemplateResponse(request, "paperforms/draft.html", context)


def _title(found: Draft) -> str:
    if found.form is None:
        return _("Nhập phiếu không có mã")
    return _("Nhập phiếu số %(number)s") % {"number": found.form.number}


def _decided(request: HttpRequest, found: Draft) -> HttpResponse:
    context = {
        "draft": found,
        "title": _title(found),
        "files": selectors.files_of(actor_in(request), [found]),
        "nav_key": "paperforms",
        "back_url": reverse("paperforms:home"),
        "back_text": _("Phiếu giấy"),
    }
    return TemplateResponse(request, "paperforms/decided.html", context)


@access(CASE_WRITERS)
def attach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """ "Vụ việc đã có trong sổ": the photograph goes to the dispute that was written down before."""
    found, actor = _draft(request, pk), actor_in(request)
    form = AttachForm(request.POST or None, initial={"year": today().year})
    words = {
        "title": _("Vụ việc đã có trong sổ"),
        "lead": _("Ảnh phiếu được gắn vào vụ việc đã ghi, làm chứng từ. Không ghi thêm vụ việc nào."),
        "submit": _("Gắn vào vụ việc"),
    }
    if form.is_valid():
        try:
            case = services.attach(actor=actor, draft=found, **form.cleaned_data)
        except FormRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect("cases:detail", pk=case.uuid)
    return _step(request, found, form, words)


@access(CASE_WRITERS)
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """ "Bỏ phiếu này", with a reason."""
    found, actor = _draft(request, pk), actor_in(request)
    form = DiscardForm(request.POST or None)
    words = {
        "title": _("Bỏ phiếu"),
        "lead": _("Phiếu không thành vụ việc. Ảnh và lý do vẫn được giữ."),
        "submit": _("Bỏ phiếu"),
        "danger": True,
    }
    if form.is_valid():
        try:
            services.discard(actor=actor, draft=found, reason=form.cleaned_data["reason"])
        except FormRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect("paperforms:home")
    return _step(request, found, form, words)


@access(OFFICERS)
def assign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """ "Chuyển đến tổ": whose form it is."""
    found, actor = _draft(request, pk), actor_in(request)
    form = AssignForm(request.POST or None, actor=actor, initial={"team": found.team_id})
    words = {
        "title": _("Chuyển phiếu đến tổ"),
        "lead": _("Chỉ tổ được chọn và tư pháp xã thấy phiếu."),
        "submit": _("Chuyển đến tổ"),
    }
    if form.is_valid():
        try:
            services.assign_team(actor=actor, draft=found, team=form.cleaned_data["team"])
        except FormRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect("paperforms:draft", pk=found.uuid)
    return _step(request, found, form, words)


def _step(request: HttpRequest, found: Draft, form: Any, words: dict[str, Any]) -> HttpResponse:
    back = reverse("paperforms:draft", args=[found.uuid])
    context = {"form": form, "nav_key": "paperforms", "back_url": back, "back_text": _title(found), **words}
    return TemplateResponse(request, "paperforms/form.html", context)


def _draft(request: HttpRequest, pk: UUID) -> Draft:
    return get_object_or_404(selectors.drafts_seen(actor_in(request)), uuid=pk)
