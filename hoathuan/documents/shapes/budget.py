"""The estimate of a unit's year (template `budget-estimate`)."""

from datetime import date

from hoathuan.documents.shapes.base import Head, Shape, Signer


class BudgetRow(Shape):
    """A row of an estimate ("19 tổ × 12 tháng"). `group`: a heading over the next ones, with its own sum."""

    no: str = ""
    content: str
    arithmetic: str = ""
    rate: int | None = None
    amount: int
    basis: str = ""
    group: bool = False


class BudgetEstimate(Shape):
    """What a unit will need in a year. `as_of`: the day on which teams were counted; `revision` above 1: adjusted."""

    head: Head
    year: int
    holder: str
    as_of: date
    revision: int = 1
    rows: tuple[BudgetRow, ...] = ()
    total: int
    notes: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()
