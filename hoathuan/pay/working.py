"""Who took part in disputes, as pay sees it: mediators with the sessions that they sat in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet, prefetch_related_objects

from hoathuan.cases.api import Case, CaseMediator, Went
from hoathuan.teams.api import Mediator

from .models import ClaimItem
from .rules import Worker

_LEAD = "lead"
#: How a part ends that was carried through, or still lasts; every other end counts only with a session sat in.
_STAYED = ("", Went.SERVED)


def parts_that_count() -> QuerySet[CaseMediator]:
    """Parts of mediators who took part in fact: to the end, or for a session at least before they left.

    A head who handed a dispute to another, or who stepped back because of a relation to a party (Law 35/2013/QH13
    Art. 10), did not mediate it.
    """
    last = Q(until_on=None) | Q(case__sessions__held_on__lte=F("until_on"))
    sat = CaseMediator.objects.filter(last, case__sessions__held_on__gte=F("from_on"))
    return CaseMediator.objects.filter(Q(went__in=_STAYED) | Q(pk__in=sat.values("pk")))


def workers_of_many(cases: Sequence[Case]) -> dict[int, list[Worker]]:
    """Dispute → its mediators, the lead first: five questions for any number of disputes.

    Who sits in two teams that mediate together is one worker. Who left before the end, for whatever reason, is paid
    only with sessions held before (`parts_that_count`).
    """
    prefetch_related_objects(list(cases), "mediator", "workers__mediator", "sessions")
    return {case.pk: _workers(case) for case in cases}


def may_receive(item: ClaimItem) -> QuerySet[Mediator]:
    """Whom the pay of a dispute may go to: the team's own of those days, and who worked on it from another team.

    Besides them whoever has a share of it already.
    """
    own = Mediator.objects.filter(team_id=item.claim.team_id, started_on__lte=item.ended_on)
    serving = own.exclude(ended_on__lt=item.case.received_on)
    worked = [worker.mediator_id for worker in workers_of_many([item.case])[item.case_id]]
    taking = item.shares.values("mediator")
    return Mediator.objects.filter(Q(pk__in=serving.values("pk")) | Q(pk__in=worked) | Q(pk__in=taking))


def _workers(case: Any) -> list[Worker]:
    days = [session.held_on for session in case.sessions.all()]
    found: dict[int, Worker] = {}
    sat_by: dict[int, set[int]] = {}
    parts = sorted(case.workers.all(), key=lambda part: part.mediator_id != case.mediator_id)
    for part in parts:
        sat = {at for at, day in enumerate(days) if part.from_on <= day <= (part.until_on or day)}
        if part.went not in _STAYED and not sat:
            continue
        person = part.mediator.person_id
        first = found.get(person, Worker(part.mediator_id))
        lead = part.mediator_id == case.mediator_id or (part.part == _LEAD and case.mediator_id is None)
        sat_by[person] = sat_by.get(person, set()) | sat
        found[person] = Worker(first.mediator_id, lead=lead or first.lead, sittings=len(sat_by[person]))
    if case.mediator_id and case.mediator_id not in {part.mediator_id for part in parts}:
        person = case.mediator.person_id
        found[person] = Worker(case.mediator_id, lead=True, sittings=len(sat_by.get(person, ())))
    return sorted(found.values(), key=lambda worker: (not worker.lead, worker.mediator_id))
