"""The data that each template takes, frozen and checked: what a caller gives is what is printed.

Dates are given as dates; texts are shown literally (line feeds become line breaks).
Words of law and layout live in the templates, not here.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Base of everything that can be printed."""

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

    `note` stands above in italics, as "(Ký, ghi rõ họ tên)".
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


class Paragraph(Shape):
    kind: Literal["paragraph"] = "paragraph"
    text: str


class Article(Shape):
    """"Điều 1." and its words."""

    kind: Literal["article"] = "article"
    number: int
    text: str


class Points(Shape):
    """Points a) b) c) d) đ) in the Vietnamese order."""

    kind: Literal["points"] = "points"
    lines: tuple[str, ...] = Field(max_length=23)


class Centred(Shape):
    """A bold line in the middle, as "QUYẾT ĐỊNH:"."""

    kind: Literal["centred"] = "centred"
    text: str


class TableBlock(Shape):
    kind: Literal["table"] = "table"
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    empty: str = "Không có"


Block = Annotated[Paragraph | Article | Points | Centred | TableBlock, Field(discriminator="kind")]


class Official(Shape):
    """A decision, plan, report or letter (template `official`).

    `kind` "QUYẾT ĐỊNH" with its summary, or empty for a letter with `to`; `authority` is the office that
    decides, above the bases; `resolves` the line after them ("QUYẾT ĐỊNH:").
    """

    head: Head
    kind: str = ""
    summary: str = ""
    to: tuple[str, ...] = ()
    authority: str = ""
    bases: tuple[str, ...] = ()
    resolves: str = ""
    blocks: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer
    landscape: bool = False


SHAPES: dict[str, type[Shape]] = {"official": Official}
