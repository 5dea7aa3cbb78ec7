"""Commit, release, spend, refund many records at once: a line is locked and asked once, its entries written together.

Each stands once for its record: said again, nothing is written. All are written or none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.budgets import rights, selectors
from hoathuan.budgets.choices import EntryKind
from hoathuan.budgets.errors import BudgetRefused, EnteredOtherwise
from hoathuan.budgets.models import Entry
from hoathuan.budgets.values import Movement, Overspend
from hoathuan.core.ui.numbers import number

from .book import Book, positive


@transaction.atomic
def commit_many(
    *, actor: Actor, movements: Sequence[Movement], overspend: Overspend | None = None
) -> list[Entry]:
    """Hold money for records that were approved (cam kết chi). Gives back the entries that were written.

    Raises OverBudget where less remains, unless `overspend` is given by a leader of the unit.
    """
    written = []
    for book, group in _books(actor, movements):
        new = _not_yet(book, group, EntryKind.COMMITMENT)
        book.afford(-sum(positive(one.amount or 0) for one in new), overspend)
        entries = [_entry(book, one, EntryKind.COMMITMENT, committed=one.amount or 0) for one in new]
        written += book.write_many(entries, EntryKind.COMMITMENT)
    return written


@transaction.atomic
def spend_many(
    *, actor: Actor, movements: Sequence[Movement], overspend: Overspend | None = None
) -> list[Entry]:
    """Money went out. What was committed for each record (`of`, else the record itself) is used first.

    Raises OverBudget where the rest is more than what remains, unless `overspend` is given by a leader of the unit.
    """
    written = []
    for book, group in _books(actor, movements):
        new = _not_yet(book, group, EntryKind.SPENDING)
        held, entries = book.held_for(one.chain for one in new), []
        for one in new:
            amount = positive(one.amount or 0)
            used = min(amount, max(0, held.get(one.chain, 0)))
            held[one.chain] = held.get(one.chain, 0) - used
            entries.append(_entry(book, one, EntryKind.SPENDING, spent=amount, committed=-used))
        book.afford(-sum(entry.amount + entry.committed for entry in entries), overspend)
        written += book.write_many(entries, EntryKind.SPENDING)
    return written


@transaction.atomic
def release_many(*, actor: Actor, movements: Sequence[Movement]) -> list[Entry]:
    """Hold no longer what was held (of `of`, else of the record itself): all of it, or so much."""
    written = []
    for book, group in _books(actor, movements):
        new = _not_yet(book, group, EntryKind.RELEASE)
        held, entries = book.held_for(one.chain for one in new), []
        for one in new:
            left = held.get(one.chain, 0)
            amount = left if one.amount is None else one.amount
            if amount <= 0 or amount > left:
                words = _("Chỉ còn giữ %(held)s đồng cho “%(label)s”, không thôi giữ nhiều hơn được.")
                raise BudgetRefused(words % {"held": number(left), "label": _label(one)}, "amount")
            held[one.chain] = left - amount
            entries.append(_entry(book, replace(one, amount=amount), EntryKind.RELEASE, committed=-amount))
        written += book.write_many(entries, EntryKind.RELEASE)
    return written


@transaction.atomic
def refund_many(*, actor: Actor, movements: Sequence[Movement]) -> list[Entry]:
    """Money that had gone out came back (of `of`, else of the record itself): it may be spent again."""
    written = []
    for book, group in _books(actor, movements):
        for one in _not_yet(book, group, EntryKind.REFUND):
            amount, place = positive(one.amount or 0), _where_spent(book, one)
            _check_spent(place, one)
            written += place.write_many(
                [_entry(place, one, EntryKind.REFUND, spent=-amount)], EntryKind.REFUND
            )
    return written


@transaction.atomic
def undo_refund_many(*, actor: Actor, movements: Sequence[Movement]) -> list[Entry]:
    """What was written for these records as come back did not: it is spent as before, where it had come back to."""
    written = []
    for book, group in _books(actor, movements):
        for one in _not_yet(book, group, EntryKind.SPENDING):
            back = _come_back(book, one)
            place = _where_kept(book, back)
            _afford_again(book, place, back)
            again = _entry(place, replace(one, amount=back.amount), EntryKind.SPENDING, spent=back.amount)
            written += place.write_many([again], EntryKind.SPENDING)
    return written


def _come_back(book: Book, one: Movement) -> Entry:
    """The entry that is undone."""
    rows = Entry.objects.filter(
        context=one.reference.context, key=one.reference.key, kind=EntryKind.REFUND, line=book.line,
        source=book.source, year=book.year,
    )  # fmt: skip
    return rows.select_related("budget__unit", "budget__now_commune").get()


def _where_kept(book: Book, back: Entry) -> Book:
    """The book that the money had come back into: this one, or that of a commune that was split before or since."""
    if book.body or book.budgets.filter(pk=back.budget_id).exists():
        return book
    if book.unit not in selectors.came_after(back.budget.unit):
        return book
    return Book.behind(book.actor, back.budget, book.line, book.source)


def _afford_again(book: Book, place: Book, back: Entry) -> None:
    """What had come back has to be there still; what it filled of an over-spending is let through as before."""
    place.let_again(back)
    if place is book:
        book.afford(-back.amount)
        return
    stands = place.sums
    if stands.remaining + stands.allowed >= back.amount:
        return
    words = _(
        "Tiền thu hồi đã về kinh phí của %(unit)s, nay còn %(left)s đồng. Nhờ tỉnh rút lại phần đã phân bổ hoặc giao "
        "thêm cho đơn vị đang giữ kinh phí đó, rồi làm lại."
    )
    raise BudgetRefused(words % {"unit": place.unit.name, "left": number(stands.remaining)})


@transaction.atomic
def hold_again_many(*, actor: Actor, movements: Sequence[Movement]) -> list[Entry]:
    """What was written as spent for `of` was not: so much is held again, for `reference`. Nothing is free meanwhile."""
    written = []
    for book, group in _books(actor, movements):
        for one in _not_yet(book, group, EntryKind.COMMITMENT):
            place = _where_spent(book, one)
            _check_spent(place, one)
            written.append(_hold_again(book, place, one, positive(one.amount or 0)))
    return written


def _hold_again(book: Book, place: Book, one: Movement, amount: int) -> Entry:
    """Both in one step; where a split commune had spent it, the money comes along to where it is held now."""
    back = replace(one, reference=replace(one.reference, key=f"{one.reference.key}~"))
    gone = [_entry(place, back, EntryKind.REFUND, spent=-amount)]
    come = [_entry(book, replace(one, of=None, reason=""), EntryKind.COMMITMENT, committed=amount)]
    if place is book:
        return book.write_many([*gone, *come], EntryKind.COMMITMENT)[-1]
    place.write_many(
        [*gone, place.entry(one.reference, EntryKind.MOVED_OUT, amount, allocated=-amount)], EntryKind.REFUND
    )
    moved = book.entry(one.reference, EntryKind.MOVED_IN, amount, allocated=amount)
    return book.write_many([moved, *come], EntryKind.COMMITMENT)[-1]


def _check_spent(book: Book, one: Movement) -> None:
    spent = book.spent_for([one.chain]).get(one.chain, 0)
    if (one.amount or 0) > spent:
        words = _("Đã chi %(spent)s đồng cho “%(label)s”, không thu hồi nhiều hơn được.")
        raise BudgetRefused(words % {"spent": number(spent), "label": _label(one)}, "amount")


def _where_spent(book: Book, one: Movement) -> Book:
    """The book that the money goes back into: of what a commune spent that was split since, that commune's own.

    Wherever that one is kept now: it waits, or went with the rest of its commune to another.
    """
    if book.body or book.spent_for([one.chain]).get(one.chain, 0) >= (one.amount or 0):
        return book
    rows = Entry.objects.filter(chain=one.chain, kind=EntryKind.SPENDING, line=book.line, source=book.source)
    communes = rows.filter(year=book.year, budget__body=None, budget__area__isnull=False)
    gone = communes.select_related("budget__unit", "budget__now_commune").first()
    if gone is None or book.unit not in selectors.came_after(gone.budget.unit):
        return book
    return Book.behind(book.actor, gone.budget, book.line, book.source)


def _entry(book: Book, one: Movement, kind: EntryKind, *, spent: int = 0, committed: int = 0) -> Entry:
    return book.entry(
        one.reference, kind, one.amount or 0, of=one.of, on=one.on, reason=one.reason, spent=spent,
        committed=committed,
    )  # fmt: skip


def _label(one: Movement) -> str:
    return (one.of or one.reference).label


def _books(actor: Actor, movements: Sequence[Movement]) -> Iterator[tuple[Book, list[Movement]]]:
    """The movements of each line under its lock, units in the order of their keys: two batches never cross."""
    groups: dict[tuple[int, int, int, str, str], list[Movement]] = defaultdict(list)
    for one in movements:
        body = one.body.pk if one.body else 0
        groups[one.unit.pk, body, one.year, one.line, str(one.source)].append(one)
    for _key, group in sorted(groups.items(), key=lambda item: item[0]):
        first = group[0]
        book = Book.open(actor, first.unit, first.year, first.line, first.source, first.body)
        rights.require(rights.may_keep(actor, book.unit, first.body))
        yield book, group


def _not_yet(book: Book, group: Sequence[Movement], kind: EntryKind) -> list[Movement]:
    """Those that are not written, each once; refused where one stands with another amount."""
    rows = Entry.objects.filter(
        kind=kind, line=book.line, source=book.source, year=book.year,
        context__in={one.reference.context for one in group}, key__in=[one.reference.key for one in group],
    )  # fmt: skip
    known = {(row.context, row.key): row.amount for row in rows}
    new: dict[tuple[str, str], Movement] = {}
    for one in group:
        key = (one.reference.context, one.reference.key)
        stands = known.get(key)
        if stands is None:
            new.setdefault(key, one)
        elif one.amount is not None and one.amount != stands:
            words = _("“%(label)s” đã được ghi %(amount)s đồng trước đó. Mở sổ kinh phí để xem.")
            raise EnteredOtherwise(words % {"label": one.reference.label, "amount": number(stands)})
    return list(new.values())
