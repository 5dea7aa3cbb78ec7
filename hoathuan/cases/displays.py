"""Who was shown the content of a dispute: noted with every display, and told to those whose dispute it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today

from .choices import Way
from .models import Case, Display, Inspection

_BATCH = 2_000


def note(actor: Actor, cases: Iterable[Case], way: Way) -> None:
    """Note that this seat is shown these disputes: once a day and way, and never who wrote one down today."""
    day = today()
    rows = [
        Display(case=case, seat_id=actor.seat_id, seat_label=actor.label[:300], on_date=day, way=way)
        for case in cases
        if actor.seat_id is not None and not _just_wrote(actor, case, day)
    ]
    if rows:
        Display.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)


def _just_wrote(actor: Actor, case: Case, day: Any) -> bool:
    return case.created_by_seat == actor.seat_id and localdate(case.created_at) == day


def readers_of(case: Case) -> QuerySet[Display]:
    """The displays of a dispute, newest first by key."""
    return Display.objects.filter(case=case)


@dataclass(frozen=True)
class Reader:
    """A line of the list: who, when, how, and for an inspector why."""

    display: Display
    inspection: Inspection | None


def with_reasons(displays: Iterable[Display]) -> list[Reader]:
    """Displays with the reason that opened the dispute on that day: one question for all."""
    shown = list(displays)
    stated = Inspection.objects.filter(case__in={display.case_id for display in shown}).order_by("id")
    reasons: dict[Any, Inspection] = {}
    for inspection in stated:
        reasons[_of(inspection)] = reasons[(*_of(inspection), localdate(inspection.at))] = inspection
    return [Reader(d, reasons.get((*_of(d), d.on_date), reasons.get(_of(d)))) for d in shown]


def _of(trace: Display | Inspection) -> tuple[int, int]:
    return trace.case_id, trace.seat_id
