"""One row of a register, from its cells to clean values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hoathuan.cases.choices import Ending
from hoathuan.cases.forms.grid import read_field
from hoathuan.cases.guessing import guess_field
from hoathuan.core.imports import RowProblem
from hoathuan.core.spreadsheets.cells import Cell, shown
from hoathuan.core.spreadsheets.errors import ValueProblem
from hoathuan.core.spreadsheets.rows import is_marked
from hoathuan.core.spreadsheets.values import parse_day, parse_whole
from hoathuan.core.text import clean, fold

from .columns import TEAM_LINE, VILLAGE_WORD

Raw = dict[str, Cell]


def from_sheet(sheet: dict[str, Any]) -> dict[str, Cell]:
    """The team, where the title block or the sheet's name says whose book it is."""
    for line in sheet["title"]:
        if found := TEAM_LINE.search(clean(line)):
            return {"team": found.group(1)}
    name = clean(sheet["name"])
    return {"team": name} if VILLAGE_WORD.search(name) else {}


def key_of(data: dict[str, Any]) -> str:
    """The same line of the same book: by its number in the year, else by its content."""
    team, year = fold(data["team"]), (data["received"] or "")[:4]
    if data["no"]:
        return f"{team}|{year}|{data['no']}"
    return "|".join((team, data["received"] or "", fold(data["parties"]), fold(data["summary"])))[:400]


def read_row(raw: Any) -> tuple[dict[str, Any], Iterable[RowProblem]]:
    """Clean values as JSON, and every problem of the row."""
    problems: list[RowProblem] = []

    def read(key: str, reader: Any) -> Any:
        try:
            return reader(raw.get(key))
        except ValueError as problem:
            problems.append(RowProblem(key, str(problem), shown(raw.get(key))[:60]))
            return None

    received, ended = read("received", parse_day), read("ended", parse_day)
    ending = _ending(raw, problems)
    data = {
        "no": read("no", _number),
        "team": clean(shown(raw.get("team"))),
        "received": _iso(received),
        # the printed form has no column for it: a book that was kept by it ends where it began
        "ended": _iso(ended or received) if ending else None,
        "ending": ending,
        "field": read(
            "field", lambda cell: read_field(shown(cell)) if cell else guess_field(shown(raw.get("summary")))
        ),
        **{key: _lines(raw.get(key)) for key in ("mediators", "parties", "summary", "agreement", "notes")},
    }
    return data, problems


def _ending(raw: Any, problems: list[RowProblem]) -> str:
    won, lost = is_marked(raw.get("won")), is_marked(raw.get("lost"))
    if won and lost:
        problems.append(RowProblem("won", _("Đánh dấu cả hai cột thành và không thành: chỉ giữ một dấu.")))
    if won:
        return Ending.AGREEMENT
    return Ending.MEDIATOR if lost else ""


def _number(cell: Cell) -> int | None:
    """The number in the book; a text such as "I" or "1a" is no number and is left out."""
    try:
        found = parse_whole(cell)
    except ValueProblem:
        return None
    return found or None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _lines(cell: Cell) -> str:
    """Text with its own lines kept: people stand one below the other in a cell."""
    lines = (clean(line) for line in shown(cell).splitlines())
    return "\n".join(line for line in lines if line)
