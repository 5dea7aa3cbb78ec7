"""A mediator's own papers: terms, decisions, training, and the record to be printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Person
from hoathuan.cases.api import Case, Outcome
from hoathuan.pay.api import parts_that_count
from hoathuan.teams.api import Mediator, MediatorTraining, TeamHead, TeamVillage, on_day


@dataclass(frozen=True)
class Term:
    """A term as mediator: the record, the villages of its team, the spans as head (first day, last day)."""

    mediator: Mediator
    villages: str
    head: list[tuple[date, date | None]]

    @property
    def running(self) -> bool:
        return self.mediator.ended_on is None


@dataclass(frozen=True)
class YearLine:
    """Disputes of one year that are over: by outcome; `other` were referred."""

    year: int
    successful: int
    unsuccessful: int
    other: int

    @property
    def total(self) -> int:
        return self.successful + self.unsuccessful + self.other


def person_of(actor: Actor) -> Person:
    """The human being who acts; only for views that let seats in."""
    if actor.seat is None:
        raise ValueError("no seat acts")
    return actor.seat.person


def terms_of(person: Person) -> list[Term]:
    """Every term, the newest first."""
    terms = Mediator.objects.filter(person=person).select_related("person", "team", "now_commune")
    found = list(terms.order_by("-started_on", "-id"))
    heads = TeamHead.objects.filter(mediator__in=found).order_by("started_on", "id")
    spans: dict[int, list[tuple[date, date | None]]] = {}
    for head in heads:
        spans.setdefault(head.mediator_id, []).append((head.started_on, head.ended_on))
    villages = TeamVillage.objects.filter(on_day(), team__in={term.team_id for term in found})
    names: dict[int, list[str]] = {}
    for one in villages.select_related("village").order_by("village__sort", "id"):
        names.setdefault(one.team_id, []).append(one.village.name)
    return [Term(one, ", ".join(names.get(one.team_id, [])), spans.get(one.pk, [])) for one in found]


def trainings_of(person: Person) -> list[MediatorTraining]:
    trainings = MediatorTraining.objects.filter(mediator__person=person)
    return list(trainings.order_by("-trained_on", "-id"))


def years_of(person: Person) -> list[YearLine]:
    """How many disputes this person mediated, led or joined, by the year in which each was over."""
    part = parts_that_count().filter(mediator__person=person).values("case_id")
    mine = Case.objects.filter(Q(mediator__person=person) | Q(pk__in=part), voided_on=None)
    counted = Counter(
        (closed.year, outcome) for closed, outcome in mine.exclude(closed_on=None).values_list("closed_on", "outcome")
        if closed is not None
    )  # fmt: skip
    years = sorted({year for year, _outcome in counted}, reverse=True)
    return [
        YearLine(
            year,
            counted[year, str(Outcome.SUCCESSFUL)],
            counted[year, str(Outcome.UNSUCCESSFUL)],
            counted[year, ""],
        )
        for year in years
    ]
