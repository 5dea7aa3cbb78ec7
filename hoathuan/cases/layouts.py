"""Part II of the register: which sub-columns a day and a province have, and what a person may make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import seats
from hoathuan.core import audit
from hoathuan.core.text import clean, legal_text

from .choices import Matter
from .errors import CaseRefused, NotYours
from .models import BookLayout

LAYOUT_WRITERS = seats(SeatKind.PROVINCE_OFFICER)
_MOST_COLUMNS = len(Matter)
#: The letter of a point as the Decree writes it; stored as two plain letters.
_D_WITH_STROKE = legal_text("đ")


@dataclass(frozen=True)
class Column:
    """A sub-column: its title, and the letters of Decree 15/2014 Art. 5(1) that are counted in it."""

    title: str
    letters: tuple[str, ...]


def layout_on(day: date, province_id: int | None) -> BookLayout:
    """The layout that holds on a day; LookupError without any, which only an empty table has."""
    own = Q(province=None) | Q(province=province_id)
    found = BookLayout.objects.filter(own, valid_from__lte=day)
    row = found.order_by(F("province").desc(nulls_last=True), "-valid_from", "-id").first()
    row = row or BookLayout.objects.filter(province=None).order_by("valid_from", "id").first()
    if row is None:
        raise LookupError("no layout of Part II")
    return row


def columns_of(layout: BookLayout) -> tuple[Column, ...]:
    return tuple(Column(one["title"], tuple(one["letters"])) for one in layout.columns)


def written(columns: Sequence[Column]) -> str:
    """As a person reads and types them, one a line: "Tranh chấp dân sự: b"."""
    return "\n".join(f"{one.title}: {', '.join(map(_shown, one.letters))}" for one in columns)


def read(text: str) -> tuple[Column, ...]:
    """Columns as typed; raises CaseRefused unless every letter stands in exactly one of them."""
    columns = tuple(_column(line) for line in text.splitlines() if clean(line))
    told = [letter for column in columns for letter in column.letters]
    if len(columns) > _MOST_COLUMNS or sorted(told) != sorted(Matter.values):
        raise CaseRefused(
            _("Mỗi chữ a, b, c, d, đ, e, g đứng đúng một lần, ví dụ dòng: Tranh chấp dân sự: b"), "columns"
        )
    return columns


def _column(line: str) -> Column:
    title, _colon, letters = line.rpartition(":")
    found = tuple(_stored(clean(part)) for part in letters.split(",") if clean(part))
    if not clean(title) or not found:
        raise CaseRefused(
            _("Mỗi dòng là tiêu đề cột, dấu hai chấm, rồi các chữ, ví dụ: Tranh chấp dân sự: b"), "columns"
        )
    return Column(clean(title)[:120], found)


def _shown(letter: str) -> str:
    return _D_WITH_STROKE if letter == Matter.NOT_PROSECUTED else letter


def _stored(letter: str) -> str:
    return Matter.NOT_PROSECUTED.value if letter.lower() == _D_WITH_STROKE else letter.lower()


@transaction.atomic
def set_layout(
    *, actor: Actor, valid_from: date, columns: Sequence[Column], source: str, confirmed: bool
) -> BookLayout:
    """A new layout for the own province; former ones stay, for books of their years."""
    if not LAYOUT_WRITERS(actor) or actor.province_id is None:
        raise NotYours(_("Sở Tư pháp đặt mẫu phần II của sổ cho tỉnh mình."))
    rows: list[dict[str, Any]] = [{"title": one.title, "letters": list(one.letters)} for one in columns]
    layout = BookLayout.objects.create(
        province_id=actor.province_id,
        valid_from=valid_from,
        columns=rows,
        source=source,
        confirmed=confirmed,
        seat_id=actor.seat_id,
        seat_label=actor.label[:300],
    )
    audit.record(actor=actor, action="cases.book_layout_set", subject=layout)
    return layout
