"""Small records that list components draw; dicts with the same keys work as well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Row:
    """A line of a summary list; `url` + `link` where it may be changed."""

    label: Any
    value: Any
    note: Any = ""
    url: str = ""
    link: Any = ""


@dataclass(frozen=True)
class Task:
    """A line of "Cần làm ngay": the deed as a link, and until when."""

    title: Any
    url: str
    state: str = ""
    state_text: Any = ""
    note: Any = ""


@dataclass(frozen=True)
class Entry:
    """A line of a record's history; `corrects` names the entry that it mends."""

    when: datetime
    who: str
    what: Any
    seat: Any = ""
    note: Any = ""
    corrects: Any = ""


@dataclass(frozen=True)
class Check:
    """A line of the arithmetic checks under a form."""

    ok: bool
    text: Any
    detail: Any = ""
    url: str = ""
    link: Any = ""


@dataclass(frozen=True)
class ProblemGroup:
    """Equal problems of an import together; `rows` are numbers as the sheet shows them."""

    count: int
    message: Any
    column: Any = ""
    rows: tuple[int, ...] = ()
    url: str = ""
    link: Any = ""
