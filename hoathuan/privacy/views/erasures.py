"""Pages of erasing: what is due, what one person may have erased, how far it is."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.accounts.models import Person
from hoathuan.accounts.rules import ADMINISTRATORS
from hoathuan.accounts.selectors import named, people_in_reach
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.privacy import periods, registry
from hoathuan.privacy.choices import ErasureKind
from hoathuan.privacy.erasing import previewing, running
from hoathuan.privacy.forms import ErasePersonForm
from hoathuan.privacy.forms_numbers import PeopleFilter
from hoathuan.privacy.models import Erasure

from .tables import period_words


def people_known(actor: Actor) -> QuerySet[Person]:
    """Whoever has or had a seat, or what else contexts tell, in the administrator's reach."""
    known = Q(pk__in=people_in_reach(actor).values("pk"))
    for provider in registry.known():
        known |= Q(pk__in=provider(actor).values("pk"))
    return Person.objects.filter(known).order_by("sort", "id")


def _erasures(actor: Actor) -> QuerySet[Erasure]:
    mine = Q(kind=ErasureKind.PERSON, person__in=people_known(actor).values("pk"))
    if periods.keeps_periods(actor):
        mine |= Q(kind=ErasureKind.DUE)
    return Erasure.objects.filter(mine)


@require_http_methods(["GET", "POST"])
@access(ADMINISTRATORS)
def due(request: HttpRequest) -> HttpResponse:
    """What lies beyond its period, table by table; erased only where a person allowed it."""
    actor = actor_in(request)
    if not periods.keeps_periods(actor):
        raise Http404
    if request.method == "POST":
        try:
            return redirect(running.start_due(actor))
        except DomainError as refused:
            messages.error(request, str(refused))
    rows = [(one, period_words(one.period)) for one in previewing.due()]
    context = {
        "rows": rows,
        "some": any(one.allowed and one.found for one, _words in rows),
        "erasures": _erasures(actor)[:10],
    }
    return render(request, "privacy/due.html", context)


@require_GET
@access(ADMINISTRATORS)
def people(request: HttpRequest) -> HttpResponse:
    """Find the person who asks."""
    form = PeopleFilter(request.GET)
    page = paginate(request, named(people_known(actor_in(request)), form.words()))
    context = {"form_filter": form, "page": page, "nav_key": "people"}
    return render(request, "privacy/people.html", context)


@require_http_methods(["GET", "POST"])
@access(ADMINISTRATORS)
def person(request: HttpRequest, pk: str) -> HttpResponse:
    """What would go of one person and what has to stay; then the decision."""
    actor = actor_in(request)
    one = get_object_or_404(people_known(actor), uuid=pk)
    form = ErasePersonForm(request.POST or None)
    if form.is_valid():
        try:
            begun = running.start_person(person=one, reason=form.cleaned_data["reason"], actor=actor)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(begun)
    parts = previewing.of_person(one)
    context = {
        "person": one,
        "parts": parts,
        "some": any(part.found and not part.stays for part in parts),
        "form": form,
        "nav_key": "people",
    }
    return render(request, "privacy/erase_person.html", context)


def _erasure(request: HttpRequest, pk: Any) -> Erasure:
    return get_object_or_404(_erasures(actor_in(request)).select_related("person"), uuid=pk)


@require_GET
@access(ADMINISTRATORS)
def erasure(request: HttpRequest, pk: str) -> HttpResponse:
    """How far an erasure is, and what it did."""
    found = _erasure(request, pk)
    names = {one.name: one.label for one in registry.erasers()}
    rows = [(line, names.get(line.eraser, line.eraser)) for line in found.lines.all()]
    return render(request, "privacy/erasure.html", {"erasure": found, "rows": rows})


@require_POST
@access(ADMINISTRATORS)
def resume(request: HttpRequest, pk: str) -> HttpResponse:
    """Go on with an erasure whose job was lost."""
    found = _erasure(request, pk)
    try:
        running.resume(erasure=found, actor=actor_in(request))
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect(found)
