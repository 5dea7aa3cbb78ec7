"""What every context says about the personal data that it keeps. Filled in `ready()`, read by everything here."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Person, User

from .choices import Deed


@dataclass(frozen=True)
class Table:
    """A table that tells something about a person.

    `fields`: the personal ones. `key`: under which its period of keeping is written (`models.Retention`).
    `harmless`: fields whose names sound personal and are not, each with its reason.
    """

    model: str
    label: Any
    fields: tuple[str, ...]
    about: Any
    purpose: Any
    basis: Any
    readers: Any
    key: str
    harmless: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Nothing:
    """A table reviewed and found to tell nothing about a person."""

    model: str
    why: str
    harmless: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Eraser:
    """How the personal part of a table goes.

    `event`: from which day the period counts. `due(before)`: rows whose event lies before that day and that still
    hold something; `erase(before, size)`: let at most `size` of them go and say how many. Both may be repeated.
    `of_person(person)` and `erase_person(person)` do the same for one human being; None where the table knows none.
    `stays`: why its rows are kept whatever a period or the person says; then they are counted only.
    """

    name: str
    key: str
    label: Any
    event: Any
    deed: Deed
    what: Any
    due: Callable[[date], int]
    erase: Callable[[date, int], int]
    of_person: Callable[[Person], int] | None = None
    erase_person: Callable[[Person], int] | None = None
    stays: Any = ""


@dataclass(frozen=True)
class Tie:
    """Why a person is still needed here: a seat, a term, a task.

    `still(day)`: keys of people tied on that day or later; `ever()`: keys of all who ever were.
    """

    key: str
    label: Any
    still: Callable[[date], QuerySet[Any]]
    ever: Callable[[], QuerySet[Any]]


@dataclass(frozen=True)
class Subject:
    """Whose data is collected: an account, a person, or both."""

    user: User | None
    person: Person | None


@dataclass(frozen=True)
class Section:
    """One heading of the file that a person gets: columns and rows of plain values."""

    key: str
    label: Any
    columns: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    note: Any = ""


Collector = Callable[[Subject], Iterable[Section]]
#: actor → the people whose numbers this seat keeps
Provider = Callable[[Actor], QuerySet[Person]]
#: person → (label of a model, key) of the records whose lines of the trail may name her
Mentions = Callable[[Person], Iterable[tuple[str, str]]]
#: person → lets go what copied her name and is no record yet
Copies = Callable[[Person], None]

_tables: dict[str, Table] = {}
_nothing: dict[str, Nothing] = {}
_erasers: dict[str, Eraser] = {}
_ties: dict[str, Tie] = {}
_collectors: dict[str, Collector] = {}
_providers: dict[str, Provider] = {}
_known: dict[str, Provider] = {}
_mentions: dict[str, Mentions] = {}
_copies: dict[str, Copies] = {}


def register(*tables: Table | Nothing) -> None:
    """Declare tables; the same model again replaces what was said."""
    for table in tables:
        if isinstance(table, Table):
            _tables[table.model] = table
        else:
            _nothing[table.model] = table


def register_eraser(eraser: Eraser) -> None:
    _erasers[eraser.name] = eraser


def register_tie(tie: Tie) -> None:
    _ties[tie.key] = tie


def register_collector(key: str, collector: Collector) -> None:
    """Let a context add what it holds about a person to the file that this person asks for."""
    _collectors[key] = collector


def register_people(key: str, provider: Provider) -> None:
    """Let a context say whose identity and bank numbers a seat keeps."""
    _providers[key] = provider


def register_known(key: str, provider: Provider) -> None:
    """Let a context say which people an administrator's reach holds, besides those with seats."""
    _known[key] = provider


def known() -> list[Provider]:
    return list(_known.values())


def register_mentions(key: str, mentions: Mentions) -> None:
    """Let a context say about which of its records lines of the trail may name a person."""
    _mentions[key] = mentions


def mentions_of(person: Person) -> list[tuple[str, str]]:
    """(label of the model, key) of every record whose lines may name the person."""
    return [place for mentions in _mentions.values() for place in mentions(person)]


def register_copies(key: str, forget: Copies) -> None:
    """Let a context drop what it copied of a person's name, in the transaction in which the name goes."""
    _copies[key] = forget


def forget_copies(person: Person) -> None:
    for forget in _copies.values():
        forget(person)


def tables() -> list[Table]:
    return list(_tables.values())


def reviewed() -> list[Nothing]:
    return list(_nothing.values())


def erasers(keys: Collection[str] | None = None) -> list[Eraser]:
    """All ways of erasing, or those of these periods, in the order in which they were registered."""
    return [one for one in _erasers.values() if keys is None or one.key in keys]


def eraser(name: str) -> Eraser | None:
    return _erasers.get(name)


def ties() -> list[Tie]:
    return list(_ties.values())


def collectors() -> list[Collector]:
    return list(_collectors.values())


def providers() -> list[Provider]:
    return list(_providers.values())
