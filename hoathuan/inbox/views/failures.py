"""What could not be sent: for administrators, each line with what to do and "try again"."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.rules import ADMINISTRATORS
from hoathuan.accounts.selectors import people_in_reach
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.inbox import channels
from hoathuan.inbox.choices import Channel, State
from hoathuan.inbox.models import Delivery
from hoathuan.inbox.services import sending


def stuck_for(actor: Actor) -> QuerySet[Delivery]:
    """Failed, unsure, or tried in vain so far: of people in the administrator's reach."""
    trouble = Q(state__in=[State.FAILED, State.UNSURE]) | Q(state=State.WAITING, attempts__gt=0)
    people = people_in_reach(actor).filter(user__isnull=False)
    found = Delivery.objects.filter(trouble, user__in=people.values("user"))
    return found.select_related("user__person", "notice")


@require_safe
@access(ADMINISTRATORS)
def failures(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page = paginate(request, stuck_for(actor), order=("-id",))
    ways = [(Channel(one).label, channels.is_on(one)) for one in Channel.values]
    return render(request, "inbox/failures.html", {"page": page, "ways": ways, "nav_key": "people"})


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
