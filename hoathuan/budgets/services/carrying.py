"""Over the end of a year, and over a split: money goes on only by an explicit act with its document."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Body
from hoathuan.budgets import rights, selectors
from hoathuan.budgets.choices import EntryKind, Source
from hoathuan.budgets.errors import BudgetRefused
from hoathuan.budgets.models import Budget, Entry
from hoathuan.budgets.rules import year_of
from hoathuan.budgets.values import Document, Reference
from hoathuan.core.dates import today
from hoathuan.core.text import clean, legal_text
from hoathuan.core.ui.numbers import number
from hoathuan.units.models import Unit

from .allocating import CONTEXT, check_given
from .book import Book, positive


@transaction.atomic
def carry_over(
    *,
    actor: Actor,
    unit: Unit,
    year: int,
    line: str,
    amount: int,
    document: Document,
    source: str = Source.STATE,
    body: Body | None = None,
) -> tuple[Entry, Entry]:
    """What remains of a year that has ended goes into the next one (chuyển nguồn), never more than remains."""
    _check_ended(year, document)
    old = Book.open(actor, unit, year, line, source, body)
    new = Book.open(actor, unit, year + 1, line, source, body)
    rights.require(rights.may_keep(actor, old.unit, body))
    reference = _reference(old, document, "money", _number(document))
    stands = old.written(reference, EntryKind.CARRIED_OUT, positive(amount))
    if stands:
        return stands, Entry.objects.get(
            key=reference.key, kind=EntryKind.CARRIED_IN, context=CONTEXT, year=year + 1
        )
    old.give_away(amount)
    return (
        old.write(reference, EntryKind.CARRIED_OUT, amount, document=document, allocated=-amount),
        new.write(reference, EntryKind.CARRIED_IN, amount, document=document, allocated=amount),
    )


@transaction.atomic
def carry_commitments(
    *,
    actor: Actor,
    unit: Unit,
    year: int,
    line: str,
    document: Document,
    source: str = Source.STATE,
    body: Body | None = None,
) -> list[Entry]:
    """What is still held when a year has ended is held in the next one, with its money: each record by itself."""
    _check_ended(year, document)
    old = Book.open(actor, unit, year, line, source, body)
    new = Book.open(actor, unit, year + 1, line, source, body)
    rights.require(rights.may_keep(actor, old.unit, body))
    return [_carry_one(old, new, held, document) for held in open_chains(old)]


@dataclass(frozen=True)
class Held:
    """What is still held for a record."""

    reference: Reference
    amount: int


def open_chains(book: Book) -> list[Held]:
    """What is held on the line for each record, under the words of its first entry."""
    rows = Entry.objects.filter(budget__in=book.budgets, line=book.line, source=book.source)
    held = rows.values("chain").annotate(n=Sum("committed")).filter(n__gt=0).order_by("chain")
    first = rows.filter(kind=EntryKind.COMMITMENT).order_by("id")
    return [
        _held(found, int(one["n"])) for one in held if (found := first.filter(chain=one["chain"]).first())
    ]


def _held(first: Entry, amount: int) -> Held:
    key = first.chain.removeprefix(f"{first.context}:")
    return Held(Reference(first.context, key, first.label, first.url), amount)


def _carry_one(old: Book, new: Book, held: Held, document: Document) -> Entry:
    of, amount = held.reference, held.amount
    label = legal_text("Chuyển sang năm sau: %(label)s") % {"label": of.label}
    move = _reference(old, document, of.chain, label)
    free = Reference(of.context, f"{of.key}/{old.year}", of.label, of.url)
    # together: what is free for a moment is nobody's else
    old.write_many(
        [
            old.entry(free, EntryKind.RELEASE, amount, of=of, committed=-amount),
            old.entry(move, EntryKind.CARRIED_OUT, amount, document=document, allocated=-amount),
        ],
        EntryKind.CARRIED_OUT,
    )
    new.write_many(
        [
            new.entry(move, EntryKind.CARRIED_IN, amount, document=document, allocated=amount),
            again := new.entry(of, EntryKind.COMMITMENT, amount, committed=amount),
        ],
        EntryKind.CARRIED_IN,
    )
    return again


def _number(document: Document) -> str:
    return legal_text("Chuyển nguồn theo %(number)s") % {"number": document.number}


def _reference(book: Book, document: Document, what: str, label: str) -> Reference:
    key = _key("carry", book.budget.pk, book.line, book.source, clean(document.number), what)
    return Reference(CONTEXT, key, label)


def _key(word: str, *parts: object) -> str:
    """One key for one act, however long its parts are."""
    return f"{word}:{hashlib.sha256(repr(parts).encode()).hexdigest()[:40]}"


def _check_ended(year: int, document: Document) -> None:
    if year >= year_of(today()):
        words = _("Năm %(year)s chưa hết. Chuyển nguồn sau ngày 31/12/%(year)s.")
        raise BudgetRefused(words % {"year": year}, "year")
    if not clean(document.number):
        raise BudgetRefused(_("Ghi số, ký hiệu của văn bản cho chuyển nguồn."), "number")


@transaction.atomic
def apportion(
    *,
    actor: Actor,
    budget: Budget,
    to: Unit,
    line: str,
    amount: int,
    document: Document,
    source: str = Source.STATE,
) -> Entry:
    """What a unit that was split still had goes to one of the units that came after it: the province's act."""
    new = Book.open(actor, to, budget.year, line, source)
    old = Book.behind(actor, _waiting(budget), line, source)
    _require_province(actor, old, new)
    rights.require(new.unit in selectors.came_after(old.unit))
    gone, come = _parts(old, new, document)
    if old.written(gone, EntryKind.ALLOCATION, -positive(amount)):
        return Entry.objects.get(context=CONTEXT, key=come.key, kind=EntryKind.ALLOCATION)
    check_given(amount, document, source, come.label)
    if amount > (left := old.sums.remaining):
        words = _("%(unit)s chỉ còn %(left)s đồng chưa phân bổ của khoản này.")
        raise BudgetRefused(words % {"unit": old.unit.name, "left": number(left)}, "amount")
    old.write(gone, EntryKind.ALLOCATION, -amount, document=document, allocated=-amount)
    return new.write(
        come, EntryKind.ALLOCATION, amount, on=document.issued_on, document=document, donor=come.label,
        reason=come.label, allocated=amount,
    )  # fmt: skip


