"""In whose name a seat writes."""

from django.db.models import Q, QuerySet

from .actor import Actor
from .choices import BodyKind, SeatKind
from .models import Body

#: Bodies in whose name officers of their unit write; another body, as the Women's Union, has its own officer.
OFFICE_BODIES = (
    BodyKind.PEOPLES_COMMITTEE,
    BodyKind.JUSTICE_DEPARTMENT,
    BodyKind.DISTRICT_JUSTICE,
    BodyKind.MINISTRY,
    BodyKind.COUNCIL,
)


def spoken_for(actor: Actor, prefix: str = "") -> Q:
    """The seat's own body, and those of its unit that have no officers of their own here: not a union, not a school."""
    own = (actor.seat.body_id if actor.seat else None) or 0
    return Q(**{f"{prefix}kind__in": OFFICE_BODIES}) | Q(**{f"{prefix}pk": own})


def speaks_for(actor: Actor, body: Body) -> bool:
    """The same of one body that is at hand."""
    return body.kind in OFFICE_BODIES or (actor.seat is not None and actor.seat.body_id == body.pk)


def bodies_of(actor: Actor) -> QuerySet[Body]:
    """The bodies in whose name the seat may write: those of its unit; another body's officer has its own."""
    bodies = Body.objects.filter(unit_id=actor.home_unit_id, closed_on=None).order_by("sort", "id")
    if actor.kind == SeatKind.BODY_OFFICER:
        return bodies.filter(pk=(actor.seat and actor.seat.body_id) or 0)
    return bodies.filter(spoken_for(actor))
