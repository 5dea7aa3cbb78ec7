"""Workbooks that an import hands out: the rows to mend, and a blank list to start from."""

from collections.abc import Iterator
from itertools import chain, groupby
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from hoathuan.core.imports import selectors, storage
from hoathuan.core.imports.models import ImportSession
from hoathuan.core.imports.registry import ImportKind
from hoathuan.core.spreadsheets.read import Row, stream
from hoathuan.core.spreadsheets.returned import Returned, fill_returned
from hoathuan.core.spreadsheets.write import Column, Sheet, book_response, workbook_response

Problems = list[dict[str, str]]


def rows_to_mend(session: ImportSession) -> FileResponse:
    """The sender's own rows that were left, each with what to mend; it can be mended and sent again."""
    sheets = (
        _returned(session, index, {number: problems for _sheet, number, problems in rows})
        for index, rows in groupby(selectors.faulty_rows(session), key=lambda row: row[0])
    )
    name = session.file_name.rsplit(".", 1)[0]
    return book_response(_("Cần sửa - %(name)s") % {"name": name}, fill_returned(sheets))


def _returned(session: ImportSession, index: int, problems: dict[int, Problems]) -> Returned:
    sheet = session.sheet(index)
    rows = stream(storage.path_of(session.file_hash), index)
    above, first = _above(rows, sheet["bottom"])
    places = {key: [position for position, _mark in found] for key, found in sheet["mapping"].items()}
    faulty = _faulty(session, first, rows, problems, places)
    return Returned(sheet["name"], above, faulty, sheet["width"])


def _above(rows: Iterator[Row], bottom: int) -> tuple[list[Row], list[Row]]:
    """The rows down to the heading, and the first row below it, which had to be read to know."""
    above: list[Row] = []
    for row in rows:
        if row.number > bottom:
            return above, [row]
        above.append(row)
    return above, []


def _faulty(
    session: ImportSession,
    first: list[Row],
    rows: Iterator[Row],
    problems: dict[int, Problems],
    places: dict[str, Any],
) -> Iterator[tuple[Row, list[str], frozenset[int]]]:
    kind = session.kind_spec
    for row in chain(first, rows):
        if found := problems.get(row.number):
            words = [_line(kind, problem) for problem in found]
            bad = {position for problem in found for position in places.get(problem["column"], ())}
            yield row, words, frozenset(bad)


def _line(kind: ImportKind, problem: dict[str, str]) -> str:
    label = kind.label_of(problem["column"])
    return f"{label}: {problem['message']}" if label else problem["message"]


def blank_list(kind: ImportKind) -> FileResponse:
    """An empty list with the headings that are surely recognised and one example row."""
    columns = [Column(_heading(column), max(14, len(str(column.label)) + 4)) for column in kind.columns]
    example = [column.example for column in kind.columns]
    sheet = Sheet(str(kind.title), columns, [example] if any(example) else [])
    return workbook_response(_("Mẫu - %(title)s") % {"title": kind.title}, [sheet])


def _heading(column: Any) -> str:
    return f"{column.label} *" if column.required else str(column.label)
