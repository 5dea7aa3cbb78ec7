"""What can be imported: each context registers its kinds here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from pydantic import BaseModel

from hoathuan.core.spreadsheets.cells import Cell
from hoathuan.core.spreadsheets.headers import ColumnSpec

if TYPE_CHECKING:
    from hoathuan.core.imports.models import ImportSession
    from hoathuan.core.jobs import Progress


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one row: the key of the column (or ""), words that say what to do, what was typed."""

    column: str
    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import did to the stored records."""

    created: int = 0
    updated: int = 0
    same: int = 0


Raw = Mapping[str, Cell]
RowReader = Callable[[Raw], tuple[dict[str, Any], Iterable[RowProblem]]]


def _no_check(session: "ImportSession", actor: Any) -> None:
    """Nothing to compare with what is stored."""


def _nothing(sheet: Any) -> dict[str, Cell]:
    return {}


def _no_form(actor: Any, data: Any = None) -> None:
    return None


@dataclass(frozen=True)
class ImportKind:
    """One kind of list.

    row      a pydantic model whose fields are column keys (see `fields.py`), or a function from the raw cells
             to (clean JSON values, problems). Blank required columns are found before it is called.
    key_of   what makes a row the same row again, from the clean values: a second one in the file is a problem,
             and `check`/`apply` find the stored record by it. "" means: has no key.
    check    set-based SQL over the staged rows (see `staging.py`): adds problems, says create/update/same.
             Runs again inside `apply`'s transaction, so that nothing slips in between.
    apply    writes the good rows, inside one transaction, and returns the counts; it must do nothing for rows
             that are stored already.
    options_form  a form `(actor, data=None)` of what holds for the whole file (a year, a book); its cleaned
             values are kept as JSON in `session.options`.
    from_sheet  values for blank cells taken from the sheet: `sheet["name"]`, `sheet["title"]` (a team's name).
    group_key   the column that a heading row inside the list gives ("I. Tổ hòa giải thôn 1" above its members).
    done_url where the imported records can be seen.
    """

    key: str
    title: Any
    columns: tuple[ColumnSpec, ...]
    rule: Callable[[Any], bool]
    row: type[BaseModel] | RowReader
    apply: Callable[["ImportSession", Any, "Progress"], Counts]
    check: Callable[["ImportSession", Any], None] = _no_check
    key_of: Callable[[dict[str, Any]], str] = field(default=lambda clean: "")
    help_text: Any = ""
    options_form: Callable[..., forms.Form | None] = _no_form
    from_sheet: Callable[[dict[str, Any]], dict[str, Cell]] = _nothing
    group_key: str = ""
    done_url: Callable[["ImportSession"], str] = field(default=lambda session: "")

    def column(self, key: str) -> ColumnSpec | None:
        return next((column for column in self.columns if column.key == key), None)

    def label_of(self, key: str) -> str:
        column = self.column(key)
        return str(column.label) if column else ""


_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Add a kind (from `AppConfig.ready()`); the same key again replaces it."""
    _kinds[kind.key] = kind


def get(key: str) -> ImportKind:
    """The kind of that key; KeyError when no installed context has it."""
    return _kinds[key]


class _Hook:
    entering: Callable[[Any], object] = staticmethod(lambda actor: None)


def set_entering(enter: Callable[[Any], object]) -> None:
    """Tell imports what an actor asks before its rows are written. Called once, by the context that knows seats."""
    _Hook.entering = staticmethod(enter)


def enter(actor: Any) -> None:
    """Before any lock is taken: nothing that moves whole places begins now; raises where one has just been."""
    _Hook.entering(actor)


def kinds_for(actor: Any) -> list[ImportKind]:
    """What this seat may import."""
    return [kind for kind in _kinds.values() if kind.rule(actor)]


def may_import(actor: Any) -> bool:
    """Access rule: a seat that may import at least one kind."""
    return actor.seat_id is not None and bool(kinds_for(actor))
