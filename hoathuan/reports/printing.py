"""A filled form as a PDF, through the papers' own template."""

from __future__ import annotations

from hoathuan.core.dates import today
from hoathuan.documents.api import render_pdf, shapes

from . import wording
from .filling import FilledForm, FilledRow
from .head import head_rows


def pdf_of(form: FilledForm) -> bytes:
    """Raises documents' FontsMissing or DocumentProblem where the typesetter refuses."""
    title = f"{form.definition.title} – {form.unit.name}"
    return render_pdf("statistical-form", shape_of(form), title=title, author=wording.reporting_unit(form))


def shape_of(form: FilledForm) -> shapes.StatisticalForm:
    definition = form.definition
    return shapes.StatisticalForm(
        code=form.level.code,
        basis=wording.basis_line(form),
        deadlines=form.level.deadlines,
        status_note=definition.in_force.note,
        unconfirmed=form.definition.unconfirmed_words,
        title=definition.title,
        period=wording.period_line(form),
        reporting_unit=wording.reporting_unit(form),
        receiving_unit=wording.receiving_unit(form),
        unit_of_measure=definition.unit_of_measure,
        head=_head(form),
        columns=_columns(form),
        rows=tuple(_row(row) for row in form.rows),
        counting_rule=wording.rule_line(form),
        notes=tuple(wording.notes(form)),
        on=today() if form.level.signatures else None,
        signers=tuple(shapes.Signer(lines=s.lines, note=s.note) for s in form.level.signatures),
    )


def _head(form: FilledForm) -> tuple[tuple[shapes.HeadCell, ...], ...]:
    rows = head_rows(form.level.first_heading, form.definition.head)
    return tuple(
        tuple(shapes.HeadCell(text=cell.text, colspan=cell.colspan, rowspan=cell.rowspan) for cell in row)
        for row in rows
    )


def _columns(form: FilledForm) -> tuple[shapes.FormColumn, ...]:
    name = shapes.FormColumn(letter="A", width=form.definition.layout.name_width, align="left")
    return (name, *(shapes.FormColumn(letter=c.key, width=c.width) for c in form.definition.columns))


def _row(row: FilledRow) -> shapes.FormRow:
    if not row.cells:
        return shapes.FormRow(cells=(_named(row),), kind="group")
    cells = (_named(row), *(cell.value for cell in row.cells))
    return shapes.FormRow(cells=cells, kind="total" if row.spec.kind == "total" else "row")


def _named(row: FilledRow) -> str:
    return " ".join(part for part in (row.spec.section, row.spec.number, row.label) if part)
