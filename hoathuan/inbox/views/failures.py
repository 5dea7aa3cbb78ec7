"""What could not be sent: for administrators, each line with what to do and "try again"."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.rules import ADMINISTRATORS
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.inbox import channels
from hoathuan.inbox.choices import Channel, State
from hoathuan.inbox.services import sending
from hoathuan.inbox.services.outstanding import stuck_for


@require_safe
@access(ADMINISTRATORS)
def failures(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    stuck = stuck_for(actor)
    page = paginate(request, stuck, order=("-id",))
    ways = [(Channel(one).label, channels.is_on(one)) for one in Channel.values]
    context = {
        "page": page,
        "ways": ways,
        "sure": stuck.exclude(state=State.UNSURE).count(),
        "nav_key": "people",
    }
    return render(request, "inbox/failures.html", context)


@require_POST
@access(ADMINISTRATORS)
def again_all(request: HttpRequest) -> HttpResponse:
    """The server is back: everything that certainly did not go, now."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    count = sending.again_all(deliveries=stuck_for(actor), actor=actor)
    words = ngettext("Đã xếp lại %(n)s lần gửi.", "Đã xếp lại %(n)s lần gửi.", count)
    messages.success(request, words % {"n": count})
    return redirect("inbox:failures")


@require_POST
@access(ADMINISTRATORS)
def again(request: HttpRequest, pk: str) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    delivery = get_object_or_404(stuck_for(actor), uuid=pk)
    try:
        sending.again(delivery=delivery, actor=actor)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã xếp lại để gửi."))
    return redirect("inbox:failures")
