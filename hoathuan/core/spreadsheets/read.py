"""Reading an uploaded workbook: sheets, and rows with the numbers that Excel shows.

The file itself is opened by a separate limited process (`child.py`); rows arrive in a stream, so
memory here stays flat whatever was uploaded.
"""

import json
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

from hoathuan.core.processes import environment
from hoathuan.core.spreadsheets.cells import Cell
from hoathuan.core.spreadsheets.errors import FileRefused

HEAD_ROWS = 60
_ALL_ROWS = 1 << 30
_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "hoathuan.core.spreadsheets.child"


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something; `number` is the row number at the left edge in Excel."""

    number: int
    cells: list[Cell]

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block: rows are numbers as in Excel (from 1), columns positions (from 0), both inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetInfo:
    index: int
    name: str
    hidden: bool
    height: int  # the last filled row
    width: int
    wide: bool  # more columns than are read
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class SheetHead:
    """A sheet and its first filled rows, enough to find the heading."""

    info: SheetInfo
    rows: tuple[Row, ...]


def describe(path: Path, head: int = HEAD_ROWS) -> list[SheetHead]:
    """All sheets with their first filled rows. Raises `FileRefused`."""
    infos: list[SheetInfo] = []
    rows: dict[int, list[Row]] = {}
    with _messages(path, "all", head) as messages:
        for message in messages:
            infos += [_info(raw) for raw in message.get("sheets", ())]
            if "rows" in message:
                rows.setdefault(message["sheet"], []).extend(_rows(message))
    return [SheetHead(info, tuple(rows.get(info.index, ()))) for info in infos]


def stream(path: Path, sheet: int, *, merged_down: bool = True) -> Iterator[Row]:
    """Every filled row of one sheet, as a stream. Raises `FileRefused`, also in the middle.

    With `merged_down`, the rows under the first of a merged block get its value (a team's name that
    stands once beside its members).
    """
    with _messages(path, str(sheet), _ALL_ROWS) as messages:
        merges: tuple[Merge, ...] = ()
        rows = _rows_of(messages, sheet)
        first = next(rows, None)
        if isinstance(first, SheetInfo):
            merges = first.merges
        yield from _fill_down(_only_rows(rows), merges) if merged_down and merges else _only_rows(rows)


def _only_rows(items: Iterable[Row | SheetInfo]) -> Iterator[Row]:
    return (item for item in items if isinstance(item, Row))


def _rows_of(messages: Iterable[dict[str, Any]], sheet: int) -> Iterator[Row | SheetInfo]:
    for message in messages:
        yield from (_info(raw) for raw in message.get("sheets", ()) if raw["index"] == sheet)
        if "rows" in message:
            yield from _rows(message)


def _fill_down(rows: Iterable[Row], merges: Sequence[Merge]) -> Iterator[Row]:
    waiting = sorted(
        (merge for merge in merges if merge.bottom > merge.top), key=lambda m: m.top, reverse=True
    )
    open_: list[tuple[Merge, Cell]] = []
    for row in rows:
        open_ = [(merge, value) for merge, value in open_ if merge.bottom >= row.number]
        for merge, value in open_:
            _put(row, merge.left, value)
        while waiting and waiting[-1].top <= row.number:
            merge = waiting.pop()
            if merge.top == row.number and (value := row.cell(merge.left)) is not None:
                open_.append((merge, value))
        yield row


def _put(row: Row, column: int, value: Cell) -> None:
    row.cells.extend([None] * (column + 1 - len(row.cells)))
    if row.cells[column] is None:
        row.cells[column] = value


def _rows(message: dict[str, Any]) -> Iterator[Row]:
    return (Row(number, cells) for number, cells in message["rows"])


def _info(raw: dict[str, Any]) -> SheetInfo:
    merges = tuple(Merge(top + 1, left, bottom + 1, right) for top, left, bottom, right in raw["merged"])
    return SheetInfo(
        raw["index"], raw["name"], raw["hidden"], raw["height"], raw["width"], raw["wide"], merges
    )


@contextmanager
def _messages(path: Path, which: str, head: int) -> Generator[Iterator[dict[str, Any]]]:
    command = [sys.executable, "-X", "utf8", "-m", _CHILD, str(path.resolve()), which, str(head)]
    child = subprocess.Popen(
        command, cwd=_ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    lines = cast(IO[str], child.stdout)
    try:
        yield _parsed(lines)
    finally:
        lines.close()
        child.kill()  # a reader that stopped early needs no more rows
        child.wait()


def _parsed(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Messages until `end`; a process that fell silent before it was stopped by its limits."""
    for line in lines:
        message = json.loads(line, object_hook=_decode)
        if "refused" in message:
            raise FileRefused(message["refused"])
        if "end" in message:
            return
        yield message
    raise FileRefused("too_heavy")


def _decode(value: dict[str, Any]) -> Any:
    return date.fromisoformat(value["d"]) if value.keys() == {"d"} else value
