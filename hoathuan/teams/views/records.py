"""One team, one mediator, and the team of one's own."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoathuan.accounts.choices import AccountState
from hoathuan.accounts.models import PersonContact
from hoathuan.accounts.rules import REGISTRY_READERS, TEAM_SEATS
from hoathuan.accounts.selectors import account_states
from hoathuan.core import peoples
from hoathuan.core.access import access
from hoathuan.core.ui import nav
from hoathuan.core.ui.numbers import day as shown_day
from hoathuan.core.ui.rows import Row
from hoathuan.documents.api import papers_about
from hoathuan.teams import papers, selectors
from hoathuan.teams.models import Mediator, Team

from . import found, history, queries


@require_GET
@access(REGISTRY_READERS)
def team(request: HttpRequest, pk: str) -> HttpResponse:
    return _team_page(request, found.team_in_reach(request, pk), "teams")


@require_GET
@access(TEAM_SEATS)
def own_team(request: HttpRequest) -> HttpResponse:
    """The team of a head or mediator."""
    teams = selectors.teams_visible_to(found.actor_in(request)).select_related("now_commune")
    own = teams.first()
    if own is None:
        raise Http404
    return _team_page(request, own, "own-team")


def _team_page(request: HttpRequest, team: Team, nav_key: str) -> HttpResponse:
    row = selectors.team_rows([team])[0]
    former = Mediator.objects.filter(team=team, ended_on__isnull=False).select_related("person")
    context = {
        "team": team,
        "row": row,
        "summary": _team_summary(row),
        "mediators": queries.trained(list(selectors.active_mediators(team))),
        "former": former.order_by("-ended_on", "sort", "id")[:50],
        "history": history.entries(team),
        "papers": papers_about(found.actor_in(request), team)[:20],
        "papers_offered": papers.offered(team) if found.may_write(request) and team.ended_on is None else [],
        "may_write": found.may_write(request) and team.ended_on is None,
        "nav_key": nav_key,
    }
    return render(request, "teams/team.html", context)


def _team_summary(row: selectors.TeamRow) -> list[Row]:
    team = row.team
    lines = [
        Row(_("Xã, phường"), team.now_commune.name if team.now_commune else ""),
        Row(_("Thôn, tổ dân phố"), ", ".join(row.villages)),
        Row(_("Tổ trưởng"), str(row.head) if row.head else ""),
        Row(
            _("Số hòa giải viên"),
            row.makeup.mediators,
            _("%(women)s nữ, %(minority)s người dân tộc thiểu số")
            % {"women": row.makeup.women, "minority": row.makeup.minority},
        ),
        Row(
            _("Ngày thành lập"),
            shown_day(team.started_on),
            _decision(team.decision_number, team.decision_date),
        ),
    ]
    if team.accepted_on:
        lines.append(Row(_("Thành phần được chấp nhận"), _decision(team.accepted_number, team.accepted_on)))
    if team.ended_on:
        lines.append(Row(_("Ngày giải thể"), shown_day(team.ended_on)))
    return lines


def _decision(number: str, on: date | None) -> str:
    if not number:
        return ""
    words = {"number": number, "day": shown_day(on) if on else ""}
    return (_("Quyết định số %(number)s ngày %(day)s") if on else _("Quyết định số %(number)s")) % words


def _recovery(one: Mediator) -> str:
    """Where a mediator who has forgotten the password gets a new slip; "" while there is nothing to recover."""
    if one.ended_on or account_states([one.person_id])[one.person_id] != AccountState.OPEN:
        return ""
    return nav.address("desk:slips")


@require_GET
@access(REGISTRY_READERS)
def mediator(request: HttpRequest, pk: str) -> HttpResponse:
    one = found.mediator_in_reach(request, pk)
    contact = PersonContact.objects.filter(person=one.person).first()
    terms = selectors.mediators_visible_to(found.actor_in(request)).filter(person=one.person)
    context = {
        "mediator": one,
        "summary": _mediator_summary(one),
        "contact": _contact(contact),
        "trainings": one.trainings.order_by("-trained_on"),
        "heads": one.head_terms.order_by("-started_on"),
        "others": terms.exclude(pk=one.pk).select_related("team").order_by("-started_on", "id"),
        "history": history.entries(one),
        "papers": papers_about(found.actor_in(request), one)[:20],
        "papers_offered": papers.offered_at_end(one) if found.may_write(request) else [],
        "may_write": found.may_write(request),
        "slips_url": _recovery(one) if found.may_write(request) else "",
        "nav_key": "teams",
    }
    return render(request, "teams/mediator.html", context)


def _mediator_summary(one: Mediator) -> list[Row]:
    person = one.person
    born = shown_day(person.birth_date) if person.birth_date else person.birth_year
    languages = ", ".join(peoples.name_of(code) for code in one.languages)
    lines = [
        Row(_("Ngày hoặc năm sinh"), born),
        Row(_("Giới tính"), one.get_sex_display()),
        Row(_("Dân tộc"), peoples.name_of(person.ethnicity)),
        Row(_("Trình độ chuyên môn"), one.get_qualification_display()),
        Row(_("Chức vụ, nghề nghiệp"), one.occupation),
        Row(_("Tiếng dân tộc nói được"), languages),
        Row(_("Ngày công nhận"), shown_day(one.started_on), _decision(one.decision_number, None)),
    ]
    if one.ended_on:
        note = ", ".join(
            part for part in (one.get_end_reason_display(), _decision(one.end_decision, None)) if part
        )
        lines.append(Row(_("Ngày thôi"), shown_day(one.ended_on), note))
    return lines


def _contact(contact: PersonContact | None) -> list[Row]:
    if contact is None:
        return []
    return [
        Row(_("Số điện thoại"), _national(contact.phone)),
        Row(_("Thư điện tử"), contact.email),
        Row(_("Nơi ở"), contact.address),
    ]


def _national(phone: str) -> str:
    """As it is dialled here: +84912345678 → 0912345678."""
    return f"0{phone[3:]}" if phone.startswith("+84") else phone
