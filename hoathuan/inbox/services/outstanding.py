"""Deliveries on their way and those that went wrong: for the metrics, and for whoever can mend them."""

from django.db.models import Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.selectors import people_in_reach
from hoathuan.inbox.choices import State
from hoathuan.inbox.models import Delivery

GIVEN_UP = (State.FAILED, State.UNSURE)
"""A person has to look at these: nothing tries them again."""


def waiting() -> int:
    # as an "or": each side has its partial index, which an "in" of both would not use
    return Delivery.objects.filter(Q(state=State.WAITING) | Q(state=State.SENDING)).count()


def failed() -> int:
    return Delivery.objects.filter(state__in=GIVEN_UP).count()


def stuck_for(actor: Actor) -> QuerySet[Delivery]:
    """Failed, unsure, or tried in vain so far: of people in the administrator's reach.

    Who never held a seat is in nobody's reach: the country's administrators see these too.
    """
    trouble = Q(state__in=GIVEN_UP) | Q(state=State.WAITING, attempts__gt=0)
    found = Delivery.objects.filter(trouble)
    if not actor.nation:
        people = people_in_reach(actor).filter(user__isnull=False)
        found = found.filter(user__in=people.values("user"))
    return found.select_related("user__person", "notice")
