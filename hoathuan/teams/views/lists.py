"""Lists: teams, mediators, what needs a hand; above the commune first a summary by unit."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.rules import REGISTRY_READERS
from hoathuan.core.access import access
from hoathuan.core.lists import paginate
from hoathuan.teams import papers, rules, selectors
from hoathuan.teams.forms import MediatorFilter, TeamFilter
from hoathuan.teams.models import Team
from hoathuan.teams.roster.kind import KIND

from . import found, queries

_COUNTED = ("teams", "incomplete", "mediators", "trained", "bare_villages")


@require_GET
@access(REGISTRY_READERS)
def home(request: HttpRequest) -> HttpResponseBase:
    """A commune sees its teams, those above it the units under them, a team's own people their team."""
    actor = found.actor_in(request)
    if actor.team_id is not None:
        return redirect("teams:own")
    if actor.commune_id:
        return teams(request)
    rows = selectors.by_unit(actor)
    total = {name: sum(getattr(row, name) for row in rows) for name in _COUNTED}
    context = {"rows": rows, "total": total, "nav_key": "teams", "nation": actor.nation}
    context["may_import"] = KIND.rule(actor)
    return render(request, "teams/summary.html", context)


@require_GET
@access(REGISTRY_READERS)
def teams(request: HttpRequest) -> HttpResponse:
    """Teams by name, commune and gap."""
    form = TeamFilter(request.GET, actor=found.actor_in(request))
    return _team_list(request, form, _("Danh sách tổ hòa giải"), only_gaps=False)


@require_GET
@access(REGISTRY_READERS)
def gaps(request: HttpRequest) -> HttpResponse:
    """Teams that need a hand, each with what is missing and the article that asks for it."""
    form = TeamFilter(request.GET, actor=found.actor_in(request))
    return _team_list(request, form, _("Tổ cần kiện toàn"), only_gaps=True)


def _team_list(request: HttpRequest, form: TeamFilter, title: str, *, only_gaps: bool) -> HttpResponse:
    actor = found.actor_in(request)
    queryset = queries.teams(actor, form, only_gaps=only_gaps)
    page = paginate(request, queryset.select_related("now_commune"), selectors.order_of(queryset))
    context = {
        "title": title,
        "form_filter": form,
        "page": page,
        "rows": selectors.team_rows(page.rows),
        "only_gaps": only_gaps,
        "commune_gap": _commune_gap(actor.commune_id) if only_gaps else None,
        "above": form.then or not actor.commune_id,
        "then": form.then,
        "may_write": found.may_write(request),
        "papers_for_many": papers.offered_for_many() if found.may_write(request) and page.rows else [],
        "nav_key": "teams",
    }
    return render(request, "teams/teams.html", context)


def _commune_gap(commune_id: int | None) -> rules.TeamGap | None:
    """R2 for a commune's own seat."""
    if commune_id is None:
        return None
    decision = selectors.latest_decisions([commune_id]).get(commune_id)
    count = Team.objects.filter(selectors.on_day(), now_commune=commune_id).count()
    return rules.commune_gap(count, decision.teams_count if decision else None)


@require_GET
@access(REGISTRY_READERS)
def mediators(request: HttpRequest) -> HttpResponse:
    """Active mediators by name, sex, people, qualification, training."""
    actor = found.actor_in(request)
    form = MediatorFilter(request.GET, actor=actor)
    queryset = queries.mediators(actor, form).select_related("person", "team", "now_commune")
    page = paginate(request, queryset, selectors.order_of(queryset))
    context = {
        "form_filter": form,
        "page": page,
        "rows": queries.trained(page.rows),
        "above": form.then or not actor.commune_id,
        "then": form.then,
        "nav_key": "teams",
    }
    return render(request, "teams/mediators.html", context)
