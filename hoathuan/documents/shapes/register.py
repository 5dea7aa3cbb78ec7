"""The register of mediation of a team (template `register`): cover and Part I.

The columns are those of the form issued by the Minister of Justice on 21/04/2014; writing in it is
mandatory (the number of the decision is not confirmed).
"""

from datetime import date

from pydantic import Field

from hoathuan.documents.shapes.base import Shape


class RegisterEntry(Shape):
    """One line of Part I; texts that are not recorded stay blank, to be written by hand.

    `successful` is None while mediation goes on or the matter was referred. A voided entry keeps its number;
    `void_reason` says why.
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
