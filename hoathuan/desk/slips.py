"""Activation slips as a printed sheet: for the teams of a commune, or for one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import AccountState, SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.accounts.reach import units_in_reach
from hoathuan.accounts.rules import seats
from hoathuan.accounts.selectors import account_states, not_over, people_in_reach
from hoathuan.accounts.services.slips import IssuedSlip, issue_slips
from hoathuan.accounts.services.team_seats import OnRoster, follow_roster
from hoathuan.core.access import access
from hoathuan.core.dates import now, today
from hoathuan.core.errors import DomainError
from hoathuan.documents import api as documents
from hoathuan.documents.api import shapes
from hoathuan.teams import api as teams
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit
from hoathuan.units.selectors import path_of

ISSUERS = seats(SeatKind.ADMINISTRATOR, SeatKind.COMMUNE_OFFICER)


@dataclass(frozen=True)
class TeamAccounts:
    """A team, and how far the accounts of its people are."""

    team: teams.Team
    people: int
    open: int
    waiting: int
    none: int


class SlipsForm(forms.Form):
    """Which teams, and whether slips that wait are printed anew."""

    teams = forms.ModelMultipleChoiceField(
        teams.Team.objects.none(),
        label=gettext_lazy("In phiếu cho tổ nào?"),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="uuid",
    )
    again = forms.BooleanField(
        label=gettext_lazy("In lại cả những phiếu đã in mà chưa dùng (phiếu cũ hết hiệu lực)"), required=False
    )


@require_http_methods(["GET", "POST"])
@access(ISSUERS)
def sheet(request: HttpRequest) -> HttpResponse:
    """Choose teams of the commune; the answer is the sheet as a PDF, the only place where the codes stand.

    `?to=` ticks one team only.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if "nguoi" in request.POST:
        return _for_person(request, actor)
    commune = _commune(request, actor)
    if commune is None:
        communes = units_in_reach(actor).filter(level=Level.COMMUNE)
        return render(request, "desk/slips_communes.html", {"communes": communes, "nav_key": "slips"})
    working = teams.teams_visible_to(actor).filter(teams.on_day(), now_commune=commune)
    terms = _terms(working)
    rows = _rows(list(working.order_by("sort", "id")), terms)
    asked = request.GET.get("to")
    ticked = [row.team.uuid for row in rows if (str(row.team.uuid) == asked if asked else row.none)]
    form = SlipsForm(request.POST or None, initial={"teams": ticked})
    _offer(form, working, rows)
    if form.is_valid():
        chosen = [term for term in terms if term.team in set(form.cleaned_data["teams"])]
        try:
            return _printed(request, actor, commune, chosen, again=form.cleaned_data["again"])
        except DomainError as refused:
            form.add_error(None, str(refused))
    total = {name: sum(getattr(row, name) for row in rows) for name in ("people", "open", "waiting", "none")}
    context = {"form": form, "rows": rows, "total": total, "commune": commune, "nav_key": "slips"}
    return render(request, "desk/slips.html", context)


def _commune(request: HttpRequest, actor: Actor) -> Unit | None:
    """The officer's own commune; an administrator above names one of hers."""
    if actor.commune_id:
        return get_object_or_404(Unit, pk=actor.commune_id)
    asked = request.GET.get("xa")
    if not asked:
        return None
    try:
        found = units_in_reach(actor).filter(level=Level.COMMUNE, uuid=asked).first()
    except (ValueError, ValidationError) as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _terms(working: QuerySet[teams.Team]) -> list[teams.Mediator]:
    """Today's mediators of these teams, by team and name."""
    found = teams.Mediator.objects.filter(teams.on_day(), team__in=working)
    return list(found.select_related("person", "team").order_by("team__sort", "team_id", "sort", "id"))


def _rows(working: list[teams.Team], terms: list[teams.Mediator]) -> list[TeamAccounts]:
    states = account_states({term.person_id for term in terms})
    return [
        _row(team, [states[term.person_id] for term in terms if term.team_id == team.pk]) for team in working
    ]


def _row(team: teams.Team, states: list[AccountState]) -> TeamAccounts:
    count = states.count
    return TeamAccounts(
        team, len(states), count(AccountState.OPEN), count(AccountState.WAITING), count(AccountState.NONE)
    )


