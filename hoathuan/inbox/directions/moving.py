"""What a reform of units does to letters: the successor's office has what was sent to the units that it took in.

What was answered stays as it was; of several open lines at one place one stays open, and the others are carried by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.moving import mended
from hoathuan.core.writing import write_changed
from hoathuan.units.api import Effect, Line, Mover, register_mover, register_totals

from .models import Direction, Question, Recipient, Reply

_Row = TypeVar("_Row", Direction, Recipient)
_Place = tuple[int, int, int | None]
_CHANGED = ["unit", "former_unit", "body", "merged_into"]


def move(effect: Effect) -> Sequence[Line]:
    """After bodies and seats."""
    effect.say(_("Đang chuyển văn bản chỉ đạo"))
    into, corrected = {**effect.into, **mended(effect)}, bool(effect.reform.corrects_id)
    sent = _carry(Direction.objects.all(), into, corrected)
    write_changed(sent, ["unit", "former_unit"])
    received = _carry(Recipient.objects.filter(body=None), into, corrected) + _with_bodies()
    _merge(received)
    write_changed(received, _CHANGED)
    _shorten()
    waiting = Recipient.objects.filter(unit__in=effect.split | effect.abolished, acted_at=None).count()
    found = [
        Line(_("Văn bản chỉ đạo đã ban hành chuyển sang đơn vị mới"), len(sent)),
        Line(_("Văn bản chỉ đạo đã gửi đến chuyển sang đơn vị mới"), len(received)),
        Line(_("Văn bản chỉ đạo gửi đến đơn vị chưa có nơi tiếp nhận"), waiting),
    ]
    return [line for line in found if line.count]


def _carry(rows: QuerySet[_Row], into: Mapping[int, int], corrected: bool) -> list[_Row]:
    """Rows of ended units, now of their successors; after a correction also those that had gone astray."""
    theirs = Q(unit__in=into) | (Q(former_unit__in=into) if corrected else Q(pk__in=[]))
    moved = []
    for row in rows.filter(theirs).order_by("pk"):
        former = (corrected and row.former_unit_id in into and row.former_unit_id) or row.unit_id
        if into[former] != row.unit_id:
            _place(row, into[former], former)
            moved.append(row)
    return moved


def _place(row: Direction | Recipient, unit: int, former: int) -> None:
    """Put it at the unit; whose it was at first is kept, unless it comes back there."""
    first = row.former_unit_id or former
    row.former_unit_id = None if unit == first else first
    row.unit_id = unit


def _with_bodies() -> list[Recipient]:
    """What was sent to bodies that went on as others."""
    rows = Recipient.objects.filter(body__moved_to__isnull=False).select_related("body__moved_to")
    moved = list(rows.order_by("pk"))
    for row in moved:
        body = row.body.moved_to if row.body else None
        if body is not None:
            row.body = body
            _place(row, body.unit_id, row.unit_id)
    return moved


def _merge(moved: list[Recipient]) -> None:
    """Of open lines of a letter at one place one is owed; who was carried by a line that went elsewhere owes anew."""
    by_key = {row.pk: row for row in moved}
    carried = Recipient.objects.filter(merged_into__in=by_key).exclude(pk__in=by_key)
    moved += list(carried.order_by("pk"))
    first = {_place_of(row): row.pk for row in _standing_there(moved)}
    for row in moved:
        if row.merged_into_id is not None and not _together(row, by_key):
            row.merged_into_id = None
        if row.acted_at is None and row.merged_into_id is None:
            keeper = first.setdefault(_place_of(row), row.pk)
            row.merged_into_id = keeper if keeper != row.pk else None


def _place_of(row: Recipient) -> _Place:
    return row.direction_id, row.unit_id, row.body_id


def _standing_there(moved: list[Recipient]) -> QuerySet[Recipient]:
    """Open lines of the same letters at the places that others come to."""
    there = Recipient.objects.filter(
        direction__in={row.direction_id for row in moved}, unit__in={row.unit_id for row in moved}
    )
    return there.filter(acted_at=None, merged_into=None).exclude(pk__in=[row.pk for row in moved])


def _together(row: Recipient, moved: Mapping[int, Recipient]) -> bool:
    """Whether the line that carries this one stands at the same place."""
    keeper = moved.get(row.merged_into_id or 0) or row.merged_into
    return keeper is not None and _place_of(keeper) == _place_of(row)


def _shorten() -> None:
    """Who is carried by a line that is itself carried now, is carried by that one's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE directions_recipient r SET merged_into_id = k.merged_into_id FROM directions_recipient k"
            " WHERE k.id = r.merged_into_id AND k.merged_into_id IS NOT NULL"
        )


def of_the_country() -> dict[str, int]:
    """What no reform may change."""
    return {
        _("Văn bản chỉ đạo"): Direction.objects.count(),
        _("Nơi nhận văn bản chỉ đạo"): Recipient.objects.count(),
        _("Báo cáo theo văn bản chỉ đạo"): Reply.objects.count(),
        _("Câu hỏi về văn bản chỉ đạo"): Question.objects.count(),
    }


def register_all() -> None:
    register_mover(Mover("directions", move, order=60))
    register_totals("directions", of_the_country)
