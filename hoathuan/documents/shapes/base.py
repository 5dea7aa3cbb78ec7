"""Parts that several papers share."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Base of everything that can be printed: frozen, and no field that the template does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Head(Shape):
    """Upper part of a paper (Decree 30/2020, boxes 1 to 4, 5b).

    `number` may be empty: room is left to write it by hand. Without `sign` ("QĐ-UBND") there is no number
    line at all. `on` may be missing: room is left for the day. `subject` only for official letters.
    """

    superior: str = ""
    body: str
    number: str = ""
    sign: str = ""
    place: str
    on: date | None = None
    subject: str = ""


class Signer(Shape):
    """Who signs (box 7): `lines` as "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"; the name bears no title.

    `note` stands below them in italics, as "(Ký, ghi rõ họ tên)".
    """

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""


Align = Literal["left", "center", "right"]


class TableColumn(Shape):
    """One column; `width` is its share of the line."""

    title: str
    width: float = Field(default=1, gt=0)
    align: Align = "left"
