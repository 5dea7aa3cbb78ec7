"""“Việc này có hòa giải được không?”: for anybody with a seat, and nothing is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hoathuan.accounts.actor import actor_in
from hoathuan.accounts.rules import ANY_SEAT
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.scope.bodies import body_of, numbers_to_call
from hoathuan.scope.exits import exits_of
from hoathuan.scope.forms import AskForm
from hoathuan.scope.rights import asked_here
from hoathuan.scope.walking import Screen
from hoathuan.units.models import Unit


@require_GET
@access(ANY_SEAT)
def check(request: HttpRequest) -> HttpResponse:
    """One question a page, then what to do."""
    return answer(request, Screen.of(request, on=today()), reverse("scope:check"))


def answer(request: HttpRequest, screen: Screen, address: str) -> HttpResponse:
    """The page of a screen; a chosen answer becomes part of the address, so that going back is harmless."""
    if screen.answered:
        return redirect(f"{address}?{screen.query}")
    context = {"screen": screen, "address": address, "nav_key": "scope", **drawn(request, screen)}
    name = "scope/verdict.html" if screen.verdict else "scope/ask.html"
    return render(request, name, context)


def drawn(request: HttpRequest, screen: Screen) -> dict[str, object]:
    """What the partial templates of a question and of a verdict need."""
    if screen.verdict is None:
        return {"form": AskForm(screen)}
    actor = actor_in(request)
    unit = Unit.objects.filter(pk=actor.home_unit_id).first()
    return {
        "verdict": screen.verdict,
        "body": body_of(screen.verdict, on=today(), unit=unit),
        "asked_here": asked_here(actor, screen.verdict),
        "calls": numbers_to_call(screen.verdict),
        "exits": exits_of(actor, screen),
    }
