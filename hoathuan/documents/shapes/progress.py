"""The progress sheet of a plan (template `plan-progress`)."""

from datetime import date
from decimal import Decimal
from typing import Literal

from hoathuan.documents.figures import Figure
from hoathuan.documents.shapes.base import Head, Shape, Signer

State = Literal["done", "go", "risk", "late", "idle"]


class ProgressTarget(Shape):
    """A target with its quantity and what is reached; `percent` is empty where there is no quantity."""

    no: str
    name: str
    unit_label: str = ""
    planned: Figure = None
    achieved: Figure = None
    percent: Decimal | None = None
    state: State
    state_text: str


class ProgressTask(Shape):
    """A task in the columns in which such plans are written; `group` makes it a heading over the next ones."""

    no: str = ""
    content: str
    lead: str = ""
    support: str = ""
    time: str = ""
    product: str = ""
    state: State = "idle"
    state_text: str = ""
    group: bool = False


class PlanProgress(Shape):
    """How far a plan has come.

    `plan` names it ("Kế hoạch số 73/KH-STP ngày 19/02/2024 …"); `as_of` is the date of the figures; `rule`
    the stated rule by which progress is judged.
    """

    head: Head
    plan: str
    as_of: date
    targets: tuple[ProgressTarget, ...] = ()
    tasks: tuple[ProgressTask, ...] = ()
    rule: str = ""
    notes: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()
