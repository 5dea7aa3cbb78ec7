"""Leading a seat that approves, pays, signs or administers to its second factor."""

from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hoathuan.accounts import second_factor
from hoathuan.accounts.actor import seats_today
from hoathuan.accounts.models import User
from hoathuan.core.access import SIGNED_IN, access

from .seats_own import next_page

_NEXT = "after_second_factor"


@require_GET
@access(SIGNED_IN)
def explain(request: HttpRequest) -> HttpResponse:
    """What is asked for and why, and the one step that comes next; done, back to where one wanted to go."""
    user = cast(User, request.user)
    if "next" in request.GET:
        request.session[_NEXT] = next_page(request)
    waiting = [seat for seat in seats_today(user) if second_factor.is_required(seat)]
    if second_factor.is_shown(request) or not waiting:
        return redirect(request.session.pop(_NEXT, "/"))
    again = urlencode({"next": reverse("accounts:second-factor")})
    context = {
        "seats": waiting,
        "is_set_up": second_factor.is_set_up(user),
        "show_url": f"{reverse('mfa_reauthenticate')}?{again}",
    }
    return render(request, "accounts/second_factor.html", context)
