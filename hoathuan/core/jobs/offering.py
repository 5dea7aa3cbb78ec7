"""Downloads that may be small or large: small ones are made at once, large ones as a job for the seat that asks."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from hoathuan.core.jobs.starting import start

#: Up to so many rows a workbook is there within a second or two, and nobody needs to wait for a job.
SMALL: Final = 2_000


def is_small(rows: QuerySet[Any], most: int = SMALL) -> bool:
    """Whether there are at most `most` rows; counts no further than that."""
    return rows.order_by()[: most + 1].count() <= most


def answer(
    request: HttpRequest,
    *,
    small: bool,
    direct: Callable[[], HttpResponseBase],
    work: Callable[..., Any],
    title: str,
    **arguments: Any,
) -> HttpResponseBase:
    """The download itself, or for a large one a page that asks whether to make it; its button starts the job.

    `work(progress, actor, **arguments)` reads everything anew as the seat, whose term is checked again by then.
    """
    if small:
        return direct()
    if request.method == "POST":
        actor = request.actor  # type: ignore[attr-defined]
        return redirect(start(work, title=title, actor=actor, **arguments))
    return render(request, "jobs/ask.html", {"title": title, "most": SMALL})
