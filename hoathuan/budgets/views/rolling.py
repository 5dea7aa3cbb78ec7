"""All communes of a province on one page; of the country all provinces."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.actor import Actor, actor_in
from hoathuan.budgets import papers, rights, rollup, selectors
from hoathuan.budgets.forms import RollupFilter
from hoathuan.budgets.models import Budget
from hoathuan.core.access import access
from hoathuan.core.spreadsheets import workbook_response
from hoathuan.units.api import children_of, country
from hoathuan.units.models import Unit

SIZE = 50


@dataclass(frozen=True)
class Asked:
    """What a reader asked for, and the table."""

    form: RollupFilter
    province: Unit | None
    found: rollup.Rollup

    @property
    def year(self) -> int:
        return self.form.year


def _asked(request: HttpRequest) -> Asked:
    actor, form = actor_in(request), RollupFilter(request.GET or None)
    province = _province(request, actor)
    if province is None:
        return Asked(form, None, rollup.of_country(form.year, line=form.line, source=form.source))
    found = rollup.of_province(province, form.year, line=form.line, source=form.source, then=form.then)
    return Asked(form, province, found)


def _province(request: HttpRequest, actor: Actor) -> Unit | None:
    if not actor.nation:
        return Unit.objects.get(pk=actor.province_id or 0)
    key = request.GET.get("don_vi", "")
    if not key:
        return None
    found = next((unit for unit in _provinces() if str(unit.uuid) == key), None)
    if found is None:
        raise Http404
    return found


def _provinces() -> list[Unit]:
    return list(children_of(country()))


@require_GET
@access(rights.ABOVE)
def page(request: HttpRequest) -> HttpResponse:
    """Sortable, paged; the last row is the sum of all rows."""
    asked = _asked(request)
    rows = rollup.ordered(asked.found.rows, request.GET.get("xep", ""))
    context = {
        "form": asked.form,
        "province": asked.province,
        "national": actor_in(request).nation,
        "year": asked.year,
        "page": Paginator(rows, SIZE).get_page(request.GET.get("trang")),
        "total": asked.found.total,
        "query": request.GET.urlencode(),
        "waiting": _waiting(actor_in(request), asked.year),
        "nav_key": "budgets",
    }
    return render(request, "budgets/rollup.html", context)


def _waiting(actor: Actor, year: int) -> list[Budget]:
    """Budgets that this seat has to share out."""
    if not rights.APPORTIONERS(actor):
        return []
    return list(selectors.waiting(actor).filter(year=year).select_related("unit").order_by("unit__sort"))


@require_GET
@access(rights.ABOVE)
def sheet(request: HttpRequest) -> HttpResponseBase:
    """The same table as a workbook, every row."""
    asked = _asked(request)
    rows = rollup.ordered(asked.found.rows, request.GET.get("xep", ""))
    name = _("kinh-phi %(year)s") % {"year": asked.year}
    place = asked.province.name if asked.province else _("Cả nước")
    return workbook_response(name, [papers.rollup_sheet(place, asked.form, rows, asked.found.total)])
