"""A mediator's own disputes: those led, and those joined, also in another team's dispute."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Case, CaseMediator, joined_cases, visible_cases

#: Enough for one screen and a half; the book has the rest.
MOST = 12


def of_person(actor: Actor) -> QuerySet[Case]:
    """Disputes of the seat's team, or joined by it, in which this person mediates or did."""
    person = actor.seat.person_id if actor.seat else 0
    part = CaseMediator.objects.filter(mediator__person_id=person).values("case_id")
    mine = Q(mediator__person_id=person) | Q(pk__in=part)
    near = Q(pk__in=visible_cases(actor).values("pk"))
    if actor.team_id is not None:
        near |= Q(pk__in=joined_cases(actor.team_id).order_by().values("pk"))
    return Case.objects.filter(mine, near, voided_on=None).select_related("team")


def open_of(actor: Actor) -> list[Case]:
    """Not over yet, the longest open first."""
    return list(of_person(actor).filter(closed_on=None).order_by("received_on", "id")[:MOST])


def over_of(actor: Actor) -> list[Case]:
    """Over, the newest first."""
    return list(of_person(actor).exclude(closed_on=None).order_by("-closed_on", "-id")[:MOST])
