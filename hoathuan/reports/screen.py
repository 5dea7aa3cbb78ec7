"""A filled form as the page draws it: heads with spans, cells with addresses, checks, what the columns count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.core.ui.rows import Check
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
    return {
        "filled": form,
        "head": head_rows(form.level.first_heading, form.definition.head),
        "rows": [_row(form, row, asked, wrong) for row in form.rows],
        "width": len(form.definition.columns) + 1,
        "checks": [_check(result) for result in results],
        "rule": wording.rule_line(form),
        "notes": wording.notes(form)[:-1],
        "period": wording.period_line(form),
        "reporting": wording.reporting_unit(form),
        "receiving": wording.receiving_unit(form),
        "basis": wording.basis_line(form),
        "query": asked.query(),
        "is_own_period": own_period(form.definition, form.window),
    }


def _check(result: Any) -> Check:
    """ "1 = 2 + 3 + 4: Tiếp nhận bằng tổng ba phạm vi"."""
    return Check(result.ok, f"{result.name}: {result.text}", result.detail())


def _row(form: FilledForm, row: FilledRow, asked: Any, wrong: set[tuple[str, str]]) -> ShownRow:
    url = ""
    if row.spec.kind == "each" and row.unit is not None:
        url = (
            f"{reverse('reports:form', args=[form.definition.code])}?{asked.query(don_vi=str(row.unit.uuid))}"
        )
    label = " ".join(part for part in (row.spec.section, row.spec.number, row.label) if part)
    cells = [_cell(form, row, cell, asked, (row.key, cell.column.key) in wrong) for cell in row.cells]
    return ShownRow(label, row.spec.kind, url, cells)


def _cell(form: FilledForm, row: FilledRow, cell: FilledCell, asked: Any, wrong: bool) -> ShownCell:
    url = cell.url
    if cell.composed:
        query = asked.query(dong=row.key, cot=cell.column.key)
        url = f"{reverse('reports:cell', args=[form.definition.code])}?{query}"
    name = _("Cột %(key)s, %(row)s") % {"key": cell.column.key, "row": row.label}
    return ShownCell(cell.value, url if cell.value is not None else "", name, wrong)


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
