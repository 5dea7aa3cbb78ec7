"""Counts of requests, and gauges read on demand, in the format of Prometheus.

Several web processes add their counts up through files: `PROMETHEUS_MULTIPROC_DIR` names the folder, and
`deploy/gunicorn.conf.py` empties it at every start.
"""

import logging
import os
from collections.abc import Iterator

from django.http import HttpRequest
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily

from .gauges import all_gauges

log = logging.getLogger("hoathuan.operations")

_PART = ["part", "method", "status"]
_requests = Counter("hoathuan_requests", "Requests by part of the program, method and status", _PART)
_seconds = Histogram(
    "hoathuan_request_seconds",
    "How long requests took, by part of the program",
    ["part"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def count(request: HttpRequest, status: int, seconds: float) -> None:
    """One request more. The part is the address' context: few enough to keep each apart for years."""
    match = request.resolver_match
    part = (match.app_name or "sign-in") if match is not None else "none"
    method = request.method if request.method in _METHODS else "other"
    _requests.labels(part, method, str(status)).inc()
    _seconds.labels(part).observe(seconds)


def page() -> bytes:
    """Everything, as text for Prometheus. A gauge that cannot be read is left out, so that the others are seen."""
    registry = CollectorRegistry()
    registry.register(_Gauges())
    return generate_latest(_counts()) + generate_latest(registry)


def _counts() -> CollectorRegistry:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


class _Gauges:
    """Reads every gauge at the moment of the question."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        unread = 0
        for gauge in all_gauges():
            try:
                value = gauge.read()
            except Exception:
                unread += 1
                log.warning("gauge %s cannot be read", gauge.name, exc_info=True)
                continue
            if value is not None:
                yield GaugeMetricFamily(f"hoathuan_{gauge.name}", gauge.help, value=value)
        yield GaugeMetricFamily("hoathuan_gauges_unread", "Gauges that could not be read now", value=unread)
