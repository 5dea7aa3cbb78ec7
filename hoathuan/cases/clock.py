"""Disputes to be begun by a day that counts working days: they move when working days change, and people hear of it.

Today's law counts calendar days (Law 35/2013/QH13 Art. 20(2)), so nothing is found until another law says otherwise.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hoathuan.core.writing import write_changed
from hoathuan.inbox import api as inbox
from hoathuan.norms import api as norms

from .choices import StartBasis
from .dues import due_of, to_begin
from .models import CaseEvent
from .norms import working_days, working_spans


def register_all() -> None:
    norms.register_dues("cases.start", counted, keep)


def counted(province_id: int | None) -> Iterable[norms.CountedDue]:
    """Open ones of a province (None: of all), with who was shown the day."""
    spans = working_spans()
    if not spans:
        return
    pairs = [(case, working_days(spans, case.counted_from)) for case in _waiting(province_id)]
    told = inbox.people_told(due_of(case) for case, days in pairs if days)
    for case, days in pairs:
        if days:
            yield _counted(case, days, told)


def _waiting(province_id: int | None) -> QuerySet[Any]:
    """With the day of the last assignment: a change of hands counts anew."""
    assigned = CaseEvent.objects.filter(case=OuterRef("pk"), verb="assigned").order_by("-id")
    found = to_begin().filter(start_basis=StartBasis.LAW)
    if province_id is not None:
        found = found.filter(now_province=province_id)
    since = Coalesce(Subquery(assigned.values("on_date")[:1]), "assigned_on")
    waiting: QuerySet[Any] = found.annotate(counted_from=since)
    return waiting.select_related("team", "mediator").order_by("id")


def _counted(case: Any, days: int, told: dict[str, list[int]]) -> norms.CountedDue:
    due = due_of(case, working=True)
    return norms.CountedDue(
        what=str(due.title),
        url=due.url,
        start=case.counted_from,
        days=days,
        province_id=case.now_province_id,
        users=told[due.key],
        shown=case.start_by,
        record=case.pk,
    )


def keep(days: Sequence[tuple[int, date]]) -> None:
    """Write the new days down; a dispute that began meanwhile keeps the day that it was begun by."""
    new = dict(days)
    cases = list(to_begin().filter(pk__in=new))
    for case in cases:
        case.start_by = new[case.pk]
    write_changed(cases, ["start_by"])
