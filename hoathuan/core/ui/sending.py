"""What a page does with what was sent to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from hoathuan.core.errors import DomainError

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def done(request: HttpRequest, form: Any, call: Callable[[dict[str, Any]], Any], words: str) -> Any:
    """Run a service for a valid form: its refusal becomes an error of the form, success a notice.

    A refusal that names a `field` stands beside that answer.

    Returns what the service made (True where it made nothing); None where the page is to be shown again.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        made = call(form.cleaned_data)
    except DomainError as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))
        for problem in getattr(refusal, "problems", ()):
            form.add_error(None, problem)
        return None
    messages.success(request, words)
    return made if made is not None else True
