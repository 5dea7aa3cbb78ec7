"""What a page of the administrator is about, if it lies in reach; else a 404 that tells nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from hoathuan.accounts import selectors
from hoathuan.accounts.actor import actor_in
from hoathuan.accounts.models import Body, Person, Seat
from hoathuan.accounts.reach import units_in_reach
from hoathuan.units.models import Unit


def person_in_reach(request: HttpRequest, pk: Any) -> Person:
    people = selectors.people_in_reach(actor_in(request)).select_related("user")
    return get_object_or_404(people, uuid=pk)


def seat_in_reach(request: HttpRequest, pk: Any) -> Seat:
    seats = selectors.seats_in_reach(actor_in(request)).select_related("person", "unit", "body")
    return get_object_or_404(seats, uuid=pk)


def body_in_reach(request: HttpRequest, pk: Any) -> Body:
    bodies = selectors.bodies_in_reach(actor_in(request)).select_related("unit")
    return get_object_or_404(bodies, uuid=pk)


def unit_in_reach(request: HttpRequest, uuid: str) -> Unit:
    try:
        unit = units_in_reach(actor_in(request)).filter(uuid=uuid).first()
    except (ValueError, ValidationError) as error:
        raise Http404 from error
    if unit is None:
        raise Http404
    return unit
