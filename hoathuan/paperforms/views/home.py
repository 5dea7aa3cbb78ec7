"""Where a seat of the commune begins with paper: send a picture; type in what waits; print blank forms."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from hoathuan.accounts.actor import actor_in
from hoathuan.core.access import access
from hoathuan.paperforms import selectors
from hoathuan.paperforms.rights import DECIDERS, PRINTERS, SENDERS

_SHOWN = 30


@access(SENDERS)
def home(request: HttpRequest) -> HttpResponse:
    """ "Phiếu giấy"."""
    actor = actor_in(request)
    waiting = selectors.drafts_waiting(actor)
    decided = selectors.drafts_seen(actor).exclude(decided_at=None).order_by("-decided_at", "-id")
    context = {
        "nav_key": "paperforms",
        "decides": DECIDERS(actor),
        "prints": PRINTERS(actor),
        "waiting": waiting[:_SHOWN],
        "waiting_count": waiting.count(),
        "decided": decided[:_SHOWN],
        "batches": selectors.batches_seen(actor)[:_SHOWN],
    }
    return TemplateResponse(request, "paperforms/home.html", context)
