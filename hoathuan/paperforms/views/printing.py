"""Blank forms: for which teams, and the PDF."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import actor_in
from hoathuan.core import jobs
from hoathuan.core.access import access
from hoathuan.documents.api import pdf_response
from hoathuan.paperforms import printing, selectors, services
from hoathuan.paperforms.errors import FormRefused
from hoathuan.paperforms.forms import PrintForm
from hoathuan.paperforms.models import Batch
from hoathuan.paperforms.rights import PRINTERS

#: Forms whose pages are set while the officer waits.
_SMALL = 100


@access(PRINTERS)
def new(request: HttpRequest) -> HttpResponse:
    """ "In phiếu trắng"."""
    actor = actor_in(request)
    form = PrintForm(request.POST or None, actor=actor)
    if form.is_valid():
        try:
            batch = services.print_batch(actor=actor, **form.cleaned_data)
        except FormRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect("paperforms:batch", pk=batch.uuid)
    context = {
        "title": _("In phiếu trắng"),
        "lead": _(
            "Mỗi phiếu mang tên tổ, tên tổ trưởng, số và mã riêng. Tổ ghi tay một vụ việc vào một phiếu; "
            "ai ở xã chụp gửi cũng về đúng tổ."
        ),
        "submit": _("Làm phiếu"),
        "form": form,
        "nav_key": "paperforms",
        "back_url": reverse("paperforms:home"),
        "back_text": _("Phiếu giấy"),
    }
    return TemplateResponse(request, "paperforms/form.html", context)


@access(PRINTERS)
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was printed at one time, team by team."""
    found = _batch(request, pk)
    forms: dict[Any, list[Any]] = {}
    for form in found.forms.select_related("team").order_by("team__sort", "team_id", "number"):
        forms.setdefault(form.team, []).append(form)
    context = {
        "batch": found,
        "teams": [(team, rows[0].number, rows[-1].number) for team, rows in forms.items()],
        "nav_key": "paperforms",
        "back_url": reverse("paperforms:home"),
        "back_text": _("Phiếu giấy"),
    }
    return TemplateResponse(request, "paperforms/batch.html", context)


@access(PRINTERS)
def batch_pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The forms as PDF; the same codes however often it is printed."""
    found = _batch(request, pk)
    return jobs.answer(
        request,
        small=jobs.is_small(found.forms.all(), _SMALL),
        direct=lambda: pdf_response(*printing.printed(found), inline=True),
        work=printing.export,
        title=_("Phiếu trắng in ngày %(day)s") % {"day": f"{found.printed_on:%d/%m/%Y}"},
        batch=str(found.uuid),
    )


def _batch(request: HttpRequest, pk: UUID) -> Batch:
    return get_object_or_404(selectors.batches_seen(actor_in(request)), uuid=pk)
