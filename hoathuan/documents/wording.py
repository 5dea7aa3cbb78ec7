"""From a wording (data) and the values of a paper to the shape that our layout sets. Values are never read as words.

A wording is JSON: `sign`, `kind`, `summary`, `to`, `authority`, `bases`, `resolves`, `blocks`, `recipients`, `office`.
"{field}" stands for a value. A line that names an empty value is left out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .fields import COMMON, Data, Field, Rows, needed, split
from .shapes import (
    Article,
    Centred,
    Official,
    Paragraph,
    Points,
    Signer,
    TableBlock,
    TableColumn,
)
from .shapes.base import Head
from .shapes.official import Block, Mark

_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class UnknownField(ValueError):
    """A wording names a field that its kind does not have."""


def named(line: str) -> set[str]:
    """The fields that a line names."""
    return set(_FIELD.findall(line))


def filled(line: str, values: Mapping[str, Any]) -> str:
    """The line with its values; "" where one of them is empty."""
    if any(not str(values.get(key) or "") for key in named(line)):
        return ""
    return _FIELD.sub(lambda found: str(values[found[1]]), line)


def lines_of(lines: Iterable[str], values: Mapping[str, Any]) -> tuple[str, ...]:
    """Every line of several; a value of several lines makes as many."""
    whole = (part for line in lines for part in filled(line, values).split("\n"))
    return tuple(part for part in whole if part.strip())


def official(
    wording: Mapping[str, Any], values: Data, head: Head, *, mark: Mark | None = None, trial: str = ""
) -> Official:
    """`values` with the common fields; `mark` is the check code, `trial` the words over what is not issued."""
    office = tuple(part for part in str(values["chuc_vu_ky"]).split("\n") if part.strip())
    return Official(
        head=head,
        kind=wording.get("kind", ""),
        summary=str(values["trich_yeu"]) if wording.get("kind") else "",
        to=lines_of(wording.get("to", ()), values),
        authority=filled(wording.get("authority", ""), values),
        bases=lines_of(wording.get("bases", ()), values),
        resolves=wording.get("resolves", ""),
        blocks=tuple(_blocks(wording.get("blocks", ()), values)),
        recipients=lines_of(wording.get("recipients", ()), values),
        signer=Signer(lines=office, name=str(values["nguoi_ky"])),
        mark=mark,
        trial=trial,
    )


def _blocks(blocks: Iterable[Mapping[str, Any]], values: Data) -> Iterable[Block]:
    articles = 0
    for block in blocks:
        if block["kind"] == "table":
            yield _table(block, values)
        elif block["kind"] == "points":
            if lines := lines_of(block["lines"], values):
                yield Points(lines=lines)
        else:
            for text in lines_of([block["text"]], values)[: None if block["kind"] == "paragraph" else 1]:
                articles += block["kind"] == "article"
                yield _words(block["kind"], text, articles)


def _words(kind: str, text: str, number: int) -> Block:
    if kind == "article":
        return Article(number=number, text=text)
    return Centred(text=text) if kind == "centred" else Paragraph(text=text)


def _table(block: Mapping[str, Any], values: Data) -> TableBlock:
    columns = block["columns"]
    rows = values.get(block["of"]) or []
    numbered = (
        {"stt": str(number), **row} for number, row in enumerate(rows, start=1) if isinstance(row, dict)
    )
    return TableBlock(
        columns=tuple(
            TableColumn(title=c["title"], width=c.get("width", 1), align=c.get("align", "left"))
            for c in columns
        ),
        rows=tuple(tuple(str(row.get(c["value"], "")) for c in columns) for row in numbered),
        empty=block.get("empty", ""),
    )


def check(wording: Mapping[str, Any], fields: tuple[Field | Rows, ...]) -> None:
    """Raises UnknownField where a wording names what its kind does not know, or leaves out what it needs."""
    single, tables = split((*COMMON, *fields))
    known = {field.key for field in single}
    used = set().union(*(named(line) for line in _all_lines(wording)))
    columns = {rows.key: {"stt", *(c.key for c in rows.columns)} for rows in tables}
    for block in wording.get("blocks", ()):
        if block["kind"] == "table":
            used.add(block["of"])
            if wrong := {c["value"] for c in block["columns"]} - columns.get(block["of"], set()):
                raise UnknownField(f"{block['of']}: {', '.join(sorted(wrong))}")
    if wrong := used - known - set(columns):
        raise UnknownField(", ".join(sorted(wrong)))
    if lacking := set(needed(fields)) - used:
        raise UnknownField(f"not used: {', '.join(sorted(lacking))}")


def _all_lines(wording: Mapping[str, Any]) -> Iterable[str]:
    yield wording.get("authority", "")
    for name in ("to", "bases", "recipients"):
        yield from wording.get(name, ())
    for block in wording.get("blocks", ()):
        yield from block.get("lines", [block.get("text", "")])
