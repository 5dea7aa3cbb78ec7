"""The workbook that goes back to the sender: the original rows, what to mend, and where."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.core.spreadsheets.read import Row
from hoathuan.core.spreadsheets.write import Bad, SafeBook, sheet_name


@dataclass(frozen=True)
class Returned:
    """One sheet of the original: its rows down to the heading, and the rows to mend with their problems.

    `faulty` yields (row, problems, positions of bad cells). `wide` is the number of original columns.
    """

    name: str
    above: Sequence[Row]
    faulty: Iterable[tuple[Row, Sequence[str], frozenset[int]]]
    wide: int


def fill_returned(sheets: Iterable[Returned]) -> Callable[[SafeBook], None]:
    """A filler for `book_response`: the heading as it was, so that the mended file can be sent again."""

    def fill(book: SafeBook) -> None:
        for sheet in sheets:
            _write(book, sheet)

    return fill


def _write(book: SafeBook, data: Returned) -> None:
    taken = [sheet.get_name() for sheet in book.book.worksheets()]
    sheet = book.book.add_worksheet(sheet_name(data.name, taken))
    sheet.set_column(0, max(data.wide - 1, 0), 18)
    sheet.set_column(data.wide, data.wide + 1, 60)
    line = 0
    for row in data.above:
        _cells(book, sheet, line, row.cells, "heading" if row is data.above[-1] else None)
        line += 1
    head = max(line - 1, 0)
    sheet.write_string(head, data.wide, _("Cần sửa"), book.format("heading"))
    sheet.write_string(head, data.wide + 1, _("Dòng trong tệp gốc"), book.format("heading"))
    sheet.freeze_panes(head + 1, 0)
    for row, problems, bad in data.faulty:
        line = max(line, head + 1)
        marked = [Bad(cell) if index in bad else cell for index, cell in enumerate(row.cells)]
        marked += [Bad(None) if index in bad else None for index in range(len(row.cells), data.wide)]
        _cells(book, sheet, line, marked, None)
        sheet.write_string(line, data.wide, "\n".join(problems), book.format("text"))
        sheet.write_number(line, data.wide + 1, row.number, book.format("plain"))
        line += 1


def _cells(book: SafeBook, sheet: Any, line: int, cells: Sequence[Any], style: str | None) -> None:
    for column, cell in enumerate(cells):
        if style and cell is not None:
            sheet.write_string(line, column, str(cell), book.format(style))
        else:
            book.write(sheet, line, column, cell)
