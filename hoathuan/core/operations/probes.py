"""What machines ask: does the program live, is it ready, its metrics. Answered before anything else is looked at.

Everybody may learn whether it is well: one word. Figures are for this machine itself and for who knows the token.
"""

import hmac
import ipaddress
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from . import health, metrics

#: A proxy says one of these of everything that it passes on: then the asker is not this machine.
_PASSED_ON: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def live(request: HttpRequest) -> HttpResponse:
    """The process answers; the database is not asked. What restarts a web server asks this."""
    return JsonResponse({"status": health.OK})


def ready(request: HttpRequest) -> HttpResponse:
    """503 while no page could be served. What a reader waits for (worker, room on the disk) is a warning: 200."""
    found = health.look()
    answer: dict[str, Any] = {"status": found.status}
    if may_see_figures(request):
        answer["checks"] = {
            check.name: {"status": check.status, "detail": check.detail} for check in found.checks
        }
    return JsonResponse(answer, status=503 if found.status == health.DOWN else 200)


def measured(request: HttpRequest) -> HttpResponse:
    """The metrics."""
    if not may_see_figures(request):
        return HttpResponse(status=403)
    return HttpResponse(metrics.page(), content_type=CONTENT_TYPE_LATEST)


def may_see_figures(request: HttpRequest) -> bool:
    token = settings.HT_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    return _is_this_machine(request)


def _is_this_machine(request: HttpRequest) -> bool:
    """Straight from the machine's own address: a proxy on it passes others on, and says so."""
    if any(name in request.META for name in _PASSED_ON):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _quiet(probe: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Only to be looked at, and never kept by a cache on the way."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = probe(request) if request.method in ("GET", "HEAD") else HttpResponse(status=405)
        response["Cache-Control"] = "no-store"
        return response

    return answer


ADDRESSES: Final = {
    "/suc-khoe/song/": _quiet(live),
    "/suc-khoe/": _quiet(ready),
    "/suc-khoe/so-do/": _quiet(measured),
}