@transaction.atomic
def take_back_apportioned(*, actor: Actor, entry: Entry, reason: str) -> Entry:
    """What was shared out wrong goes back to the rest: both sides are answered together, with the reason, once.

    `entry`: of the commune that received it.
    """
    new = Book.open(actor, entry.budget.unit, entry.year, entry.line, entry.source)
    gone = _other_side(entry)
    old = Book.behind(actor, gone.budget, entry.line, entry.source)
    _require_province(actor, old, new)
    if len(clean(reason)) < 5:
        raise BudgetRefused(_("Ghi lý do rút lại, ví dụ: nhập nhầm số 0."), "reason")
    back = _answer(entry)
    if stands := new.written(back, EntryKind.ALLOCATION):
        return stands
    if (left := new.sums.remaining) < entry.amount:
        words = _(
            "%(unit)s đã dùng số tiền này, khoản này chỉ còn %(left)s đồng. Giao thêm cho đơn vị còn thiếu bằng một "
            "quyết định khác, hoặc rút lại sau khi xã thôi giữ hay thu hồi đủ."
        )
        raise BudgetRefused(words % {"unit": new.unit.name, "left": number(left)})
    given: dict[str, Any] = {"document": Document(entry.number, entry.issued_on or today()), "reason": reason}
    old.write(_answer(gone), EntryKind.ALLOCATION, entry.amount, allocated=entry.amount, **given)
    return new.write(
        back, EntryKind.ALLOCATION, -entry.amount, donor=entry.donor, allocated=-entry.amount, **given
    )


def _other_side(entry: Entry) -> Entry:
    """What went out of the commune that was split, as this came in."""
    if not entry.key.startswith(selectors.PART_IN) or "~" in entry.key:
        raise BudgetRefused(_("Chỉ rút lại được một lần phân bổ."))
    key = entry.key.replace(selectors.PART_IN, selectors.PART, 1)
    rows = Entry.objects.filter(
        kind=EntryKind.ALLOCATION, line=entry.line, source=entry.source, year=entry.year
    )
    return rows.select_related("budget__unit", "budget__now_commune").get(context=CONTEXT, key=key)


def _answer(entry: Entry) -> Reference:
    """The record of its being taken back."""
    stem, _hash, count = entry.key.partition("#")
    label = legal_text("Rút lại: %(label)s") % {"label": entry.label}
    return Reference(CONTEXT, f"{stem}~{count or 0}", label)


def _require_province(actor: Actor, old: Book, new: Book) -> None:
    own = actor.system or actor.province_id == old.budget.now_province_id
    rights.require(own and rights.may_apportion(actor, new.unit))


def _waiting(budget: Budget) -> Budget:
    found = selectors.split_budgets().select_related("unit").filter(pk=budget.pk).first()
    if found is None:
        raise BudgetRefused(_("Đơn vị này không bị chia, kinh phí đã theo đơn vị tiếp nhận."))
    return found


def _parts(old: Book, new: Book, document: Document) -> tuple[Reference, Reference]:
    """What goes out of the one and comes into the other: each once for a decision, whatever else it gives.

    After it was taken back the decision may be written again.
    """
    of = (
        old.budget.pk,
        new.budget.pk,
        old.line,
        str(old.source),
        clean(document.number),
        str(document.issued_on),
    )
    names = {"unit": new.unit.name, "number": document.number}
    given = legal_text("Phân bổ cho %(unit)s theo %(number)s") % names
    taken = legal_text("Phân bổ từ %(unit)s") % {"unit": old.unit.name}
    out, come = _key("part", *of), _key("part-in", *of)
    backs = Entry.objects.filter(context=CONTEXT, key__startswith=f"{out}~").count()
    again = f"#{backs}" if backs else ""
    return Reference(CONTEXT, f"{out}{again}", given), Reference(CONTEXT, f"{come}{again}", taken)
