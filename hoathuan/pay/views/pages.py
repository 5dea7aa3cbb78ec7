"""What the pages of pay share: the record or a 404, a step with its refusal in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core.attachments.api import store
from hoathuan.core.errors import DomainError
from hoathuan.core.ui.rows import Entry
from hoathuan.pay import rights, selectors
from hoathuan.pay.choices import ClaimState, ItemState
from hoathuan.pay.models import Claim, ClaimNote, Payment
from hoathuan.pay.rates import flags_of

MARKS = {
    ClaimState.DRAFT: "idle",
    ClaimState.SUBMITTED: "go",
    ClaimState.RETURNED: "risk",
    ClaimState.DECIDED: "done",
    ClaimState.DROPPED: "idle",
}
ITEM_MARKS = {
    ItemState.OPEN: "go",
    ItemState.APPROVED: "done",
    ItemState.REFUSED: "late",
    ItemState.DROPPED: "idle",
}


def claim_or_404(request: Any, pk: Any) -> Claim:
    return get_object_or_404(selectors.claims_seen(request.actor), uuid=pk)


def payment_or_404(request: Any, pk: Any) -> Payment:
    return get_object_or_404(selectors.payments_seen(request.actor), uuid=pk)


def payment_for_me_or_404(request: Any, pk: Any) -> Payment:
    """One's own team's payment, or one with money for the person who asks."""
    seen = selectors.payments_seen(request.actor).filter(uuid=pk).first()
    return seen or get_object_or_404(selectors.payments_to_me(request.actor), uuid=pk)


def own(actor: Any, found: Claim) -> bool:
    """Whether the claim is the seat's own to work on."""
    return rights.of_team(actor, team_id=found.team_id, commune_id=found.now_commune_id)


def home(actor: Any) -> tuple[str, str]:
    """The way back to the first page of pay."""
    return _("Tiền thù lao"), reverse("pay:list")


def named(found: Claim) -> str:
    """A claim with its team, above a title."""
    return _("Đề nghị số %(claim)s · %(team)s") % {"claim": found, "team": found.team}


def done(request: HttpRequest, form: Any, act: Callable[[], Any], text: str = "") -> bool:
    """Do it; a refusal stands at its field, with what was typed kept."""
    try:
        act()
    except DomainError as refusal:
        if form is None:
            messages.error(request, str(refusal))
        else:
            refused(form, refusal)
        return False
    if text:
        messages.success(request, text)
    return True


def refused(form: Any, refusal: DomainError) -> None:
    """Say a refusal at the field that it is about, else above the form."""
    field = getattr(refusal, "field", "")
    form.add_error(field if field in form.fields else None, str(refusal))


def sent(request: HttpRequest) -> Any:
    """What was sent, also where nothing was ticked; None before anything is sent."""
    return request.POST if request.method == "POST" else None


def upload(request: Any, form: Any, name: str) -> Any:
    """The file of a form, kept; None without one."""
    given = form.cleaned_data.get(name)
    return store(given, request.actor) if given else None


def form_page(request: Any, form: Any, title: str, submit: str, back: str, **extra: Any) -> TemplateResponse:
    """One form on a page of its own."""
    context = {
        "form": form, "title": title, "submit": submit, "cancel_url": back, "nav_key": "pay",
        "crumbs": [home(request.actor)], **extra,
    }  # fmt: skip
    return TemplateResponse(request, "pay/form.html", context)


_VERBS = {
    "drafted": lambda: _("Lập đề nghị từ sổ"),
    "changed": lambda: _("Sửa số tiền hoặc cách chia"),
    "shared": lambda: _("Chia lại thù lao"),
    "left_out": lambda: _("Bỏ một vụ việc khỏi đề nghị"),
    "added": lambda: _("Thêm một vụ việc vào đề nghị"),
    "refreshed": lambda: _("Sửa đề nghị cho khớp với sổ"),
    "dropped": lambda: _("Bỏ đề nghị"),
    "confirmed": lambda: _("Tổ trưởng xác nhận, gửi xã"),
    "returned": lambda: _("Xã trả lại để bổ sung"),
    "approved": lambda: _("Xã duyệt"),
    "partly": lambda: _("Xã duyệt một phần"),
    "refused": lambda: _("Xã từ chối bằng văn bản"),
}


def history_of(claim: Claim) -> list[Entry]:
    notes = ClaimNote.objects.filter(claim=claim).order_by("-id")
    return [Entry(note.at, note.seat_label, _verb(note.verb), note=note.text) for note in notes]


def _verb(verb: str) -> str:
    found = _VERBS.get(verb)
    return found() if found else verb


def flagged(items: Any) -> list[Any]:
    """Items as a list, those of donated money above the rate with the sentence that says so."""
    found = list(items)
    flags = flags_of(found)
    for item in found:
        item.flag = flags.get(item.pk, "")
    return found


def with_relations(items: models.QuerySet[Any]) -> models.QuerySet[Any]:
    return items.select_related("case", "line__payment", "original__claim").prefetch_related(
        "shares__mediator__person"
    )
