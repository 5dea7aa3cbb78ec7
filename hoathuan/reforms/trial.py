"""What a trial of a reform finds beside the counts: seats that end with it, units that wait for a person."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db.models import Count

from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.models import Seat
from hoathuan.accounts.selectors import not_over
from hoathuan.units.api import told_apart
from hoathuan.units.changing import applying
from hoathuan.units.changing.blueprint import draw
from hoathuan.units.changing.moving import Effect, Line, Mover
from hoathuan.units.models import Placement, Reform, Unit

SHOWN = 200
"""Longer lists are cut, and say how many there are."""
_look: ContextVar[Callable[[], None] | None] = ContextVar("reforms_look", default=None)


def _seen(effect: Effect) -> list[Line]:
    look = _look.get()
    if look is not None:
        look()
    return []


LAST = Mover("reforms.seen", _seen, order=1000)
"""Comes when every other context has moved its rows: the only moment at which a trial can be looked at."""


def try_out(reform: Reform, say: Callable[[str], None]) -> dict[str, Any]:
    """Apply it, look, take everything back. Raises what applying raises."""
    before = _seats_touched(reform)
    ended: list[Seat] = []
    token = _look.set(lambda: ended.extend(_ended(before)))
    try:
        outcome = applying.preview(reform, say)
    finally:
        _look.reset(token)
    return outcome.as_data() | {
        "seats": [[seat.pk, str(seat.get_kind_display()), seat.unit.name] for seat in ended[:SHOWN]],
        "seats_count": len(ended),
        **_named(reform),
        **_waiting(reform),
    }


def _named(reform: Reform) -> dict[str, Any]:
    """The units that end, begin and move, by name: the lines of a trial only count them."""
    ending = Unit.objects.filter(pk__in=_withdrawn(reform) if reform.corrects_id else draw(reform).ending)
    going = list(ending.order_by("level", "sort", "id"))
    moving = list(Unit.objects.filter(pk__in=reform.moves.values("unit")).order_by("level", "sort", "id"))
    new = list(reform.new_units.order_by("level", "name").values_list("name", flat=True))
    names = {
        "ending": list(told_apart(going).values()),
        "making": new,
        "moving": list(told_apart(moving).values()),
    }
    return {"units": {key: [len(found), found[:SHOWN]] for key, found in names.items() if found}}


def _seats_touched(reform: Reform) -> dict[int, Seat]:
    """Seats at units that end; those of teams follow their team."""
    ending = _withdrawn(reform) if reform.corrects_id else draw(reform).ending
    seats = Seat.objects.filter(not_over(), unit__in=ending).exclude(kind__in=TEAM_KINDS)
    return {seat.pk: seat for seat in seats.select_related("person", "unit").order_by("unit__sort", "id")}


def _withdrawn(reform: Reform) -> set[int]:
    """A correction ends only units that the corrected reform had made."""
    return set(
        reform.links.filter(from_unit__valid__startswith=reform.on_date).values_list(
            "from_unit_id", flat=True
        )
    )


def _ended(before: dict[int, Seat]) -> list[Seat]:
    """Those whose holder has no seat of the kind any more at a unit that stands."""
    holders = {seat.person_id for seat in before.values()}
    going_on = Seat.objects.filter(not_over(), person__in=holders, unit__valid__upper_inf=True)
    alive = set(going_on.values_list("person_id", "kind"))
    return [seat for seat in before.values() if (seat.person_id, seat.kind) not in alive]


def _waiting(reform: Reform) -> dict[str, Any]:
    """Units split or without a successor, with the villages that nobody has placed."""
    if reform.corrects_id:
        return {"split": [], "split_count": 0}
    plan = draw(reform)
    split = list(Unit.objects.filter(pk__in=plan.split - plan.abolished).order_by("sort", "id"))
    loose = dict(
        Placement.objects.filter(unit__in=plan.loose, valid__contains=reform.on_date)
        .order_by()
        .values_list("parent")
        .annotate(n=Count("id"))
    )
    names = told_apart(split)
    rows = [[names[unit.pk], loose.get(unit.pk, 0)] for unit in split]
    return {"split": rows[:SHOWN], "split_count": len(rows)}
