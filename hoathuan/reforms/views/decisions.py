"""Communes that a reform split, or ended without saying into what: a person decides."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.reforms.forms.deciding import DecideForm
from hoathuan.reforms.rules import REFORMERS
from hoathuan.reforms.scope import units_of
from hoathuan.reforms.selectors import targets_of
from hoathuan.reforms.services.deciding import ask_decide, may_decide, waiting
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform

from . import found
from .drafts import form_page
from .found import get_or_post


@require_safe
@access(REFORMERS)
def decisions(request: HttpRequest) -> HttpResponse:
    """What waits, in Vietnamese order."""
    page = paginate(request, waiting(found.actor_in(request)))
    into = targets_of(page.rows)
    rows = [(unit, into.get(unit.pk, [])) for unit in page.rows]
    return render(request, "reforms/decisions.html", {"page": page, "rows": rows, "nav_key": "reforms"})


@get_or_post
@access(REFORMERS)
def decide(request: HttpRequest, unit: str) -> HttpResponse:
    """One commune: its villages, and the rest."""
    actor = found.actor_in(request)
    commune = get_object_or_404(waiting(actor), uuid=unit)
    try:
        about = may_decide(actor, commune)
    except DomainError as gone:
        raise Http404 from gone
    inside = Reform(on_date=about.on_date, province_id=None if actor.nation else actor.province_id)
    units = units_of(inside).filter(level=Level.COMMUNE, valid__upper_inf=True)
    form = DecideForm(request.POST or None, about=about, units=units)
    if form.is_valid():
        try:
            job = ask_decide(unit=commune, ways=form.ways, rest=form.rest, actor=actor)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(job)
    title = _("%(unit)s về đâu?") % {"unit": commune.name}
    lead = _("Xã này kết thúc từ %(day)s theo “%(reform)s”. Quyết định có giá trị từ chính ngày đó.") % {
        "day": f"{about.on_date:%d/%m/%Y}",
        "reform": about.reform.title,
    }
    return form_page(request, form, title, _("Ghi quyết định"), reverse("reforms:decisions"), lead=lead)
