"""The head of a form's table: a tree of headings, and its rows of cells with their spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, model_validator

from .errors import DefinitionProblem


class HeadNode(BaseModel):
    """A heading over others, or over one column."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    column: str = ""
    parts: tuple[HeadNode, ...] = ()

    @model_validator(mode="after")
    def _either(self) -> HeadNode:
        if bool(self.column) == bool(self.parts):
            raise DefinitionProblem(f"heading {self.text!r}: either a column or parts")
        return self


@dataclass(frozen=True)
class HeadCell:
    """A cell of the head; `column` is its first column, counted from 0 with the name column."""

    text: str
    column: int
    colspan: int
    rowspan: int


def leaves(nodes: Sequence[HeadNode]) -> Iterator[HeadNode]:
    for node in nodes:
        if node.parts:
            yield from leaves(node.parts)
        else:
            yield node


def head_rows(first_heading: str, nodes: Sequence[HeadNode]) -> list[list[HeadCell]]:
    """Rows from above to below; the name column spans them all."""
    height = max(_depth(node) for node in nodes)
    rows: list[list[HeadCell]] = [[] for _ in range(height)]
    rows[0].append(HeadCell(first_heading, 0, 1, height))
    column = 1
    for node in nodes:
        column = _place(node, rows, 0, column)
    return rows


def _place(node: HeadNode, rows: list[list[HeadCell]], row: int, column: int) -> int:
    """Put a heading and what is under it; returns the first free column."""
    width = len(list(leaves([node])))
    rows[row].append(HeadCell(node.text, column, width, 1 if node.parts else len(rows) - row))
    if not node.parts:
        return column + 1
    for part in node.parts:
        column = _place(part, rows, row + 1, column)
    return column


def _depth(node: HeadNode) -> int:
    return 1 + max((_depth(part) for part in node.parts), default=0)
