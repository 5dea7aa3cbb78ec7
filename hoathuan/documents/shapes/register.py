"""The register of mediation of a team (template `register`): cover, Part I and Part II.

The columns are those of the form issued by the Minister of Justice on 21/04/2014; writing in it is
mandatory (the number of the decision is not confirmed).
"""

from datetime import date
from typing import Literal

from pydantic import Field

from hoathuan.documents.shapes.base import Shape


class Former(Shape):
    """What a column said before it was put right on a day: printed struck through, never left out."""

    column: Literal[
        "received_on",
        "mediators",
        "invited",
        "parties",
        "related",
        "summary",
        "agreement",
        "successful",
        "unsuccessful",
        "notes",
    ]
    text: str
    on: date


class RegisterEntry(Shape):
    """One line of Part I; texts that are not recorded stay blank, to be written by hand.

    `successful` is None while mediation goes on or the matter was referred. A voided entry keeps its number and its
    words, struck through; `void_reason` says why. `former`: what was corrected, the oldest first. `reference`: a
    dispute that stands in another team's book; such a line has no number of its own.
    """

    no: str
    received_on: date | None = None
    mediators: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    summary: str = ""
    agreement: str = ""
    successful: bool | None = None
    notes: str = ""
    void_reason: str = ""
    former: tuple[Former, ...] = ()
    reference: str = ""


class SummaryRow(Shape):
    """A mediator's disputes of the year: by column of the layout, and how they ended.

    `former`: what the notes said before they were put right.
    """

    no: str
    mediator: str
    counts: tuple[int, ...]
    successful: int
    unsuccessful: int
    notes: str = ""
    former: tuple[Former, ...] = ()


class Summary(Shape):
    """Part II, by the team's head. `columns`: titles of the layout; `unconfirmed`: why they may not be right."""

    columns: tuple[str, ...]
    rows: tuple[SummaryRow, ...] = ()
    total: SummaryRow | None = None
    unconfirmed: str = ""


class Register(Shape):
    """`district` only for books opened before 01/07/2025; `blank_rows` adds empty lines for the pen."""

    province: str
    district: str = ""
    commune: str
    village: str
    team: str
    volume: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    entries: tuple[RegisterEntry, ...] = ()
    blank_rows: int = Field(default=0, ge=0, le=400)
    note: str = ""
    summary: Summary | None = None
