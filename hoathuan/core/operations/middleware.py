"""The outermost middleware: a code for each request, one line in the log, one count, and what machines ask for."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from . import current, metrics, probes

log = logging.getLogger("hoathuan.requests")
HEADER = "X-Request-ID"


class OperationsMiddleware:
    """Must stand first: probes of health come without the host's name, without TLS, and when the database is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = probes.ADDRESSES.get(request.path_info)
        if probe is not None:
            return probe(request)
        with current.handling(request) as code:
            begun = time.perf_counter()
            response = self.get_response(request)
            response[HEADER] = code
            _note(request, response, time.perf_counter() - begun)
            return response


def _note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    metrics.count(request, response.status_code, seconds)
    log.info(
        "answered",
        extra={
            "method": request.method,
            "route": current.route_of(request),
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "read": getattr(request, "ht_read", "primary"),
        },
    )
