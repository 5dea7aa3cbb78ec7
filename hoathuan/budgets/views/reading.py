"""My unit's year on one page, another's, its ledger."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.actor import actor_in
from hoathuan.budgets import holders, papers, rights, selectors, yearly
from hoathuan.budgets.forms import LedgerFilter, YearFilter
from hoathuan.budgets.holders import Holder
from hoathuan.core.access import access
from hoathuan.core.lists import in_slices, paginate
from hoathuan.core.spreadsheets import workbook_response

from .finding import holder_or_404, may, page_of


@require_GET
@access(rights.READERS)
def home(request: HttpRequest) -> HttpResponse:
    """Who keeps one budget sees it; who sees many, all of them."""
    if rights.ABOVE(actor_in(request)):
        return redirect("budgets:rollup")
    found = holders.own(actor_in(request))
    return _year(request, found) if found else redirect("budgets:rollup")


@require_GET
@access(rights.READERS)
def holder(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The year of a unit or body in reach."""
    return _year(request, holder_or_404(request, pk))


def _year(request: HttpRequest, found: Holder) -> HttpResponse:
    form = YearFilter(request.GET or None)
    year = yearly.year_of_holder(found, form.year)
    context = {
        "form": form,
        "holder": found,
        "year": year,
        "acts": selectors.overspent(year.budgets) if year.overspent else [],
        "decisions": yearly.allocated_by_document(found, form.year)[:8],
        "bodies": [] if found.body or found.is_commune else holders.bodies_with_money(found.unit, form.year),
        "nav_key": "budgets",
        **may(request, found),
    }
    return render(request, "budgets/year.html", context)


@require_GET
@access(rights.READERS)
def ledger(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every entry, the newest first."""
    found, form = holder_or_404(request, pk), LedgerFilter(request.GET or None)
    rows = yearly.ledger(found, form.year, form.line, form.source).select_related("budget__unit")
    context: dict[str, Any] = {
        "form": form,
        "holder": found,
        "year": form.year,
        "page": paginate(request, rows, order=("-on_date", "-id")),
        "back": page_of("holder", found, form.year),
        "stands": yearly.year_of_holder(found, form.year),
        "query": request.GET.urlencode(),
        "nav_key": "budgets",
        **may(request, found),
    }
    return render(request, "budgets/ledger.html", context)


@require_GET
@access(rights.READERS)
def ledger_sheet(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The ledger as a workbook."""
    found, form = holder_or_404(request, pk), LedgerFilter(request.GET or None)
    rows = yearly.ledger(found, form.year, form.line, form.source).select_related("budget__unit")
    entries = (entry for part in in_slices(rows) for entry in part)
    name = _("so-kinh-phi %(unit)s %(year)s") % {"unit": found.name, "year": form.year}
    return workbook_response(name, [papers.ledger_sheet(found, form.year, entries)])
