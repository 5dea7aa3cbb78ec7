"""A document with several values: typed, put beside what holds, then saved at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.actor import actor_in
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.ui.numbers import day
from hoathuan.norms import rights, selectors, services
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.forms import ResolutionForm
from hoathuan.norms.planning import Plan, plan

from .finding import commune_chosen, refuse, writes_for

#: Names of the buttons and of what the comparison page carries besides what was typed.
SAVE, BACK, SEEN = "luu", "sua", "da_xem"


@require_http_methods(["GET", "POST"])
@access(rights.RATE_KEEPERS)
def enter(request: HttpRequest) -> HttpResponse:
    """The form; then before → after with its effects; then everything is written together."""
    form = _form(request)
    if not form.is_bound or BACK in request.POST or not form.is_valid():
        return _typing(request, form)
    try:
        if SAVE in request.POST:
            return _save(request, form)
        return _compare(request, form, _plan(form))
    except services.Changed as changed:
        return _compare(request, form, _plan(form), str(changed))
    except NormRefused as refused:
        refuse(form, refused)
        return _typing(request, form)


def _form(request: HttpRequest) -> ResolutionForm:
    places = writes_for(request)
    chosen = request.POST.get("place") or request.GET.get("place")
    if commune := commune_chosen(request, chosen):
        places = [*places, commune]
    province = next((unit for unit in places if unit and str(unit.uuid) == chosen), None)
    if not chosen:
        province = places[0]
    present = selectors.values(None, on=today(), unit=province)
    initial = {"place": chosen} if chosen else {}
    actor = actor_in(request)
    return ResolutionForm(
        request.POST or None,
        places=places,
        present=present,
        initial=initial,
        keeps=lambda kind: rights.keeps_kind(actor, kind),
    )


def _plan(form: ResolutionForm) -> Plan:
    data = form.cleaned_data
    return plan(
        province=form.province,
        document=form.document(),
        first=data["first"],
        last=data["last"],
        entries=data["entries"],
    )


def _save(request: HttpRequest, form: ResolutionForm) -> HttpResponse:
    data = form.cleaned_data
    rows = services.enter(
        actor=actor_in(request),
        province=form.province,
        document=form.document(),
        first=data["first"],
        last=data["last"],
        entries=data["entries"],
        compared=data["compared"],
        seen=request.POST.get(SEEN, ""),
    )
    words = ngettext("Đã lưu %(n)s mức của %(number)s.", "Đã lưu %(n)s mức của %(number)s.", len(rows))
    messages.success(request, words % {"n": len(rows), "number": data["number"]})
    place = str(form.province.uuid) if form.province else ""
    asked = urlencode({"ngay": day(data["first"]), "don_vi": place})
    return redirect(f"{reverse('norms:list')}?{asked}")  # the first day on which they hold


def _typing(request: HttpRequest, form: ResolutionForm) -> HttpResponse:
    communes = rights.communes(actor_in(request))
    context = {"form": form, "places": form.places, "communes": communes, "nav_key": "norms"}
    return render(request, "norms/enter.html", context)


def _compare(request: HttpRequest, form: ResolutionForm, made: Plan, again: str = "") -> HttpResponse:
    left_out = {"csrfmiddlewaretoken", SAVE, BACK, SEEN}
    carried: list[tuple[str, Any]] = [
        (name, text) for name, text in request.POST.items() if name not in left_out and text
    ]
    context = {
        "changes": made.changes,
        "token": made.token,
        "carried": carried,
        "document": form.document(),
        "data": form.cleaned_data,
        "province": form.province,
        "again": again,
        "nav_key": "norms",
    }
    return render(request, "norms/compare.html", context)
