"""Pages for what went wrong: each says what happened, what to do next, and a code to quote."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from hoathuan.core.errors import DomainError
from hoathuan.core.operations import current

log = logging.getLogger("hoathuan.errors")


def code() -> str:
    """The request's code, short enough to be read out over the phone; every log line of the request holds it."""
    return current.request_code() or current.new_code()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form was cut or tampered with."""
    return page(request, 400, exception)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the acting seat may not do this; another seat of the same person might."""
    return page(request, 403, exception)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing that this seat may see; which of the two is not told."""
    return page(request, 404, exception)


def conflict(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """409: someone else changed the same thing in between."""
    return page(request, 409, exception)


def try_again(request: HttpRequest, exception: Exception | None = None, after: int = 60) -> HttpResponse:
    """503: not now, and nothing is lost. What was typed is on the page, to be sent once more with one button."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    repeat = request.method == "POST" and not request.FILES
    answer = page(request, 503, exception, typed=typed, repeat=repeat, address=request.get_full_path())
    answer["Retry-After"] = str(after)
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page needs no database, no session and no context."""
    return page(request, 500, None)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that was open too long or came from another site: nothing was saved, say so."""
    return page(request, 403, None, expired=True, reason=reason)


def page(request: HttpRequest, status: int, exception: Exception | None, **extra: Any) -> HttpResponse:
    """Render `<status>.html` with a code, and write the code to the log beside the address."""
    quoted = code()
    level = logging.ERROR if status == 500 else logging.INFO
    log.log(level, "%s %s %s", quoted, status, request.path, extra={"request": request, "status": status})
    context = {"code": quoted, "status": status, "detail": _detail(exception), **extra}
    # a failing database must not make the error page fail: 500 is rendered without context processors
    return HttpResponse(
        render_to_string(f"{status}.html", context, request=None if status == 500 else request), status=status
    )


def _detail(exception: Exception | None) -> str:
    """The message of a refusal that was written for the user; anything else stays in the log."""
    return str(exception) if isinstance(exception, DomainError) else ""
