"""Which column means what: recognised, remembered, corrected by a person; kept as JSON in the session.

One object per sheet: index, name, hidden, width, height, use, top, bottom, last, headings {position: text},
title [lines], mapping {key: [[position, mark]]}, confidence, samples {position: [texts]}.
"""

from collections.abc import Sequence
from typing import Any

from hoathuan.core.imports.models import ImportSession, RememberedColumns
from hoathuan.core.imports.registry import ImportKind
from hoathuan.core.spreadsheets.cells import shown
from hoathuan.core.spreadsheets.headers import HeaderMatch, Source, find_header, normal, to_json
from hoathuan.core.spreadsheets.read import SheetHead

_SAMPLES = 3


def recognise(heads: Sequence[SheetHead], kind: ImportKind, seat_id: int) -> list[dict[str, Any]]:
    """Describe every sheet that holds something; those with a known heading are marked for use."""
    stored = RememberedColumns.objects.filter(seat_id=seat_id, kind=kind.key).first()
    remembered = stored.headings if stored else {}
    return [_sheet(head, kind, remembered) for head in heads if head.rows]


def _sheet(head: SheetHead, kind: ImportKind, remembered: dict[str, list[Any]]) -> dict[str, Any]:
    info = head.info
    found = find_header(head, kind.columns)
    plain = {"index": info.index, "name": info.name, "hidden": info.hidden, "width": info.width,
             "height": info.height, "wide": info.wide}  # fmt: skip
    if found is None:
        return plain | _unknown(head)
    mapping = to_json(found.mapping)
    for position, heading in found.unmatched.items():
        _recall(mapping, position, heading, remembered)
    return plain | {
        "use": not info.hidden,
        "top": found.top, "bottom": found.bottom, "last": found.last,
        "headings": {str(position): text for position, text in found.headings.items()},
        "title": list(found.title),
        "mapping": mapping,
        "confidence": found.confidence,
        "samples": _samples(head, found),
    }  # fmt: skip


def _unknown(head: SheetHead) -> dict[str, Any]:
    """Without a known heading the first row is offered as one, and the sheet is left out until somebody says so."""
    first = head.rows[0]
    headings = {str(i): shown(cell) for i, cell in enumerate(first.cells) if cell is not None}
    return {"use": False, "top": first.number, "bottom": first.number, "last": first.number, "headings": headings,
            "title": [], "mapping": {}, "confidence": 0.0, "samples": {}}  # fmt: skip


def _recall(mapping: dict[str, Any], position: int, heading: str, remembered: dict[str, list[Any]]) -> None:
    key, mark = remembered.get(normal(heading), (None, None))
    if key and (mark or key not in mapping):
        mapping.setdefault(key, []).append([position, mark])


def _samples(head: SheetHead, found: HeaderMatch) -> dict[str, list[str]]:
    below = [row for row in head.rows if row.number > found.last][:_SAMPLES]
    return {
        str(position): [text for row in below if (text := shown(row.cell(position))[:40])]
        for position in found.headings
    }


def remember(session: ImportSession) -> None:
    """Keep what this seat chose, so that next month's file of the same shape is recognised at once."""
    said = {
        normal(sheet["headings"][str(position)]): [key, mark]
        for sheet in session.sheets
        if sheet["use"]
        for key, sources in sheet["mapping"].items()
        for position, mark in sources
        if sheet["headings"].get(str(position))
    }
    row, _ = RememberedColumns.objects.get_or_create(seat_id=session.seat_id, kind=session.kind)
    row.headings = row.headings | said
    row.save(update_fields=["headings"])


def missing(kind: ImportKind, sheet: dict[str, Any]) -> list[str]:
    """Labels of required columns that the sheet lacks and that nothing else can give."""
    given = {*sheet["mapping"], *kind.from_sheet(sheet), kind.group_key}
    return [str(column.label) for column in kind.columns if column.required and column.key not in given]


def sources(sheet: dict[str, Any]) -> dict[str, list[Source]]:
    return {
        key: [Source(position, mark) for position, mark in found] for key, found in sheet["mapping"].items()
    }
