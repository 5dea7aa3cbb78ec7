"""Setting up, changing and dissolving a team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Min
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.services.team_seats import end_team_seats
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean, fold, sort_key
from hoathuan.teams.choices import EndReason
from hoathuan.teams.errors import TeamsError
from hoathuan.teams.models import Mediator, Team, TeamHead, TeamVillage
from hoathuan.units.api import area_of
from hoathuan.units.models import Unit
from hoathuan.units.selectors import villages_of

from .guards import check_open, check_order, check_past, check_right, lock_commune
from .standing import restate


@dataclass(frozen=True)
class TeamDetails:
    """What is written about a team. `accepted_*`: the decision that takes its composition as it is."""

    name: str
    started_on: date
    decision_number: str = ""
    decision_date: date | None = None
    needs_minority: bool = False
    accepted_number: str = ""
    accepted_on: date | None = None


@transaction.atomic
def create_team(*, commune: Unit, details: TeamDetails, villages: Iterable[Unit] = (), actor: Actor) -> Team:
    """Set up a team for villages of the commune. Raises TeamsError for a taken name or a day to come."""
    check_right(actor, commune.pk)
    lock_commune(commune.pk)
    _check(details)
    team = Team(name=clean(details.name), **_columns(details))
    team.locate(area_of(commune, details.started_on))
    _save_named(team)
    _serve(team, villages, details.started_on)
    restate([team.pk])
    audit.record(actor=actor, action="teams.created", subject=team, data={"name": team.name})
    return team


@transaction.atomic
def amend_team(
    *, team: Team, version: int, details: TeamDetails, villages: Iterable[Unit], actor: Actor
) -> Team:
    """Change what is written about a team. Raises StaleRecord when somebody else saved first."""
    check_right(actor, team.now_commune_id)
    check_open(team)
    _check(details)
    _check_not_after_members(team, details.started_on)
    name = clean(details.name)
    values = _columns(details) | {"name": name, "sort": sort_key(name), "folded": fold(name)}
    try:
        with transaction.atomic():
            found = Team.objects.filter(pk=team.pk, version=version).update(
                version=F("version") + 1, **values
            )
    except IntegrityError as error:
        raise _taken(name) from error
    if not found:
        raise StaleRecord
    team.refresh_from_db()
    _serve(team, villages, today())
    restate([team.pk])
    audit.record(actor=actor, action="teams.amended", subject=team, data={"name": team.name})
    return team


@transaction.atomic
def dissolve_team(*, team: Team, version: int, ended_on: date, decision: str, actor: Actor) -> Team:
    """Dissolve a team: its last day is also the last day of its mediators, its head and its villages."""
    check_right(actor, team.now_commune_id)
    check_open(team)
    check_past(ended_on)
    check_order(team.started_on, ended_on)
    late = Mediator.objects.filter(team=team, started_on__gt=ended_on).select_related("person").first()
    if late:
        check_order(late.started_on, ended_on)
    found = Team.objects.filter(pk=team.pk, version=version).update(
        ended_on=ended_on, version=F("version") + 1
    )
    if not found:
        raise StaleRecord
    _end_all(team, ended_on, decision)
    end_team_seats(team_id=team.pk, last_day=ended_on, actor=actor)
    restate([team.pk])
    data = {"ended_on": f"{ended_on:%d/%m/%Y}", "decision": decision}
    audit.record(actor=actor, action="teams.dissolved", subject=team, data=data)
    team.refresh_from_db()
    return team


def _end_all(team: Team, day: date, decision: str) -> None:
    TeamHead.objects.filter(team=team, ended_on=None).update(ended_on=day)
    TeamVillage.objects.filter(team=team, ended_on=None).update(ended_on=day)
    Mediator.objects.filter(team=team, ended_on=None).update(
        ended_on=day, end_reason=EndReason.TEAM, end_decision=decision, version=F("version") + 1
    )


def _check(details: TeamDetails) -> None:
    if not clean(details.name):
        raise TeamsError(_("Ghi tên tổ hòa giải."))
    for day in (details.started_on, details.decision_date, details.accepted_on):
        if day is not None:
            check_past(day)


def _columns(details: TeamDetails) -> dict[str, object]:
    return {
        "started_on": details.started_on,
        "decision_number": clean(details.decision_number),
        "decision_date": details.decision_date,
        "needs_minority": details.needs_minority,
        "accepted_number": clean(details.accepted_number),
        "accepted_on": details.accepted_on,
    }


def _check_not_after_members(team: Team, start: date) -> None:
    first = Mediator.objects.filter(team=team).aggregate(day=Min("started_on"))["day"]
    if first and start > first:
        text = _("Tổ đã có hòa giải viên từ %(day)s: ngày thành lập không được sau ngày đó.")
        raise TeamsError(text % {"day": f"{first:%d/%m/%Y}"})


def _save_named(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise _taken(team.name) from error


def _taken(name: str) -> TeamsError:
    return TeamsError(_("Xã đã có tổ tên “%(name)s”: đặt tên khác hoặc mở tổ đó.") % {"name": name})


def _serve(team: Team, villages: Iterable[Unit], since: date) -> None:
    """Make `villages` the ones that the team serves; those left out are closed, not forgotten."""
    wanted = {village.pk for village in villages}
    own = (
        set(villages_of(team.now_commune).values_list("pk", flat=True))
        if wanted and team.now_commune
        else set()
    )
    if wanted - own:
        raise TeamsError(_("Có thôn không thuộc xã của tổ: chọn lại thôn."))
    current = TeamVillage.objects.filter(team=team, ended_on=None)
    current.exclude(village_id__in=wanted).update(ended_on=today())
    kept = set(current.values_list("village_id", flat=True))
    TeamVillage.objects.bulk_create(
        TeamVillage(team=team, village_id=pk, started_on=since) for pk in sorted(wanted - kept)
    )
