"""The list of one's own sign-ins: what is still signed in, and an end to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.last_used import device
from hoathuan.accounts.models import User
from hoathuan.accounts.services.sessions import end_own_session, end_sessions
from hoathuan.core.access import SIGNED_IN, access


@dataclass(frozen=True)
class SignIn:
    """One browser that is signed in."""

    pk: int
    device: str
    since: datetime
    used: datetime
    here: bool


@require_http_methods(["GET", "POST"])
@access(SIGNED_IN)
def own_sessions(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if request.method == "POST":
        ended = _end(request, user)
        if ended:
            messages.success(request, _("Đã đăng xuất %(count)s máy.") % {"count": ended})
        else:
            messages.info(request, _("Không còn máy nào khác đang đăng nhập."))
        return redirect("usersessions_list")
    found = sorted(UserSession.objects.purge_and_list(user), key=lambda one: one.last_seen_at, reverse=True)
    here = request.session.session_key
    rows = [
        SignIn(one.pk, device(one.user_agent), one.created_at, one.last_seen_at, one.session_key == here)
        for one in found
    ]
    return render(request, "usersessions/usersession_list.html", {"rows": rows, "others": len(rows) > 1})


def _end(request: HttpRequest, user: User) -> int:
    """One of the others, or all of them; the own browser signs out by its own button."""
    key = request.session.session_key
    if chosen := request.POST.get("may"):
        return end_own_session(user, chosen, but=key)
    return end_sessions([user.pk], but=key)
