"""What is being done right now in this thread: which request, for which seat, or which job. For log lines."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import LazyObject, empty

#: Read out over the phone: no letters or digits that sound or look alike.
LETTERS: Final = "ABCDEFGHKLMNPQRSTUVXY3456789"

_request: ContextVar[HttpRequest | None] = ContextVar("ht_request", default=None)
_job: ContextVar[str] = ContextVar("ht_job", default="")


def new_code() -> str:
    """A short code that a person can read out: two groups of four."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))


@contextmanager
def handling(request: HttpRequest) -> Iterator[str]:
    """Lines written meanwhile belong to this request; its code is new, whatever the browser says."""
    code = new_code()
    request.ht_code = code  # type: ignore[attr-defined]
    token = _request.set(request)
    try:
        yield code
    finally:
        _request.reset(token)


@contextmanager
def working(job: str) -> Iterator[None]:
    """Lines written meanwhile belong to this job."""
    token = _job.set(job)
    try:
        yield
    finally:
        _job.reset(token)


def request_code() -> str:
    """The code of the request at hand; "" outside of one."""
    return getattr(_request.get(), "ht_code", "")


def marks() -> dict[str, Any]:
    """What every log line carries: the request's code and seat, or the job. Numbers of ours, no names."""
    request, job = _request.get(), _job.get()
    told: dict[str, Any] = {}
    if request is not None:
        told["request"] = request_code()
        seat = _seat(request)
        if seat is not None:
            told["seat"] = seat
    if job:
        told["job"] = job
    return told


def _seat(request: HttpRequest) -> int | None:
    """The acting seat, if somebody has asked for it: a line in the log must not ask the database."""
    actor: Any = getattr(request, "actor", None)
    if isinstance(actor, LazyObject) and actor.__dict__.get("_wrapped") is empty:
        return None
    return getattr(actor, "seat_id", None)


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, without the keys and words that stand in it; "" for an address that is none."""
    match = request.resolver_match
    return f"/{match.route}" if match is not None else ""
