"""Reads about agreements, always within the actor's reach and right."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.models import Seat
from hoathuan.accounts.rules import seats
from hoathuan.cases.api import Case, Outcome, visible_cases
from hoathuan.core.dates import today
from hoathuan.teams.api import Team, TeamVillage, on_day

from .models import Agreement, CourtRequest, Draft, Promise, Report, Scan, Version, VersionText

#: The head of the Front's committee hears of problems as days and types (Law 35/2013/QH13 Art. 26).
FRONT = seats(K.FRONT_HEAD)


def agreement_of(case: Case) -> Agreement | None:
    """What the parties of this dispute agreed, in force or not."""
    return Agreement.objects.filter(case=case).select_related("case__team", "case__now_commune").first()


def in_force(case: Case) -> bool:
    """Whether something can be agreed here: a success that nobody struck out."""
    return case.voided_on is None and case.outcome == Outcome.SUCCESSFUL


def takes_words(case: Case, agreement: Agreement | None) -> bool:
    """Whether anything may still be written here: what was erased is not filled again."""
    return in_force(case) and (agreement is None or agreement.erased_on is None)


def newest_of(agreement: Agreement | None) -> Version | None:
    """The version that counts; None while nothing is written."""
    if agreement is None or not agreement.newest:
        return None
    return agreement.versions.filter(number=agreement.newest).select_related("file").first()


def draft_of(agreement: Agreement | None) -> Draft | None:
    """What somebody is writing; None while nothing is kept."""
    found = Draft.objects.filter(agreement=agreement).first() if agreement and agreement.pk else None
    return None if found is None or found.is_empty else found


def courts_of(agreement: Agreement | None) -> list[CourtRequest]:
    """The requests to the court, the newest first; those before it were refused."""
    return list(CourtRequest.objects.filter(agreement=agreement).order_by("-id")) if agreement else []


def court_of(agreement: Agreement | None) -> CourtRequest | None:
    """The request that counts."""
    return next(iter(courts_of(agreement)), None)


def promises_of(agreement: Agreement | None) -> list[Promise]:
    """All of them with their words, those with a day first."""
    if agreement is None:
        return []
    return [one for one in agreement.promises.select_related("text") if hasattr(one, "text")]


def versions_seen(actor: Actor) -> QuerySet[Version]:
    """Whose printed file this seat may read: by the same right as the dispute's content."""
    return Version.objects.filter(agreement__case__in=_readable(actor))


def scans_seen(actor: Actor) -> QuerySet[Scan]:
    return Scan.objects.filter(recorded__agreement__case__in=_readable(actor))


def _readable(actor: Actor) -> QuerySet[Case]:
    """Disputes whose content is open to the seat: its own, and those in which its team mediates along."""
    seen: QuerySet[Case] = visible_cases(actor)
    if not actor.reads_content:
        return seen.none()
    if actor.team_id is None:
        return seen
    along = Case.objects.filter(joint_teams__team=actor.team_id, joint_teams__left_on=None)
    return Case.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=along.values("pk")))


def text_of(version: Version | None) -> VersionText | None:
    """Its words, where the seat may read them."""
    return VersionText.objects.filter(recorded=version).first() if version else None


def front_seats(team: Team) -> QuerySet[Seat]:
    """The heads of the Front's committees of a team's villages who sit today."""
    villages = TeamVillage.objects.filter(on_day(), team=team).values("village")
    return Seat.objects.filter(
        kind=K.FRONT_HEAD, unit__in=villages, stopped_at=None, valid__contains=today()
    ).select_related("person")


def reports_for(actor: Actor) -> QuerySet[Report]:
    """What the head of the Front's committee was told of the teams of the own village: days and types."""
    if not FRONT(actor) or actor.unit_id is None:
        return Report.objects.none()
    teams = TeamVillage.objects.filter(on_day(), village=actor.unit_id).values("team")
    told = Report.objects.filter(agreement__case__team__in=teams, told_front_on__isnull=False)
    return told.select_related("agreement__case__team")
