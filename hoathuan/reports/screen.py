"""A filled form as the page draws it: heads with spans, cells with addresses, checks, what the columns count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core.ui.rows import Check, Row
from hoathuan.stats.api import get

from . import wording
from .checking import breached_cells, check
from .filling import FilledCell, FilledForm, FilledPart, FilledRow
from .head import head_rows
from .periods import own_period


@dataclass(frozen=True)
class ShownCell:
    value: Any
    url: str
    name: str
    wrong: bool


@dataclass(frozen=True)
class ShownRow:
    label: str
    kind: str
    url: str
    cells: list[ShownCell]


def sheet(form: FilledForm, asked: Any) -> dict[str, Any]:
    """The context of the page."""
    results = check(form)
    wrong = breached_cells(results)
    ask = Addresses(form, asked)
    return {
        "filled": form,
        "head": head_rows(form.level.first_heading, form.definition.head),
        "rows": [_row(row, ask, wrong) for row in form.rows],
        "width": len(form.definition.columns) + 1,
        "checks": [_check(result) for result in results],
        "rule": wording.rule_line(form),
        "notes": wording.notes(form)[:-1],
        "period": wording.period_line(form),
        "facts": _facts(form),
        "too_early": _too_early(form),
        "query": ask.query,
        "is_own_period": own_period(form.definition, form.window),
    }


def _facts(form: FilledForm) -> list[Row]:
    """Who reports to whom, by which act, in what unit: the head of the paper form."""
    return [
        Row(_("Đơn vị báo cáo"), wording.reporting_unit(form)),
        Row(_("Đơn vị nhận báo cáo"), wording.receiving_unit(form)),
        Row(_("Căn cứ"), wording.basis_line(form)),
        Row(_("Đơn vị tính"), form.definition.unit_of_measure),
    ]


def _too_early(form: FilledForm) -> str:
    """Why every number is nought: on the day by whose units is counted, the unit was not there yet."""
    first, by = form.unit.valid.lower, form.placing
    day = form.window.last_day if by.then else by.fixed
    if day is None or first is None or first <= day:
        return ""
    return _(
        "%(unit)s có từ ngày %(day)s, sau kỳ này, nên biểu chưa có số. "
        "Chọn đơn vị cũ ở ô “Đơn vị”, hoặc chọn “hiện nay” ở ô “Theo đơn vị”, rồi xem lại."
    ) % {"unit": form.unit.name, "day": f"{first:%d/%m/%Y}"}


def _check(result: Any) -> Check:
    """ "1 = 2 + 3 + 4: Tiếp nhận bằng tổng ba phạm vi"."""
    return Check(result.ok, f"{result.name}: {result.text}", result.detail())


class Addresses:
    """Addresses of other units' forms and of parts of a cell; a page holds hundreds, so the stems are made once."""

    def __init__(self, form: FilledForm, asked: Any) -> None:
        code = form.definition.code
        self.query = asked.query()
        self._form = f"{reverse('reports:form', args=[code])}?{asked.period_query()}&don_vi="
        self._cell = f"{reverse('reports:cell', args=[code])}?{self.query}"

    def form(self, row: FilledRow) -> str:
        return f"{self._form}{row.unit.uuid}" if row.spec.kind == "each" and row.unit else ""

    def cell(self, row: FilledRow, cell: FilledCell) -> str:
        """What a composed number is made of; else its records; nothing for a blank or a sum of columns."""
        if cell.value is None:
            return ""
        return f"{self._cell}&dong={row.key}&cot={cell.column.key}" if cell.composed else cell.url


def _row(row: FilledRow, ask: Addresses, wrong: set[tuple[str, str]]) -> ShownRow:
    label = " ".join(part for part in (row.spec.section, row.spec.number, row.label) if part)
    cells = [_cell(row, cell, ask, (row.key, cell.column.key) in wrong) for cell in row.cells]
    return ShownRow(label, row.spec.kind, ask.form(row), cells)


def _cell(row: FilledRow, cell: FilledCell, ask: Addresses, wrong: bool) -> ShownCell:
    name = _("Cột %(key)s, %(row)s") % {"key": cell.column.key, "row": row.label}
    return ShownCell(cell.value, ask.cell(row, cell), name, wrong)


def cell(form: FilledForm, row_key: str, column_key: str) -> dict[str, Any] | None:
    """What one cell is made of; None where the form has no such cell."""
    row = next((one for one in form.rows if one.key == row_key), None)
    found = next((one for one in row.cells if one.column.key == column_key), None) if row else None
    if row is None or found is None or not found.parts:
        return None
    return {
        "row": row,
        "column": found.column,
        "value": found.value,
        "parts": [_part(p) for p in found.parts],
    }


def _part(part: FilledPart) -> dict[str, Any]:
    item = get(part.term.measure.key)
    moment = _("vào cuối ngày trước kỳ") if part.term.opening else _("trong kỳ")
    sign = _("Trừ") if part.term.sign < 0 else _("Cộng")
    return {"sign": sign, "label": item.label, "moment": moment, "value": part.value, "url": part.url}
