"""Papers in running text by Decree 30/2020 (template `official`)."""

from typing import Annotated, Literal

from pydantic import Field

from hoathuan.documents.shapes.base import Head, Shape, Signer, TableColumn


class Paragraph(Shape):
    kind: Literal["paragraph"] = "paragraph"
    text: str


class Article(Shape):
    """ "Điều 1." and its words."""

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
    empty: str = ""


class Mark(Shape):
    """The code by which anybody can ask whether the paper is real: short code, its square picture, the address."""

    code: str
    address: str
    qr: str


Block = Annotated[Paragraph | Article | Points | Centred | TableBlock, Field(discriminator="kind")]


class Official(Shape):
    """A decision, plan, report or letter (template `official`).

    `kind` "QUYẾT ĐỊNH" with its summary, or empty for a letter with `to`; `authority` is the office that
    decides, above the bases; `resolves` the line after them ("QUYẾT ĐỊNH:"). `mark` stands at the foot; `trial`
    says over every page that this is not an issued paper.
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
    mark: Mark | None = None
    trial: str = ""
