"""The reading process: opens one file that nobody has vouched for and writes its rows as JSON lines.

It runs apart from the web and job processes with limits on memory and time, since a crafted workbook
can make any parser swallow the machine. It loads neither settings nor database. Lines, in order:
`{"sheets": [...]}`, then for each wanted sheet `{"sheet": i, "rows": [[number, [cells]], ...]}` in
batches, then `{"end": true}`; or one `{"refused": code}`.
"""

import csv
import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from hoathuan.core.spreadsheets import guard, legacy
from hoathuan.core.spreadsheets.cells import Cell, as_cell

MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 90
MAX_ROWS = 600_000
MAX_COLUMNS = 200
MAX_SHEETS = 60
_BATCH = 1_000
_SAMPLE_ROWS = 60

Grid = Iterator[tuple[int, list[Cell]]]


def main(arguments: list[str]) -> None:
    """`child.py PATH WHICH HEAD`: WHICH is a sheet's position or `all`, HEAD the most rows of each."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    path, which, head = Path(arguments[0]), arguments[1], int(arguments[2])
    try:
        _run(path, None if which == "all" else int(which), head)
    except guard.Refused as refused:
        _say({"refused": refused.code})
    except MemoryError:
        _say({"refused": "too_heavy"})


def _run(path: Path, which: int | None, head: int) -> None:
    source = _Text(path) if guard.kind_of(path) == "csv" else _Book(path)
    infos = source.sheets(which)
    _say({"sheets": infos})
    for info in infos:
        _send(source, info["index"], head)
    _say({"end": True})


def _send(source: "_Text | _Book", index: int, head: int) -> None:
    rows = source.rows(index)
    if source.in_old_font(index):
        rows = ((number, [_modern(cell) for cell in cells]) for number, cells in rows)
    filled = ((number, cells) for number, cells in rows if any(cell is not None for cell in cells))
    limited = islice(filled, min(head, MAX_ROWS + 1))
    sent = 0
    while batch := list(islice(limited, _BATCH)):
        sent += len(batch)
        if sent > MAX_ROWS:
            raise guard.Refused("too_many_rows")
        _say({"sheet": index, "rows": batch})


def _modern(cell: Cell) -> Cell:
    return legacy.from_tcvn3(cell) if isinstance(cell, str) else cell


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False, default=_encode) + "\n")


def _encode(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {"d": value.isoformat()}
    raise TypeError(type(value))


def _texts(rows: Grid) -> list[str]:
    return [cell for _, cells in islice(rows, _SAMPLE_ROWS) for cell in cells if isinstance(cell, str)]


class _Book:
    """A workbook that the reading library understands: .xlsx, .xls, .ods."""

    def __init__(self, path: Path) -> None:
        import python_calamine as calamine

        try:
            self.book = calamine.load_workbook(str(path))
        except calamine.PasswordError as error:
            raise guard.Refused("encrypted") from error
        except BaseException as error:
            raise guard.Refused("broken") from error
        self._open: dict[int, Any] = {}

    def sheets(self, which: int | None) -> list[dict[str, Any]]:
        import python_calamine as calamine

        found = []
        for index, meta in enumerate(self.book.sheets_metadata[:MAX_SHEETS]):
            if meta.typ == calamine.SheetTypeEnum.WorkSheet and which in (None, index):
                visible = meta.visible == calamine.SheetVisibleEnum.Visible
                found.append({"index": index, "name": meta.name, "hidden": not visible, **self._shape(index)})
        return found

    def _shape(self, index: int) -> dict[str, Any]:
        sheet = self._sheet(index)
        merged = [[*top_left, *bottom_right] for top_left, bottom_right in sheet.merged_cell_ranges or []]
        height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
        return {
            "merged": merged,
            "height": height,
            "width": min(width, MAX_COLUMNS),
            "wide": width > MAX_COLUMNS,
        }

    def _sheet(self, index: int) -> Any:
        if index not in self._open:
            self._open.clear()  # one sheet in memory at a time
            try:
                self._open[index] = self.book.get_sheet_by_index(index)
            except BaseException as error:
                raise guard.Refused("broken") from error
        return self._open[index]

    def rows(self, index: int) -> Grid:
        sheet = self._sheet(index)
        if sheet.start is None:
            return
        # the library counts rows from the sheet's first, but columns from the first that is filled
        left: list[Cell] = [None] * min(sheet.start[1], MAX_COLUMNS)
        room = MAX_COLUMNS - len(left)
        for number, values in enumerate(sheet.iter_rows(), start=1):
            yield number, left + [as_cell(value) for value in values[:room]]

    def in_old_font(self, index: int) -> bool:
        return legacy.is_tcvn3(_texts(self.rows(index)))


class _Text:
    """A text file with separators, in UTF-8, UTF-16 or the old Vietnamese code page."""

    def __init__(self, path: Path) -> None:
        self.text = _decoded(path.read_bytes())
        self.dialect = _separator(self.text)

    def sheets(self, which: int | None) -> list[dict[str, Any]]:
        width = max((len(cells) for _, cells in islice(self.rows(0), _SAMPLE_ROWS)), default=0)
        info = {"index": 0, "name": "CSV", "hidden": False, "merged": [], "wide": False}
        return [info | {"height": self.text.count("\n") + 1, "width": width}]

    def rows(self, index: int) -> Grid:
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.dialect)
        csv.field_size_limit(1 << 20)
        try:
            for number, values in enumerate(reader, start=1):
                yield number, [as_cell(value) for value in values[:MAX_COLUMNS]]
        except csv.Error as error:
            raise guard.Refused("broken") from error

    def in_old_font(self, index: int) -> bool:
        return legacy.is_tcvn3(_texts(self.rows(index)))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    as_abc = data.decode("cp1252", errors="replace")
    if legacy.is_tcvn3([as_abc[:20_000]]):
        return as_abc
    return data.decode("cp1258", errors="replace")


def _separator(text: str) -> str:
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    return max(";\t,", key=lambda sign: sum(line.count(sign) for line in lines))


if __name__ == "__main__":
    main(sys.argv[1:])
