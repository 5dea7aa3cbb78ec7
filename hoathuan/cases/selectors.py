"""Reads about disputes, always within the actor's reach."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.reach import within_reach
from hoathuan.core.dates import today
from hoathuan.core.text import fold
from hoathuan.privacy.api import ERASED
from hoathuan.teams.api import Mediator, Team

from .choices import PartyRole, State
from .models import Case, CaseContent, CaseMediator, CaseQuerySet, CaseTeam, Escalation, Inspection, Party
from .rights import INSPECTORS, MET_CHAIRS


def visible_cases(actor: Actor) -> CaseQuerySet:
    """The disputes that this seat may see, with what lists show of them."""
    seen: CaseQuerySet = Case.objects.visible_to(actor)
    return seen.select_related("team", "now_commune")


def joined_cases(team_id: int) -> QuerySet[Case]:
    """Disputes of other teams in which this one mediates along (Law 35 Art. 22): read, and counted there alone."""
    along = CaseTeam.objects.filter(team=team_id, left_on=None).values("case")
    found = Case.objects.filter(pk__in=along, voided_on=None).select_related("team", "now_commune")
    return found.order_by("-received_on", "-id")


def joined_of(actor: Actor) -> QuerySet[Case]:
    """The same for the acting seat's team."""
    if actor.kind not in TEAM_KINDS or actor.team_id is None or not actor.reads_content:
        return Case.objects.none()
    return joined_cases(actor.team_id)


def workers_of(case: Case) -> list[CaseMediator]:
    """Who mediated a dispute, in the order of days: part, days, how each came and went."""
    rows = CaseMediator.objects.filter(case=case).select_related("mediator__person", "mediator__team")
    return list(rows.order_by("from_on", "id"))


def escalations_told(actor: Actor) -> QuerySet[Escalation]:
    """Reports of danger that the seat reads: its own disputes', or those that a chair was told of."""
    found = Escalation.objects.filter(case__in=Case.objects.visible_to(actor), case__voided_on=None)
    if MET_CHAIRS(actor):
        found = found.told_to_chair()
    elif not actor.reads_content:
        return found.none()
    told = found.select_related("case__team", "case__village", "case__now_commune", "need")
    return told.prefetch_related("passings")


def may_read_content(actor: Actor, case: Case) -> bool:
    """The dispute's team, one that mediates along, its commune's justice officer (Law 35 Art. 4(3)); an inspector who
    said why.

    Row security says the same.
    """
    if INSPECTORS(actor):
        return reading_until(actor, case) is not None
    if not actor.reads_content:
        return False
    if actor.kind in TEAM_KINDS:
        return actor.team_id == case.team_id or _joins(actor, case)
    return actor.commune_id is not None and actor.commune_id == case.now_commune_id


def _joins(actor: Actor, case: Case) -> bool:
    return actor.team_id is not None and case.joint_teams.filter(team=actor.team_id, left_on=None).exists()


def reading_until(actor: Actor, case: Case) -> datetime | None:
    """Until when this inspector may read the dispute; None if it was not opened, or is closed again."""
    if not INSPECTORS(actor) or actor.unproven or actor.seat_id is None:
        return None
    opened = Inspection.objects.filter(case=case, seat_id=actor.seat_id, until__gt=Now())
    return opened.order_by("-until").values_list("until", flat=True).first()


def content_of(actor: Actor, case: Case) -> CaseContent | None:
    """What was told, for those who may read it."""
    return CaseContent.objects.filter(case=case).first() if may_read_content(actor, case) else None


def people_of(actor: Actor, case: Case) -> list[Party]:
    return list(Party.objects.filter(case=case)) if may_read_content(actor, case) else []


def parties_named(actor: Actor, words: str, birth_year: int | None = None) -> QuerySet[Party]:
    """People of the commune's disputes whose name holds all these words; none without a word to look for."""
    asked = fold(words).split()
    if not asked or not actor.reads_content or actor.commune_id is None:
        return Party.objects.none()
    found = Party.objects.filter(now_commune_id=actor.commune_id).exclude(full_name=ERASED)
    for word in asked:
        found = found.filter(folded__contains=word)
    return (found.filter(birth_year=birth_year) if birth_year else found).select_related("case__team")


