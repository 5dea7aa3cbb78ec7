"""Which of one's own seats acts."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoathuan.accounts import second_factor
from hoathuan.accounts.actor import seats_today
from hoathuan.accounts.middleware import SESSION_KEY
from hoathuan.accounts.models import Seat, User
from hoathuan.core.access import SIGNED_IN, access
from hoathuan.core.ui.back import own_page


@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def choose(request: HttpRequest) -> HttpResponse:
    """The seats whose term runs today; choosing one writes it into the session, nothing else.

    The only seat, or the chosen one, goes on to its second factor where it needs one and none was shown.
    """
    seats = seats_today(cast(User, request.user))
    if request.method == "POST":
        seat = next((s for s in seats if str(s.uuid) == request.POST.get("seat")), None)
        if seat is not None:
            request.session[SESSION_KEY] = str(seat.uuid)
            return _on_to(request, seat)
        messages.error(request, _("Vai này không còn hiệu lực. Hãy chọn một vai trong danh sách."))
        return redirect("accounts:choose-seat")
    chosen = next((s for s in seats if str(s.uuid) == request.session.get(SESSION_KEY)), None)
    going = chosen or (seats[0] if len(seats) == 1 else None)
    if going and second_factor.holds_back(request, going) and "o" not in request.GET:
        return _on_to(request, going)
    context = {"seats": seats, "next": next_page(request)}
    return render(request, "accounts/choose_seat.html", context)


def _on_to(request: HttpRequest, seat: Seat) -> HttpResponse:
    if second_factor.holds_back(request, seat):
        query = urlencode({"next": next_page(request)})
        return redirect(f"{reverse('accounts:second-factor')}?{query}")
    return redirect(next_page(request))


def next_page(request: HttpRequest) -> str:
    """Where one wanted to go, if it is a page of ours; else the home page."""
    return own_page(request, request.POST.get("next") or request.GET.get("next")) or "/"
