"""The page of what is due: for every seat its own."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import ANY_SEAT
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.lists import SIZE, Page
from hoathuan.inbox.api import letters_url
from hoathuan.inbox.dues import registry
from hoathuan.inbox.dues.reading import Line, counts_below, lines_of
from hoathuan.inbox.forms import DueFilter


@require_safe
@access(ANY_SEAT)
def dues(request: HttpRequest) -> HttpResponse:
    """By day, the overdue first; above the commune also how much is open and late in each unit below."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    lines = lines_of(actor)
    here = {line.source.key for line in lines}
    form = DueFilter(request.GET, [one for one in registry.sources() if one.key in here])
    shown = form.matching(lines)
    below = counts_below(actor)
    context = {
        "nav_key": "home",
        "filter": form,
        "page": page_of(request, shown),
        "late": sum(line.late for line in lines),
        "total": len(lines),
        "vacant": sum(bool(line.vacant) for line in lines),
        "late_below": [row for row in below if row.late],
        "other_below": [row for row in below if not row.late],
        "gives_seats": actor.kind == SeatKind.ADMINISTRATOR,
        "letters_url": letters_url(actor),
        "today": today(),
    }
    return render(request, "inbox/dues.html", context)


def page_of(request: HttpRequest, rows: list[Line]) -> Page:
    """A page of lines that are put together in memory; the filter stays in the addresses."""
    pages = Paginator(rows, SIZE)
    page = pages.get_page(request.GET.get("trang"))
    query = request.GET.copy()

    def address(number: int) -> str:
        query["trang"] = str(number)
        return f"?{query.urlencode()}"

    return Page(
        rows=list(page.object_list),
        first=page.start_index(),
        last=page.end_index(),
        total=pages.count,
        previous=address(page.previous_page_number()) if page.has_previous() else None,
        next=address(page.next_page_number()) if page.has_next() else None,
    )
