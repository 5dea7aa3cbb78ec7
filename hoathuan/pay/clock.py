"""Claims are decided within working days (procedure 2.002080): when working days change, their last days move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from hoathuan.core.writing import write_changed
from hoathuan.inbox import api as inbox
from hoathuan.norms import api as norms

from .choices import ClaimState
from .dues import decide_due
from .models import Claim

_WITHIN = "pay.commune_within"


def register_all() -> None:
    norms.register_dues("pay.decide", counted, keep)


def _days(spans: Sequence[norms.Value], on: date) -> int:
    held = (span for span in spans if span.first <= on and (span.last is None or on <= span.last))
    return int(next((span.amount or 0 for span in held), 0))


def counted(province_id: int | None) -> Iterable[norms.CountedDue]:
    """Claims that wait for the commune, with the accounts that were shown the day."""
    spans = [span for span in norms.spans(_WITHIN) if span.day_type == norms.DayType.WORKING]
    waiting = Claim.objects.filter(state=ClaimState.SUBMITTED).select_related("team").order_by("pk")
    if province_id is not None:
        waiting = waiting.filter(now_province=province_id)
    pairs = [(claim, _days(spans, claim.received_on)) for claim in waiting if claim.received_on]
    told = inbox.people_told(decide_due(claim) for claim, days in pairs if days)
    for claim, days in pairs:
        if days:
            yield _counted(claim, days, told)


def _counted(claim: Any, days: int, told: dict[str, list[int]]) -> norms.CountedDue:
    due = decide_due(claim)
    return norms.CountedDue(
        what=str(due.title),
        url=due.url,
        start=claim.received_on,
        days=days,
        province_id=claim.now_province_id,
        users=told[due.key],
        shown=claim.due_on,
        record=claim.pk,
    )


def keep(days: Sequence[tuple[int, date]]) -> None:
    """Write the new days down; one that was decided meanwhile keeps the day that it was decided by."""
    new = dict(days)
    claims = list(Claim.objects.filter(pk__in=new, state=ClaimState.SUBMITTED))
    for claim in claims:
        claim.due_on = new[claim.pk]
    write_changed(claims, ["due_on"])
