"""A filled form as a workbook in the form's own layout: merged heads, borders, ready for an A4 sheet."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import FileResponse
from xlsxwriter.worksheet import Worksheet

from hoathuan.core.spreadsheets.write import SafeBook, book_response, is_risky, sheet_name

from . import wording
from .filling import FilledForm, FilledRow
from .head import HeadCell, head_rows

_A4: Final = 9
_FONT: Final = {"font_name": "Times New Roman", "font_size": 11, "text_wrap": True, "valign": "vcenter"}
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "left": {"valign": "top"},
    "strong": {"bold": True, "valign": "top"},
    "title": {"bold": True, "font_size": 13, "align": "center"},
    "period": {"italic": True, "align": "center", "valign": "top"},
    "force": {"bold": True, "align": "center", "border": 1},
    "measure": {"italic": True, "align": "right"},
    "head": {"bold": True, "align": "center", "border": 1},
    "letter": {"italic": True, "align": "center", "border": 1},
    "name": {"border": 1},
    "number": {"border": 1, "num_format": "#,##0"},
    "total": {"border": 1, "bold": True},
    "total number": {"border": 1, "bold": True, "num_format": "#,##0"},
    "note": {"valign": "top"},
    "sign": {"bold": True, "align": "center", "valign": "top"},
}
_NAME_WIDTH, _COLUMN_WIDTH, _LINE = 34, 11, 15.5


def form_response(form: FilledForm) -> FileResponse:
    """A download whose name says form, unit and period."""
    name = f"{form.definition.code} {form.unit.name} {form.window.title()}".replace("/", "-")
    # merged cells of several rows are written out of order, which a streamed book cannot take
    return book_response(name, lambda book: _Page(book, form).write(), streamed=False)


class _Page:
    """One sheet, written from above to below; every text is text, never a formula."""

    def __init__(self, book: SafeBook, form: FilledForm) -> None:
        self.form, self._book = form, book
        self.sheet: Worksheet = book.book.add_worksheet(sheet_name(form.level.code.replace("/", " ")))
        self._formats: dict[tuple[str, bool], Any] = {}
        self.last = len(form.definition.columns)

    def write(self) -> None:
        self._page_setup()
        row = self._top()
        first = row
        row = self._head(row)
        self.sheet.repeat_rows(first, row - 1)
        self.sheet.freeze_panes(row, 1)
        for filled in self.form.rows:
            self._row(row, filled)
            row += 1
        row = self._below(row + 1)
        self._signatures(row + 1)

    def _page_setup(self) -> None:
        sheet, layout = self.sheet, self.form.definition.layout
        sheet.set_landscape() if layout.orientation == "landscape" else sheet.set_portrait()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.7, right=0.5, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer("&C&P/&N")
        sheet.set_column(0, 0, _NAME_WIDTH)
        for index, column in enumerate(self.form.definition.columns, start=1):
            sheet.set_column(index, index, _COLUMN_WIDTH * max(column.width, 1))

    def _top(self) -> int:
        """Code and basis left, title and period in the middle, offices right; then what is not in force."""
        form, definition = self.form, self.form.definition
        left, right = 1, max(self.last - 3, 3)
        lines = [
            ((wording.code_line(form), "strong"), (definition.title.upper(), "title"),
             (f"Đơn vị báo cáo: {wording.reporting_unit(form)}", "left")),
            ((wording.basis_line(form), "left"), (wording.period_line(form), "period"),
             (f"Đơn vị nhận báo cáo: {wording.receiving_unit(form)}", "left")),
        ]  # fmt: skip
        for row, (one, two, three) in enumerate(lines):
            self.sheet.set_row(row, 2.4 * _LINE)
            self._merged(row, 0, row, left, *one)
            self._merged(row, left + 1, row, right - 1, *two)
            self._merged(row, right, row, self.last, *three)
        row = len(lines)
        if definition.in_force.note:
            self.sheet.set_row(row, 2.4 * _LINE)
            self._merged(row, 0, row, self.last, definition.in_force.note, "force")
            row += 1
        self._merged(row, 0, row, self.last, f"Đơn vị tính: {definition.unit_of_measure}", "measure")
        return row + 1

    def _head(self, row: int) -> int:
        rows = head_rows(self.form.level.first_heading, self.form.definition.head)
        for offset, cells in enumerate(rows):
            self.sheet.set_row(row + offset, 3.2 * _LINE if offset == len(rows) - 1 else 2 * _LINE)
            for cell in cells:
                self._head_cell(row + offset, cell)
        row += len(rows)
        for index, letter in enumerate(["A", *(column.key for column in self.form.definition.columns)]):
            self.sheet.write_string(row, index, letter, self._style("letter"))
        return row + 1

    def _head_cell(self, row: int, cell: HeadCell) -> None:
        bottom, right = row + cell.rowspan - 1, cell.column + cell.colspan - 1
        self._merged(row, cell.column, bottom, right, cell.text, "head")

    def _row(self, row: int, filled: FilledRow) -> None:
        strong = filled.spec.kind in ("total", "heading")
        name = " ".join(part for part in (filled.spec.section, filled.spec.number, filled.label) if part)
        if not filled.cells:
            self._merged(row, 0, row, self.last, name, "total")
            return
        self._text(row, 0, name, "total" if strong else "name")
        style = self._style("total number" if strong else "number")
        for index, cell in enumerate(filled.cells, start=1):
            if cell.value is None:
                self.sheet.write_blank(row, index, None, style)
            else:
                self.sheet.write_number(row, index, float(cell.value), style)

    def _below(self, row: int) -> int:
        form = self.form
        lines = [f"Quy tắc đếm: {wording.rule_line(form)}"] if form.definition.counting else []
        lines += [f"Ghi chú: {note}" for note in wording.notes(form)]
        unconfirmed = form.definition.unconfirmed_words
        lines += [f"Chưa xác nhận: {unconfirmed}."] if unconfirmed else []
        for line in lines:
            self.sheet.set_row(row, _LINE * (1 + len(line) // 150))
            self._merged(row, 0, row, self.last, line, "note")
            row += 1
        return row

    def _signatures(self, row: int) -> None:
        signers = self.form.level.signatures
        if not signers:
            return
        spans = _shares(self.last + 1, len(signers))
        for (first, last), signer in zip(spans, signers, strict=True):
            self._merged(row, first, row, last, "\n".join([*signer.lines, signer.note]), "sign")
        self.sheet.set_row(row, _LINE * (2 + max(len(signer.lines) for signer in signers)))

    def _merged(self, top: int, left: int, bottom: int, right: int, text: str, style: str) -> None:
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", self._style(style))
        self._text(top, left, text, style)

    def _text(self, row: int, column: int, text: str, style: str) -> None:
        self.sheet.write_string(row, column, text, self._style(style, quoted=is_risky(text)))

    def _style(self, name: str, *, quoted: bool = False) -> Any:
        if (name, quoted) not in self._formats:
            extra = {"quote_prefix": True} if quoted else {}
            self._formats[name, quoted] = self._book.book.add_format({**_FONT, **_STYLES[name], **extra})
        return self._formats[name, quoted]


def _shares(columns: int, parts: int) -> Sequence[tuple[int, int]]:
    """Cut a line of columns into equal stretches."""
    edges = [round(columns * part / parts) for part in range(parts + 1)]
    return [(edges[part], edges[part + 1] - 1) for part in range(parts)]
