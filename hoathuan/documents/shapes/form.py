"""A statistical form of any layout (template `statistical-form`): head, columns and rows are data."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from hoathuan.documents.figures import Figure
from hoathuan.documents.shapes.base import Align, Shape, Signer


class HeadCell(Shape):
    text: str
    colspan: int = Field(default=1, ge=1)
    rowspan: int = Field(default=1, ge=1)


class FormColumn(Shape):
    """`letter` is what stands in the line of column names ("A", "1"); `width` its share of the line."""

    letter: str
    width: float = Field(default=1, gt=0)
    align: Align = "right"


class FormRow(Shape):
    """Cells from left to right; None is "not reported" and stays blank. One cell alone makes a heading row."""

    cells: tuple[Figure, ...]
    kind: Literal["row", "group", "total"] = "row"
    level: int = Field(default=0, ge=0, le=4)


class StatisticalForm(Shape):
    """What stands on a statistical form.

    `code` and `basis` top left, with `deadlines` below; `status_note` says in a frame that the form is no
    longer in force; `unconfirmed` what about the form is not yet confirmed. `head` are the rows of the
    table's head with their spans; together they must cover every column. `counting_rule`, `notes` and
    `explanations` stand under the table.
    """

    code: str
    basis: str = ""
    deadlines: tuple[str, ...] = ()
    status_note: str = ""
    unconfirmed: str = ""
    title: str
    period: str
    reporting_unit: str
    receiving_unit: str
    unit_of_measure: str = ""
    head: tuple[tuple[HeadCell, ...], ...]
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...] = ()
    counting_rule: str = ""
    notes: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    place: str = ""
    on: date | None = None
    signers: tuple[Signer, ...] = ()

    @model_validator(mode="after")
    def _head_covers_the_columns(self) -> Self:
        covered = sum(cell.colspan * cell.rowspan for row in self.head for cell in row)
        if covered != len(self.columns) * len(self.head):
            raise ValueError("the head does not cover each column once in each of its rows")
        return self

    @model_validator(mode="after")
    def _rows_fit_the_columns(self) -> Self:
        for index, row in enumerate(self.rows):
            if len(row.cells) not in (1, len(self.columns)):
                raise ValueError(f"row {index} has {len(row.cells)} cells for {len(self.columns)} columns")
        return self
