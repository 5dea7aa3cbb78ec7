"""The list of letters: those to the own office, those that it sent, those of units below."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.lists import Page, paginate
from hoathuan.inbox.days import words_of
from hoathuan.inbox.directions import forms, rights, selectors
from hoathuan.inbox.directions.choices import MARKS, SHOWN_AS, DirectionState, Standing
from hoathuan.inbox.directions.models import Recipient
from hoathuan.inbox.directions.standing import counts_by_direction

from .found import shown


@require_GET
@access(rights.READERS)
def letters(request: HttpRequest) -> HttpResponse:
    actor = actor_in(request)
    parts = _parts(actor)
    offered = [key for key, _label in parts]
    part = request.GET.get("xem", "")
    part = part if part in offered else _usual(actor, offered)
    form = forms.ListFilter({**request.GET.dict(), "xem": part}, standings=part == selectors.RECEIVED)
    asked = form.cleaned_data if form.is_valid() else {}
    page, rows = _page(request, actor, part, asked)
    return shown(
        request, "list", parts=parts, part=part, form_filter=form, page=page, rows=rows,
        may_write=rights.bodies_of(actor).exists(), filtered=bool(asked.get("tim") or asked.get("tinh")),
    )  # fmt: skip


def _parts(actor: Actor) -> list[tuple[str, str]]:
    """The parts that this seat has, the usual one first."""
    found = []
    if rights.ACTING(actor):
        found.append((selectors.RECEIVED, _("Văn bản đến")))
    if rights.WRITERS(actor):
        found.append((selectors.WRITTEN, _("Văn bản đi")))
    if not actor.commune_id and (rights.WRITERS(actor) or not found):
        found.append((selectors.BELOW, _("Trong địa bàn")))
    return found or [(selectors.BELOW, _("Trong địa bàn"))]


def _usual(actor: Actor, offered: list[str]) -> str:
    """The first part; what was sent where nothing has come and something was sent: a department's everyday."""
    first = offered[0]
    if (
        first == selectors.RECEIVED
        and selectors.WRITTEN in offered
        and not selectors.received(actor, {}).exists()
    ):
        return selectors.WRITTEN if selectors.written(actor, {}).exists() else first
    return first


def _page(
    request: HttpRequest, actor: Actor, part: str, asked: dict[str, Any]
) -> tuple[Page, list[dict[str, Any]]]:
    if part == selectors.RECEIVED:
        page = paginate(request, selectors.received(actor, asked), order=("-direction_id", "-id"))
        return page, [_received(line) for line in page.rows]
    listed = selectors.written if part == selectors.WRITTEN else selectors.below
    page = paginate(request, listed(actor, asked), order=("-id",))
    counts = counts_by_direction(page.rows, today())
    rows = [
        {
            "letter": one,
            "mark": SHOWN_AS[DirectionState(one.state)],
            "words": one.get_state_display(),
            "counts": counts[one.pk] if one.state != DirectionState.DRAFT else None,
        }
        for one in page.rows
    ]
    return page, rows


def _received(line: Recipient) -> dict[str, Any]:
    letter, standing = line.direction, Standing(line.standing)  # type: ignore[attr-defined]
    if letter.state == DirectionState.WITHDRAWN:
        return {"letter": letter, "line": line, "mark": "idle", "words": DirectionState.WITHDRAWN.label}
    open_until = letter.due_on if line.acted_at is None and standing != Standing.GONE else None
    return {
        "letter": letter,
        "line": line,
        "mark": MARKS[standing],
        "words": standing.label,
        "left": words_of(open_until, today()) if open_until else "",
    }
