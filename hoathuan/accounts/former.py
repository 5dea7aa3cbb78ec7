"""Units that stand no more, for who holds today what they were."""

from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet

from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import AreaSpan, Reform, Unit
from hoathuan.units.selectors import now_of

from .actor import Actor
from .reach import unit_in_reach

_COLUMNS: dict[int, str] = {
    Level.PROVINCE: "province",
    Level.DISTRICT: "district",
    Level.COMMUNE: "commune",
}


def reaches(actor: Actor, unit: Unit) -> bool:
    """Whether the unit, or the one of today that holds it wholly, lies under the actor's seat."""
    held = now_of(unit)
    return held is not None and unit_in_reach(actor, held)


def former_units(actor: Actor, *levels: Level) -> QuerySet[Unit]:
    """Ended units of these levels that lie wholly in what the seat holds today, the highest level first."""
    ended = Unit.objects.filter(valid__endswith__isnull=False)
    if actor.seat is None:
        return ended.none()
    condition = Q(pk__in=[])
    for level in levels:
        condition |= Q(level=level) if actor.nation else Q(level=level) & _held(actor, _COLUMNS[level])
    return ended.filter(condition).order_by("level", "sort", "id")


def _held(actor: Actor, column: str) -> Q:
    """Everything that ever stood in the unit stands in the seat's own unit today."""
    today = (
        Q(area__now_commune=actor.commune_id)
        if actor.commune_id
        else Q(area__now_province=actor.province_id, area__now_province__isnull=False)
    )
    spans: QuerySet[Any] = AreaSpan.objects.filter(**{f"{column}__isnull": False})
    elsewhere = spans.exclude(pk__in=spans.filter(today).values("pk"))
    return Q(pk__in=spans.filter(today).values(column)) & ~Q(pk__in=elsewhere.values(column))


def last_change() -> date | None:
    """The day of the newest reform: what happened from then on is the same by the units of then and of now."""
    applied = Reform.objects.filter(state=ReformState.APPLIED)
    day: date | None = applied.aggregate(day=Max("on_date"))["day"]
    return day
