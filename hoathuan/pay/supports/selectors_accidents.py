"""Reads of requests for support, always within what the seat may know. Row security says the same."""

from __future__ import annotations

from django.db.models import QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.pay.models import Accident, AccidentContent, AccidentPaper
from hoathuan.pay.rights import COMMUNE
from hoathuan.teams.api import Mediator, mediators_visible_to, on_day


def visible_accidents(actor: Actor) -> QuerySet[Accident]:
    """Requests that concern this seat, the newest first."""
    seen: QuerySet[Accident] = Accident.objects.visible_to(actor)
    return seen.select_related("team", "now_commune", "content").order_by("-id")


def content_of(actor: Actor, accident: Accident) -> AccidentContent | None:
    if not visible_accidents(actor).filter(pk=accident.pk).exists():
        return None
    return AccidentContent.objects.filter(accident=accident).select_related("person").first()


def papers_visible_to(actor: Actor) -> QuerySet[AccidentPaper]:
    """Papers about health: the commune's offices and the person; not the head, who confirms the request."""
    papers = AccidentPaper.objects.all()
    if actor.seat is None or actor.unproven:
        return papers.none()
    if COMMUNE(actor):
        return papers.filter(now_commune_id=actor.commune_id or 0)
    return papers.filter(person_id=actor.seat.person_id)


def papers_of(actor: Actor, accident: Accident) -> list[AccidentPaper]:
    return list(papers_visible_to(actor).filter(accident=accident).select_related("file"))


def mediators_to_name(actor: Actor) -> QuerySet[Mediator]:
    """For whom this seat may file: the mediator for himself, the head for the team, the officer for the commune."""
    terms = mediators_visible_to(actor).select_related("person", "team").order_by("sort", "id")
    if actor.kind == K.MEDIATOR and actor.seat is not None:
        return terms.filter(on_day(), person_id=actor.seat.person_id)
    return terms
