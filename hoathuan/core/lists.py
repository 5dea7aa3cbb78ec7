"""Lists page by key: the hundredth page costs what the first does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

COUNT_LIMIT = 10_000
SIZE = 25
SLICE = 2000
_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, where they stand, and the addresses of its neighbours."""

    rows: list[Any]
    first: int
    last: int
    total: int
    previous: str | None
    next: str | None

    @property
    def total_text(self) -> str:
        """The count, or "10.000+" where counting on would cost more than it tells."""
        shown = f"{min(self.total, COUNT_LIMIT):,}".replace(",", ".")
        return f"{shown}+" if self.total > COUNT_LIMIT else shown


def paginate(
    request: HttpRequest, queryset: QuerySet[Any], order: Sequence[str] = ("sort", "id"), size: int = SIZE
) -> Page:
    """One page in `order` (a "-" turns a column round; the last column must be unique and not null)."""
    key, back, offset = _position(request, len(order))
    try:
        rows = _slice(queryset, order, key, back, size)
    except (TypeError, ValueError, ValidationError):  # a word where the column has a day
        back, offset = False, 0
        rows = _slice(queryset, order, None, back, size)
    more = len(rows) > size
    rows = rows[:size]
    if back:
        rows.reverse()
        offset = max(offset - len(rows), 0)
    total = _count(queryset, offset, rows, more, back)
    return Page(
        rows=rows,
        first=offset + 1 if rows else 0,
        last=offset + len(rows),
        total=total,
        previous=_address(request, order, rows[0], True, offset) if rows and offset > 0 else None,
        next=_address(request, order, rows[-1], False, offset + len(rows))
        if rows and (more or back)
        else None,
    )


def in_slices(queryset: QuerySet[_Row], size: int = SLICE) -> Iterator[list[_Row]]:
    """All rows by key, no more than `size` of them at a time: for whoever reads those of the whole country."""
    ordered = queryset.order_by("pk")
    rows = list(ordered[:size])
    while rows:
        yield rows
        rows = list(ordered.filter(pk__gt=rows[-1].pk)[:size]) if len(rows) == size else []


def _position(request: HttpRequest, length: int) -> tuple[list[Any] | None, bool, int]:
    """The key that the page starts from; an address that was tampered with gives the first page."""
    raw = request.GET.get("truoc") or request.GET.get("sau")
    if not raw:
        return None, False, 0
    try:
        key = json.loads(raw)
        offset = max(int(request.GET.get("tu_dong", "0")), 0)
    except ValueError:
        return None, False, 0
    if not isinstance(key, list) or len(key) != length or not all(isinstance(k, str | int) for k in key):
        return None, False, 0
    return key, "truoc" in request.GET, offset


def _slice(
    queryset: QuerySet[Any], order: Sequence[str], key: list[Any] | None, back: bool, size: int
) -> list[Any]:
    columns = [(name.lstrip("-"), name.startswith("-") != back) for name in order]
    if key is not None:
        queryset = queryset.filter(_after(columns, key))
    return list(queryset.order_by(*(f"-{name}" if down else name for name, down in columns))[: size + 1])


def _after(columns: list[tuple[str, bool]], key: list[Any]) -> Q:
    """(a, b) > (x, y), column by column, each in its own direction."""
    condition, equal = Q(), Q()
    for (name, down), value in zip(columns, key, strict=True):
        condition |= equal & Q(**{f"{name}__{'lt' if down else 'gt'}": value})
        equal &= Q(**{name: value})
    return condition


def _count(queryset: QuerySet[Any], offset: int, rows: list[Any], more: bool, back: bool) -> int:
    if not more and not back:
        return offset + len(rows)
    return int(queryset.order_by()[: COUNT_LIMIT + 1].count())


def _address(request: HttpRequest, order: Sequence[str], row: Any, back: bool, offset: int) -> str:
    key = [_value(row, name.lstrip("-")) for name in order]
    kept = [
        (k, v) for k, values in request.GET.lists() for v in values if k not in {"sau", "truoc", "tu_dong"}
    ]
    position = [("truoc" if back else "sau", json.dumps(key, ensure_ascii=False)), ("tu_dong", offset)]
    return "?" + urlencode([*kept, *position])


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row.isoformat() if hasattr(row, "isoformat") else row
