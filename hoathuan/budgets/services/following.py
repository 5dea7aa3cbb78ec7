"""What was held for records by a commune that was split goes, with its money, to where each record stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Sum

from hoathuan.accounts.actor import SYSTEM
from hoathuan.budgets import selectors
from hoathuan.budgets.choices import EntryKind, Source
from hoathuan.budgets.models import Budget, Entry
from hoathuan.budgets.values import Reference
from hoathuan.core.text import legal_text
from hoathuan.units.models import Unit

from .book import Book
from .carrying import Held, open_chains

Whereabouts = Callable[[Iterable[str]], Mapping[str, Unit]]
"""Keys of references of a context → the commune of today that each record stands at; unknown ones are left out."""
_whereabouts: dict[str, Whereabouts] = {}


def register_whereabouts(context: str, found: Whereabouts) -> None:
    """Say where the records stand for which money is held (from `ready()`); the same context again replaces it."""
    _whereabouts[context] = found


def follow_records() -> int:
    """Move what is held by split communes to the communes of its records; says of how many. Inside a reform."""
    return sum(_follow(book) for book in _open_books())


def _open_books() -> list[Book]:
    """Lines of split communes on which something is held."""
    lines = Entry.objects.filter(budget__in=selectors.split_budgets()).values("budget", "line", "source")
    open_ = list(lines.annotate(n=Sum("committed")).filter(n__gt=0).order_by("budget", "line", "source"))
    rows = Budget.objects.select_related("unit").in_bulk([one["budget"] for one in open_])
    return [
        Book(SYSTEM, rows[one["budget"]], rows[one["budget"]].unit, one["line"], Source(one["source"]))
        for one in open_
    ]


def _follow(old: Book) -> int:
    held = open_chains(old)
    homes: dict[tuple[str, str], Unit] = {}
    for context, where in _whereabouts.items():
        keys = [one.reference.key for one in held if one.reference.context == context]
        homes |= {(context, key): unit for key, unit in where(keys).items()}
    moving = [(one, homes.get((one.reference.context, one.reference.key))) for one in held]
    for one, home in moving:
        if home is not None:
            _move(old, Book.open(SYSTEM, home, old.year, old.line, old.source), one)
    return sum(1 for _one, home in moving if home is not None)


def _move(old: Book, new: Book, held: Held) -> None:
    """Together on each side, so that what remains there does not change for a moment."""
    of, amount = held.reference, held.amount
    label = legal_text("%(label)s: theo về %(unit)s") % {"label": of.label, "unit": new.unit.name}
    step = Reference(of.context, f"{of.key}/{old.budget.pk}-{new.budget.pk}", label, of.url)
    old.write_many(
        [
            old.entry(step, EntryKind.RELEASE, amount, of=of, committed=-amount),
            old.entry(step, EntryKind.MOVED_OUT, amount, allocated=-amount),
        ],
        EntryKind.MOVED_OUT,
    )
    new.write_many(
        [
            new.entry(step, EntryKind.MOVED_IN, amount, allocated=amount),
            new.entry(step, EntryKind.COMMITMENT, amount, of=of, committed=amount),
        ],
        EntryKind.MOVED_IN,
    )
