"""Forms of a team: set up, amend, dissolve, head, training."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.rules import TEAM_WRITERS
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.ui.sending import get_or_post
from hoathuan.teams import forms
from hoathuan.teams.models import Team
from hoathuan.teams.services.heads import appoint_head
from hoathuan.teams.services.mediators import record_training
from hoathuan.teams.services.teams import TeamDetails, amend_team, create_team, dissolve_team

from . import found

_WRITTEN = ("name", "started_on", "decision_number", "decision_date", "accepted_number", "accepted_on")


def form_page(
    request: HttpRequest, form: Any, title: str, submit: str, back: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "back_url": back, "nav_key": "teams", **more}
    return render(request, "teams/form.html", context)


def address(team: Team) -> str:
    return reverse("teams:detail", args=[team.uuid])


@get_or_post
@access(TEAM_WRITERS)
def team_new(request: HttpRequest) -> HttpResponse:
    commune = found.own_commune(request)
    form = forms.TeamForm(request.POST or None, commune=commune)
    if form.is_valid():
        data = dict(form.cleaned_data)
        villages = data.pop("villages")
        try:
            made = create_team(
                commune=commune, details=TeamDetails(**data), villages=villages, actor=found.actor_in(request)
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Đã lập %(name)s. Việc tiếp theo: ghi hòa giải viên.") % {"name": made.name}
            )
            return redirect(address(made))
    return form_page(request, form, _("Thêm tổ hòa giải"), _("Lưu tổ hòa giải"), reverse("teams:list"))


@get_or_post
@access(TEAM_WRITERS)
def team_amend(request: HttpRequest, pk: str) -> HttpResponse:
    team = found.team_in_reach(request, pk)
    commune = found.own_commune(request)
    served = list(team.team_villages.filter(ended_on=None).values_list("village_id", flat=True))
    names = (
        "name",
        "started_on",
        "decision_number",
        "decision_date",
        "needs_minority",
        "accepted_number",
        "accepted_on",
    )
    initial = {name: getattr(team, name) for name in names} | {"villages": served}
    form = forms.AmendTeamForm(request.POST or None, commune=commune, record=team, initial=initial)
    if form.is_valid():
        data = dict(form.cleaned_data)
        version, villages = data.pop("version"), data.pop("villages")
        try:
            amend_team(
                team=team,
                version=version,
                details=TeamDetails(**data),
                villages=villages,
                actor=found.actor_in(request),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(address(team))
    return form_page(request, form, _("Sửa %(name)s") % {"name": team.name}, _("Lưu"), address(team))


@get_or_post
@access(TEAM_WRITERS)
def team_dissolve(request: HttpRequest, pk: str) -> HttpResponse:
    team = found.team_in_reach(request, pk)
    form = forms.DissolveForm(request.POST or None, record=team)
    if form.is_valid():
        try:
            dissolve_team(team=team, actor=found.actor_in(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi giải thể %(name)s.") % {"name": team.name})
            return redirect(address(team))
    title = _("Giải thể %(name)s") % {"name": team.name}
    return form_page(request, form, title, _("Ghi giải thể"), address(team), danger=True)


@get_or_post
@access(TEAM_WRITERS)
def head(request: HttpRequest, pk: str) -> HttpResponse:
    team = found.team_in_reach(request, pk)
    form = forms.HeadForm(request.POST or None, team=team, initial={"started_on": today()})
    if form.is_valid():
        try:
            appoint_head(team=team, actor=found.actor_in(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi tổ trưởng."))
            return redirect(address(team))
    lead = _("Các hòa giải viên bầu một người trong tổ (Điều 14 Luật Hòa giải ở cơ sở).")
    title = _("Tổ trưởng %(name)s") % {"name": team.name}
    return form_page(request, form, title, _("Ghi tổ trưởng"), address(team), lead=lead)


@get_or_post
@access(TEAM_WRITERS)
def training(request: HttpRequest, pk: str) -> HttpResponse:
    team = found.team_in_reach(request, pk)
    form = forms.TrainingForm(request.POST or None, team=team)
    if form.is_valid():
        try:
            new = record_training(
                mediators=list(form.cleaned_data["mediators"]),
                trained_on=form.cleaned_data["trained_on"],
                title=form.cleaned_data["title"],
                actor=found.actor_in(request),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi tập huấn cho %(n)s người.") % {"n": new})
            return redirect(address(team))
    title = _("Ghi tập huấn, %(name)s") % {"name": team.name}
    return form_page(request, form, title, _("Ghi tập huấn"), address(team))
