"""From the rows of a sheet to staged rows: clean values, and every problem of each row at once."""
# Vietnamese in this module is data, not interface text.

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from hoathuan.core.imports.columns import sources
from hoathuan.core.imports.registry import ImportKind, Raw, RowProblem
from hoathuan.core.spreadsheets.cells import Cell, shown
from hoathuan.core.spreadsheets.read import Row
from hoathuan.core.spreadsheets.rows import (
    is_marked,
    is_numbering_row,
    is_signature_row,
    is_subtotal_row,
)
from hoathuan.core.text import clean

_ORDER = re.compile(r"^(?:[IVXLC]+|\d+|[A-ZĐ])[.)/\-:]\s*", re.IGNORECASE)
_COUNT = re.compile(r"\s*\([^)]*\d+[^)]*\)\s*$")
_ORDER_ALONE = re.compile(r"^(?:[IVXLC]+|\d+|[A-ZĐ])[.)]?$", re.IGNORECASE)
_LONGEST_CELL = 4_000


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A row ready for staging."""

    number: int
    key: str
    data: dict[str, Any]
    problems: list[RowProblem]


class SheetReader:
    """Walks one sheet below its heading, carrying what stands once for several rows."""

    def __init__(self, kind: ImportKind, sheet: dict[str, Any]) -> None:
        self.kind = kind
        self.last = sheet["last"]
        self.sources = sources(sheet)
        self.from_sheet = kind.from_sheet(sheet)
        self.headings = {position: clean(text) for position, text in sheet["headings"].items()}
        self.carried: dict[str, Cell] = {}
        self.required = {column.key for column in kind.columns if column.required}
        self.carry = [column.key for column in kind.columns if column.carry]

    def read(self, rows: Iterable[Row]) -> Iterator[Evaluated]:
        """Every row of data, in order; sums, numbering, signatures and repeated headings are passed over."""
        for row in rows:
            if row.number <= self.last or self._is_passed_over(row):
                continue
            raw = self._raw(row)
            if self._is_group(row, raw):
                continue
            if any(value is not None for value in raw.values()):
                yield self._evaluate(row.number, self._completed(raw))

    def _is_passed_over(self, row: Row) -> bool:
        cells = row.cells
        return (
            is_subtotal_row(cells)
            or is_numbering_row(cells)
            or is_signature_row(cells)
            or self._repeats_heading(row)
        )

    def _repeats_heading(self, row: Row) -> bool:
        """Long lists repeat their heading on every printed page."""
        filled = [(str(i), cell) for i, cell in enumerate(row.cells) if cell is not None]
        if len(filled) < 2 or not all(isinstance(cell, str) for _, cell in filled):
            return False
        return all(self.headings.get(i, "").endswith(clean(cell)) for i, cell in filled)

    def _raw(self, row: Row) -> dict[str, Cell]:
        return {key: _value(row, found) for key, found in self.sources.items()}

    def _is_group(self, row: Row, raw: Raw) -> bool:
        """ "I. Tổ hòa giải thôn 1" alone in its row, above its members."""
        if not self.kind.group_key:
            return False
        if sum(cell is not None for cell in row.cells) > 2:
            return False
        texts = [clean(cell) for cell in row.cells if isinstance(cell, str)]
        texts = [text for text in texts if not _ORDER_ALONE.match(text)]
        if len(texts) != 1:
            return False
        self.carried = {self.kind.group_key: _COUNT.sub("", _ORDER.sub("", texts[0]))}
        return True

    def _completed(self, raw: dict[str, Cell]) -> dict[str, Cell]:
        """Blank cells filled from above, from a heading row inside the list, or from the sheet itself."""
        for key in self.carry:
            if raw.get(key) is not None:
                self.carried[key] = raw[key]
        defaults = self.from_sheet | self.carried
        return raw | {key: value for key, value in defaults.items() if raw.get(key) is None}

    def _evaluate(self, number: int, raw: dict[str, Cell]) -> Evaluated:
        problems = [*self._blank(raw), *_too_long(raw)]
        spoiled = {problem.column for problem in problems}
        data, found = _read(self.kind, raw)
        problems += [problem for problem in found if problem.column not in spoiled]
        key = "" if problems else self.kind.key_of(data)
        return Evaluated(number, key, data, problems)

    def _blank(self, raw: Raw) -> Iterator[RowProblem]:
        for column in self.kind.columns:
            if column.key in self.required and raw.get(column.key) is None:
                label = str(column.label)
                yield RowProblem(
                    column.key,
                    _("Thiếu %(label)s: ghi vào ô này.") % {"label": label[:1].lower() + label[1:]},
                )


def _too_long(raw: Raw) -> Iterator[RowProblem]:
    for key, value in raw.items():
        if isinstance(value, str) and len(value) > _LONGEST_CELL:
            yield RowProblem(key, _("Ô dài quá 4.000 ký tự: ghi ngắn lại."), value[:60])


def _value(row: Row, found: Iterable[Any]) -> Cell:
    """The first filled cell of the column's sources; a mark gives the value that the mark stands for."""
    for source in found:
        cell = row.cell(source.column)
        if source.value is not None and is_marked(cell):
            return str(source.value)
        if source.value is None and cell is not None:
            return cell
    return None


def _read(kind: ImportKind, raw: dict[str, Cell]) -> tuple[dict[str, Any], list[RowProblem]]:
    if isinstance(kind.row, type):
        return _read_model(kind.row, raw)
    data, problems = kind.row(raw)
    return data, list(problems)


def _read_model(model: type[BaseModel], raw: dict[str, Cell]) -> tuple[dict[str, Any], list[RowProblem]]:
    known = {key: value for key, value in raw.items() if key in model.model_fields}
    try:
        return model.model_validate(known).model_dump(mode="json"), []
    except ValidationError as error:
        problems = [_problem(raw, found) for found in error.errors(include_url=False)]
        return {key: shown(value) for key, value in raw.items()}, problems


def _problem(raw: Raw, found: Any) -> RowProblem:
    column = str(found["loc"][0]) if found["loc"] else ""
    reason = found.get("ctx", {}).get("error")
    words = str(reason) if reason else _("Không đọc được ô này: xem lại cách ghi.")
    return RowProblem(column, words, shown(raw.get(column))[:60])
