"""Communes that a reform split, or ended without saying into what: a person decides."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoathuan.accounts.actor import Actor
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.ui.sending import get_or_post
from hoathuan.reforms.forms.deciding import DecideForm
from hoathuan.reforms.rules import REFORMERS, visible_to
from hoathuan.reforms.scope import units_of
from hoathuan.reforms.selectors import ways_of
from hoathuan.reforms.services.deciding import ask_decide, decided_about, may_decide, waiting
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform

from . import found
from .drafts import address, form_page


@require_safe
@access(REFORMERS)
def decisions(request: HttpRequest) -> HttpResponse:
    """What waits, in Vietnamese order."""
    page = paginate(request, waiting(found.actor_in(request)))
    context = {"page": page, "rows": ways_of(page.rows), "nav_key": "reforms", **_just_decided(request)}
    return render(request, "reforms/decisions.html", context)


def _just_decided(request: HttpRequest) -> dict[str, Any]:
    """`?vua=`: the commune about which a decision has just been written down, and its reform if it may be seen."""
    try:
        asked = str(UUID(request.GET.get("vua", "")))
    except ValueError:
        return {}
    actor = found.actor_in(request)
    done = decided_about(actor, asked)
    if done is None:
        return {}
    seen = visible_to(actor).filter(pk=done.reform.pk).exists()
    return {"decided": done, "reform": done.reform if seen else None}


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
    lead = format_html(
        _("Đơn vị này kết thúc từ {day} theo “{reform}”. Quyết định có giá trị từ chính ngày đó."),
        day=f"{about.on_date:%d/%m/%Y}",
        reform=_linked(actor, about.reform),
    )
    return form_page(request, form, title, _("Ghi quyết định"), reverse("reforms:decisions"), lead=lead)


def _linked(actor: Actor, reform: Reform) -> str:
    """The reform's title, a link to it for whoever may open it."""
    if not visible_to(actor).filter(pk=reform.pk).exists():
        return reform.title
    return format_html('<a class="govuk-link" href="{}">{}</a>', address(reform), reform.title)
