"""What a commune keeps beside its teams: villages and the Chair's decisions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.rules import OFFICE, TEAM_WRITERS
from hoathuan.core.access import access
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.ui.sending import get_or_post
from hoathuan.teams import forms, selectors
from hoathuan.teams.models import CommuneDecision
from hoathuan.teams.services.communes import add_villages, record_decision
from hoathuan.units.models import Unit

from . import found
from .changes import form_page


@require_GET
@access(OFFICE)
def bare_villages(request: HttpRequest) -> HttpResponse:
    """Villages that no team serves."""
    actor = found.actor_in(request)
    form = forms.VillageFilter(request.GET, actor=actor)
    commune: Unit | None = form.value("xa")
    queryset = selectors.villages_without_team(actor, commune.pk if commune else None)
    page = paginate(request, selectors.named(queryset, form.value("ten") or ""))
    context = {
        "form_filter": form,
        "page": page,
        "above": not actor.commune_id,
        "may_write": found.may_write(request),
        "nav_key": "teams",
    }
    return render(request, "teams/bare_villages.html", context)


@get_or_post
@access(TEAM_WRITERS)
def villages_new(request: HttpRequest) -> HttpResponse:
    """Villages by hand, or a column pasted from a sheet."""
    form = forms.VillagesForm(request.POST or None)
    if form.is_valid():
        try:
            made = add_villages(
                commune=found.own_commune(request),
                names=form.cleaned_data["names"],
                actor=found.actor_in(request),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            given = len(form.cleaned_data["names"])
            text = _("Đã thêm %(new)s thôn. %(known)s dòng trùng thôn đã có nên được bỏ qua.")
            messages.success(request, text % {"new": made, "known": given - made})
            return redirect("teams:bare-villages")
    return form_page(
        request, form, _("Thêm thôn, tổ dân phố"), _("Thêm thôn"), reverse("teams:bare-villages")
    )


@get_or_post
@access(OFFICE)
def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions on the number of teams and mediators; the commune's officer adds one."""
    actor = found.actor_in(request)
    may_write = found.may_write(request)
    form = forms.DecisionForm(request.POST or None, request.FILES or None) if may_write else None
    if form is not None and form.is_valid():
        try:
            record_decision(commune=found.own_commune(request), actor=actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi quyết định."))
            return redirect("teams:decisions")
    rows = CommuneDecision.objects.visible_to(actor).select_related("file", "now_commune")
    page = paginate(request, rows, order=("-decided_on", "-id"))
    context = {"form": form, "page": page, "above": not actor.commune_id, "nav_key": "teams"}
    return render(request, "teams/decisions.html", context)
