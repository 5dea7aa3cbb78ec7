"""Workbooks out: a writer with constant memory, whose texts can never become formulas."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter
from django.http import FileResponse
from django.utils.timezone import localtime
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_MOST_ROWS: Final = 1_048_000
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}


@dataclass(frozen=True)
class Column:
    """A column of a written sheet; `width` in characters; `kind`: text, number, date, percent."""

    label: Any
    width: float = 16
    kind: str = "text"


@dataclass(frozen=True)
class Sheet:
    """A sheet: `title` lines above, one heading row, rows as they come (any iterable, also a generator)."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    title: Sequence[Any] = field(default_factory=tuple)
    notes: Sequence[Any] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell to be highlighted."""

    value: Any


def is_risky(text: str) -> bool:
    """Whether a spreadsheet program could take this text for a formula once it is copied or saved as CSV."""
    return text.lstrip(" ").startswith(_RISKY)


def csv_safe(value: object) -> str:
    """Text for a CSV cell: an apostrophe before what could be taken for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if is_risky(text) else text


class SafeBook:
    """XlsxWriter with constant memory; every text is written as text, risky ones with Excel's quote mark.

    streamed=False keeps the sheet in memory: for layouts whose cells are merged over several rows.
    """

    def __init__(self, file: IO[bytes], *, streamed: bool = True) -> None:
        options = {
            "constant_memory": streamed,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        }
        self.book = xlsxwriter.Workbook(file, options)
        self._formats: dict[str, Format] = {}

    def __enter__(self) -> "SafeBook":
        return self

    def __exit__(self, *_: object) -> None:
        self.book.close()

    def format(self, *names: str) -> Format:
        """A cell format made of named parts: text, date, number, percent, heading, title, bad, quote."""
        key = " ".join(names)
        if key not in self._formats:
            parts: dict[str, Any] = dict(_FONT)
            for name in names:
                parts |= _PARTS[name]
            self._formats[key] = self.book.add_format(parts)
        return self._formats[key]

    def write(self, sheet: Worksheet, row: int, column: int, value: Any, kind: str = "text") -> None:
        """One value by its own type; `kind` only decides how numbers look. Never a formula."""
        bad = isinstance(value, Bad)
        value = value.value if isinstance(value, Bad) else value
        extra = ("bad",) if bad else ()
        if value is None or value == "":
            if bad:
                sheet.write_blank(row, column, None, self.format("text", *extra))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.format("text", *extra))
        elif isinstance(value, int | float | Decimal):
            number = "percent" if kind == "percent" else "number" if kind == "number" else "plain"
            sheet.write_number(row, column, float(value), self.format(number, *extra))
        elif isinstance(value, date):
            self._write_day(sheet, row, column, value, extra)
        else:
            self._write_text(sheet, row, column, str(value), extra)

    def _write_day(
        self, sheet: Worksheet, row: int, column: int, value: date, extra: tuple[str, ...]
    ) -> None:
        if value.year < 1900:  # before Excel's calendar
            self._write_text(sheet, row, column, f"{value:%d/%m/}{value.year:04d}", extra)
        else:
            if isinstance(value, datetime):
                value = localtime(value) if value.tzinfo else value
            midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001  Excel knows no zones
            sheet.write_datetime(row, column, midnight, self.format("date", *extra))

    def _write_text(self, sheet: Worksheet, row: int, column: int, text: str, extra: tuple[str, ...]) -> None:
        quote = ("quote",) if is_risky(text) else ()
        sheet.write_string(row, column, text[:32_767], self.format("text", *quote, *extra))

    def add(self, data: Sheet) -> None:
        """Write one sheet: title lines, heading row kept in view, rows, notes."""
        sheet = self.book.add_worksheet(sheet_name(data.name, [s.get_name() for s in self.book.worksheets()]))
        for index, column in enumerate(data.columns):
            sheet.set_column(index, index, column.width)
        row = 0
        for line in data.title:
            sheet.write_string(row, 0, str(line), self.format("title"))
            row += 1
        for index, column in enumerate(data.columns):
            sheet.write_string(row, index, str(column.label), self.format("heading"))
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)
        row = self._rows(sheet, row + 1, data)
        for note in data.notes:
            row += 1
            sheet.write_string(row, 0, str(note), self.format("text"))

    def _rows(self, sheet: Worksheet, row: int, data: Sheet) -> int:
        kinds = [column.kind for column in data.columns]
        for values in data.rows:
            if row > _MOST_ROWS:
                break
            for index, value in enumerate(values):
                self.write(sheet, row, index, value, kinds[index] if index < len(kinds) else "text")
            row += 1
        return row


_PARTS: Final[dict[str, dict[str, Any]]] = {
    "text": {"text_wrap": True},
    "plain": {},
    "number": {"num_format": "#,##0.##"},
    "percent": {"num_format": "0.0%"},
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
    "heading": {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter",
                "bg_color": "#E6ECF7"},
    "title": {"bold": True, "font_size": 13},
    "bad": {"bg_color": "#FCE6E3", "border": 1, "border_color": "#931B17"},
    "quote": {"quote_prefix": True},
}  # fmt: skip


def sheet_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """A name that Excel accepts (31 signs, none of []:*?/\\) and that is not taken."""
    bare = "".join(" " if char in "[]:*?/\\" else char for char in str(wanted)).strip(" '")[:31] or "Trang"
    used = {name.lower() for name in taken}
    name, number = bare, 2
    while name.lower() in used:
        name, number = f"{bare[:27]} {number}", number + 1
    return name


def write_workbook(file: IO[bytes], sheets: Iterable[Sheet]) -> None:
    with SafeBook(file) as book:
        for sheet in sheets:
            book.add(sheet)


def workbook_response(filename: str, sheets: Iterable[Sheet]) -> FileResponse:
    """A download of these sheets; `filename` may carry Vietnamese letters, `.xlsx` is added if missing."""

    def fill(book: SafeBook) -> None:
        for sheet in sheets:
            book.add(sheet)

    return book_response(filename, fill)


def book_response(
    filename: str, fill: Callable[[SafeBook], object], *, streamed: bool = True
) -> FileResponse:
    """A download of a workbook that `fill` writes."""
    # the response closes the file when it has been sent
    file = tempfile.TemporaryFile()  # noqa: SIM115
    with SafeBook(file, streamed=streamed) as book:
        fill(book)
    file.seek(0)
    name = filename if filename.endswith(".xlsx") else f"{filename}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
