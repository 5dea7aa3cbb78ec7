"""Which of one's own seats acts."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.actor import seats_today
from hoathuan.accounts.middleware import SESSION_KEY
from hoathuan.accounts.models import User
from hoathuan.core.access import SIGNED_IN, access


@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def choose(request: HttpRequest) -> HttpResponse:
    """The seats whose term runs today; choosing one writes it into the session, nothing else."""
    seats = seats_today(cast(User, request.user))
    if request.method == "POST":
        seat = next((s for s in seats if str(s.uuid) == request.POST.get("seat")), None)
        if seat is not None:
            request.session[SESSION_KEY] = str(seat.uuid)
            return redirect(_next(request))
        messages.error(request, _("Vai này không còn hiệu lực. Hãy chọn một vai trong danh sách."))
        return redirect("accounts:choose-seat")
    context = {"seats": seats, "next": _next(request)}
    return render(request, "accounts/choose_seat.html", context)


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if safe else "/"