def _offer(form: SlipsForm, working: QuerySet[teams.Team], rows: list[TeamAccounts]) -> None:
    """The teams as checkboxes, each with what its people still need."""
    field: forms.ModelMultipleChoiceField = form.fields["teams"]  # type: ignore[assignment]
    field.queryset = working
    field.choices = [(str(row.team.uuid), f"{row.team}: {_standing(row)}") for row in rows if row.people]


def _standing(row: TeamAccounts) -> str:
    """How far the team's people are, without what is nought."""
    parts = (
        (row.none, _("%(count)s người chưa có phiếu")),
        (row.waiting, _("%(count)s phiếu chưa dùng")),
        (row.open, _("%(count)s đang dùng tài khoản")),
    )
    return ", ".join(words % {"count": count} for count, words in parts if count) or _("tài khoản đang khóa")


@transaction.atomic
def _printed(
    request: HttpRequest, actor: Actor, commune: Unit, terms: list[teams.Mediator], *, again: bool
) -> HttpResponse:
    """Seats from the roster, a slip for each who needs one, the sheet; refused, nothing of it stays."""
    heads = _heads(terms)
    roster = [OnRoster(term.person_id, term.team_id, term.pk in heads) for term in terms]
    follow_roster(commune=commune, teams={term.team_id for term in terms}, roster=roster, actor=actor)
    states = account_states({term.person_id for term in terms})
    needed = (AccountState.NONE, AccountState.WAITING) if again else (AccountState.NONE,)
    by_person = {term.person_id: term for term in terms if states[term.person_id] in needed}
    if not by_person:
        raise DomainError(
            _(
                "Mọi người trong các tổ đã chọn đều có phiếu hoặc đang dùng tài khoản. "
                "Nếu phiếu bị mất: đánh dấu ô “In lại” rồi in."
            )
        )
    issued = issue_slips(people=[term.person for term in by_person.values()], actor=actor)
    slips = [_slip(request, slip, *_words(by_person[slip.person.pk], heads)) for slip in issued]
    return _sheet(request, commune, slips, actor)


def _heads(terms: Sequence[teams.Mediator]) -> set[int]:
    """Those of the mediators who lead their team today."""
    found = teams.TeamHead.objects.filter(teams.on_day(), mediator__in=[term.pk for term in terms])
    return set(found.values_list("mediator_id", flat=True))


def _words(term: teams.Mediator, heads: set[int]) -> tuple[str, str]:
    kind = SeatKind.TEAM_HEAD if term.pk in heads else SeatKind.MEDIATOR
    return str(kind.label), str(term.team)


def _for_person(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One slip: the first one, or a new one for somebody who forgot the password."""
    try:
        found = people_in_reach(actor).filter(uuid=request.POST["nguoi"]).first()
    except (ValueError, ValidationError) as error:
        raise Http404 from error
    if found is None:
        raise Http404
    try:
        issued = issue_slips(people=[found], actor=actor)
        seat = Seat.objects.filter(not_over(), person=found).select_related("unit", "body").order_by("id")[0]
    except DomainError as refused:
        return render(request, "desk/slip_refused.html", {"person": found, "problem": str(refused)})
    return _sheet(request, seat.unit, [_slip(request, issued[0], *_place(seat))], actor)


def _place(seat: Seat) -> tuple[str, str]:
    return str(seat.get_kind_display()), str((seat.body or seat.unit).name)


def _slip(request: HttpRequest, issued: IssuedSlip, role: str, place: str) -> shapes.Slip:
    link = request.build_absolute_uri(reverse("accounts:activate"))
    return shapes.Slip(
        name=issued.person.full_name,
        role=role,
        team=place,
        username=issued.username,
        code=issued.code,
        link=f"{link}?ma={issued.code}",
        expires_on=issued.expires_on,
    )


def _sheet(request: HttpRequest, unit: Unit, slips: list[shapes.Slip], actor: Actor) -> HttpResponse:
    place = ", ".join(step.name for step in reversed(path_of(unit)))
    address = request.build_absolute_uri(reverse("accounts:activate")).split("://")[-1]
    data = shapes.ActivationSlips(
        unit=place,
        address=address,
        helper=str(SeatKind.COMMUNE_OFFICER.label).lower() if actor.commune_id else _("người quản trị"),
        printed_on=today(),
        slips=tuple(slips),
    )
    title = _("Phiếu kích hoạt, %(unit)s") % {"unit": unit.name}
    content = documents.render_pdf("activation-slips", data, title=title, author=unit.name, when=now())
    return documents.pdf_response(content, title)