def with_content(actor: Actor, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Disputes with content and people read along, where the seat may read them."""
    if not actor.reads_content:
        return cases
    return cases.select_related("content", "mediator__person").prefetch_related(
        "parties", "workers__mediator__person"
    )


def search_people(actor: Actor, cases: QuerySet[Case], words: str) -> QuerySet[Case]:
    """Disputes in which someone of this name takes part; only for those who may read names."""
    wanted = fold(words)
    if not wanted or not actor.reads_content:
        return cases
    own = Q(team_id=actor.team_id) if actor.kind in TEAM_KINDS else Q(now_commune_id=actor.commune_id)
    return cases.filter(pk__in=Party.objects.filter(own, folded__contains=wanted).values("case_id"))


def teams_writable(actor: Actor) -> QuerySet[Team]:
    """The teams for which this seat may write: its own, or those of its commune, in Vietnamese order."""
    teams = Team.objects.select_related("now_commune")
    if actor.kind in TEAM_KINDS:
        return teams.filter(pk=actor.team_id or 0)
    if not actor.reads_content or actor.commune_id is None:
        return teams.none()
    return teams.filter(now_commune_id=actor.commune_id).order_by("sort", "id")


def teams_in_reach(actor: Actor) -> QuerySet[Team]:
    """The teams whose disputes this seat may see; for offices below the province a list short enough to choose from."""
    teams = Team.objects.select_related("now_commune")
    if actor.kind in TEAM_KINDS:
        return teams.filter(pk=actor.team_id or 0)
    return teams.filter(within_reach(actor)).order_by("sort", "id")


def mediators_of(team_id: int) -> QuerySet[Mediator]:
    """A team's mediators of today, in Vietnamese order of names."""
    mediators = Mediator.objects.filter(team_id=team_id, ended_on=None)
    return mediators.select_related("person").order_by("sort", "id")


def mediators_along(case: Case) -> QuerySet[Mediator]:
    """Those of the dispute's own team and of the teams that mediate along, team by team."""
    along = case.joint_teams.filter(left_on=None).values("team")
    mediators = Mediator.objects.filter(Q(team=case.team_id) | Q(team__in=along), ended_on=None)
    return mediators.select_related("person", "team").order_by("team__sort", "sort", "id")


def open_cases(actor: Actor) -> QuerySet[Case]:
    """Received and not yet ended or referred, the longest open first."""
    return visible_cases(actor).filter(closed_on=None, voided_on=None).order_by("received_on", "id")


def overdue_starts(actor: Actor) -> QuerySet[Case]:
    """Assigned, not begun, and the day to begin has passed (Law 35 Art. 20(2))."""
    late = visible_cases(actor).filter(
        state=State.ASSIGNED, started_on=None, start_by__lt=today(), voided_on=None, paused_on=None
    )
    return late.order_by("start_by", "id")


def lacking_columns(actor: Actor, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Disputes that lack a column of Part I of the register: the same as `rules.missing_for_book`, in SQL.

    Only readers of content can be told; for others the list is empty.
    """
    if not actor.reads_content:
        return cases.none()
    parties = Party.objects.filter(case_id=OuterRef("pk"), role=PartyRole.PARTY)
    two = parties.order_by().values("case_id").annotate(n=Count("pk")).filter(n__gte=2)
    vague = parties.filter(Q(birth_year=None) | Q(address="")).exclude(full_name=ERASED)
    named = Party.objects.filter(case_id=OuterRef("pk"), role=PartyRole.MEDIATOR)
    told = CaseContent.objects.filter(case_id=OuterRef("pk")).exclude(summary="")
    agreed = CaseContent.objects.filter(case_id=OuterRef("pk")).exclude(agreement="")
    return cases.filter(voided_on=None).filter(
        Q(received_known=False)
        | (Q(mediator=None) & ~Exists(named))
        | ~Exists(two)
        | Exists(vague)
        | ~Exists(told)
        | (Q(state=State.ENDED) & ~Exists(agreed))
    )


def counts(actor: Actor) -> dict[str, int]:
    """How many of the seat's disputes wait, are mediated, and have not begun in time."""
    return (
        Case.objects.visible_to(actor)
        .filter(closed_on=None, voided_on=None)  # as the partial indexes of open disputes say
        .aggregate(
            waiting=Count("pk", filter=~Q(state=State.ASSIGNED)),
            mediating=Count("pk", filter=Q(state=State.ASSIGNED, started_on__isnull=False, paused_on=None)),
            not_begun=Count(
                "pk",
                filter=Q(state=State.ASSIGNED, started_on=None, start_by__lt=today(), paused_on=None),
            ),
        )
    )
