"""Sending pictures of filled forms, and being told where each went."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import actor_in
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.paperforms import selectors, services
from hoathuan.paperforms.choices import Fate
from hoathuan.paperforms.errors import FormRefused
from hoathuan.paperforms.forms import PlaceForm, SendForm
from hoathuan.paperforms.models import Receipt
from hoathuan.paperforms.rights import DECIDERS, SENDERS


@access(SENDERS)
def send(request: HttpRequest) -> HttpResponse:
    """ "Gửi ảnh phiếu"."""
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = services.send(actor=actor_in(request), files=form.cleaned_data["pictures"])
        except DomainError as refused:
            form.add_error("pictures", str(refused))
        else:
            return redirect("paperforms:sent", sending=sent.sending)
    context = {
        "title": _("Gửi ảnh phiếu"),
        "lead": _(
            "Ảnh về đúng tổ theo mã vuông trên phiếu. Tổ và tư pháp xã đọc ảnh rồi ghi vào sổ; máy không tự đọc chữ."
        ),
        "submit": _("Gửi ảnh"),
        "form": form,
        "nav_key": "paperforms",
        "back_url": reverse("paperforms:home"),
        "back_text": _("Phiếu giấy"),
    }
    return TemplateResponse(request, "paperforms/form.html", context)


@access(SENDERS)
def sent(request: HttpRequest, sending: UUID) -> HttpResponse:
    """Where each picture went; whose those are that say nothing, is asked here."""
    actor = actor_in(request)
    receipts = selectors.receipts(actor, sending)
    if not receipts:
        raise Http404
    reads = DECIDERS(actor)
    known = set(selectors.drafts_seen(actor).filter(uuid__in=[one.draft for one in receipts if one.draft])
                .values_list("uuid", flat=True)) if reads else set()  # fmt: skip
    context = {
        "title": _("Đã gửi ảnh phiếu"),
        "rows": [(one, one.draft if one.draft in known else None, _asks(one)) for one in receipts],
        "unclear": sum(map(_asks, receipts)),
        "nav_key": "paperforms",
        "back_url": reverse("paperforms:home"),
        "back_text": _("Phiếu giấy"),
    }
    return TemplateResponse(request, "paperforms/sent.html", context)


def _asks(receipt: Receipt) -> bool:
    return receipt.fate == Fate.UNCLEAR and receipt.team_id is None and receipt.number is None


@access(SENDERS)
def place(request: HttpRequest, sending: UUID, pk: UUID) -> HttpResponse:
    """ "Ảnh này của tổ nào?"."""
    actor = actor_in(request)
    receipt = get_object_or_404(Receipt, seat_id=actor.seat_id, sending=sending, uuid=pk, fate=Fate.UNCLEAR)
    form = PlaceForm(request.POST or None, actor=actor)
    if form.is_valid():
        try:
            services.place(actor=actor, receipt=receipt, **form.cleaned_data)
        except FormRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect("paperforms:sent", sending=sending)
    context: dict[str, Any] = {
        "title": _("%(picture)s của tổ nào?") % {"picture": receipt.picture},
        "lead": _("Không đọc được mã vuông trên ảnh. Gõ mã ngắn in dưới mã vuông, hoặc chọn tổ."),
        "submit": _("Chuyển đến tổ"),
        "form": form,
        "nav_key": "paperforms",
        "back_url": reverse("paperforms:sent", args=[sending]),
        "back_text": _("Ảnh đã gửi"),
    }
    return TemplateResponse(request, "paperforms/form.html", context)
