"""The calendar of a seat: its page, and the feed that calendar programs read."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.rules import ANY_SEAT
from hoathuan.core.access import PUBLIC, access
from hoathuan.inbox.services import calendars


@never_cache
@require_http_methods(["GET", "POST"])
@access(ANY_SEAT)
def calendar(request: HttpRequest) -> HttpResponse:
    """The address is shown once, in the answer that made it: what is kept is its hash."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST" and "dung" in request.POST:
        calendars.end(actor=actor)
        messages.success(request, _("Đã dừng lịch: địa chỉ cũ không dùng được nữa."))
        return redirect("inbox:calendar")
    address = ""
    if request.method == "POST":
        secret = calendars.renew(actor=actor)
        address = request.build_absolute_uri(reverse("inbox:feed", args=[secret]))
    context = {
        "address": address,
        "feed": calendars.open_feed(actor.seat_id),
        "seat": actor.seat,
        "nav_key": "home",
    }
    return render(request, "inbox/calendar.html", context)


@require_GET
@access(PUBLIC)
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """For programs that cannot sign in: whoever knows the address reads the days and titles of this seat's dues.

    Who has a copy of these minutes is told so without putting another one together.
    """
    seat = calendars.seat_of(secret)
    if seat is None:
        raise Http404
    fresh_from = calendars.fresh_from()
    known = get_conditional_response(request, last_modified=fresh_from)
    if known is None and not calendars.may_read(secret):
        return _too_often()
    answer = known or HttpResponse(calendars.calendar_of(seat), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="viec-den-han.ics"'
    answer["X-Robots-Tag"] = "noindex"
    answer["Last-Modified"] = http_date(fresh_from)
    patch_cache_control(answer, private=True, max_age=calendars.FRESH_SECONDS)
    return answer


def _too_often() -> HttpResponse:
    words = _("Lịch này vừa được đọc quá nhiều lần. Hãy đợi 5 phút rồi thử lại.")
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8", status=429)
    answer["Retry-After"] = str(calendars.FRESH_SECONDS)
    return answer
