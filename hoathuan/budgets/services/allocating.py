"""Allocation: what a document gives a line or takes from it; the act by which a leader lets it go below nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Body
from hoathuan.budgets import rights, selectors
from hoathuan.budgets.choices import EntryKind, Source
from hoathuan.budgets.errors import BudgetRefused
from hoathuan.budgets.models import Entry
from hoathuan.budgets.values import Document, Overspend, Reference
from hoathuan.core.dates import today
from hoathuan.core.text import clean, fold, legal_text
from hoathuan.core.ui.numbers import day
from hoathuan.units.models import Unit

from .book import Book, positive
from .moving_money import refund

CONTEXT = "budgets"


@transaction.atomic
def allocate(
    *,
    actor: Actor,
    unit: Unit,
    year: int,
    line: str,
    amount: int,
    document: Document,
    source: str = Source.STATE,
    donor: str = "",
    reason: str = "",
    body: Body | None = None,
) -> Entry:
    """Write what a document allocates to a line; below zero: what it takes back, never more than what remains.

    One document gives a line once: said again, the entry that stands is given back.
    """
    book = Book.open(actor, unit, year, line, source, body)
    rights.require(rights.may_allocate(actor, book.unit, body))
    check_given(amount, document, source, donor)
    reference = _reference(book, document)
    stands = book.written(reference, EntryKind.ALLOCATION, amount)
    if stands:
        return stands
    if amount < 0:
        book.give_away(-amount)
    return book.write(
        reference, EntryKind.ALLOCATION, amount, on=document.issued_on, document=document, donor=donor,
        reason=reason, allocated=amount,
    )  # fmt: skip


def check_given(amount: int, document: Document, source: str, donor: str) -> None:
    """Refuse what no document can give."""
    if not amount:
        raise BudgetRefused(_("Ghi số tiền được giao; giảm dự toán thì ghi số âm."), "amount")
    positive(abs(amount))
    if not clean(document.number):
        raise BudgetRefused(_("Ghi số, ký hiệu của quyết định giao dự toán."), "number")
    if document.issued_on > today():
        words = _("Văn bản đề ngày %(day)s, chưa đến. Xem lại ngày.")
        raise BudgetRefused(words % {"day": day(document.issued_on)}, "issued_on")
    if source == Source.DONATED and not clean(donor):
        raise BudgetRefused(_("Ghi ai đóng góp, tài trợ."), "donor")


def _reference(book: Book, document: Document) -> Reference:
    """Of this document and line; after a correction the document may say it again."""
    stem = f"{book.budget.pk}:{fold(document.number)[:60]}:{document.issued_on.isoformat()}"
    taken = Entry.objects.filter(
        budget=book.budget, line=book.line, source=book.source, context=CONTEXT, key__startswith=f"{stem}~"
    ).count()
    words = legal_text("Giao dự toán theo %(number)s ngày %(day)s")
    label = words % {"number": document.number, "day": day(document.issued_on)}
    return Reference(CONTEXT, f"{stem}#{taken}" if taken else stem, label)


@transaction.atomic
def take_back_allocation(*, actor: Actor, entry: Entry, reason: str) -> Entry:
    """An allocation that was typed wrong: an entry of the same amount the other way, with the reason, once."""
    book = Book.open(actor, entry.budget.unit, entry.year, entry.line, entry.source, entry.budget.body)
    rights.require(rights.may_allocate(actor, book.unit, book.body))
    if (
        entry.kind != EntryKind.ALLOCATION
        or "~" in entry.key
        or entry.key.startswith((selectors.PART, selectors.PART_IN))
    ):
        raise BudgetRefused(_("Chỉ rút lại được một lần giao dự toán."))
    if len(clean(reason)) < 5:
        raise BudgetRefused(_("Ghi lý do rút lại, ví dụ: nhập nhầm số 0."), "reason")
    stem, _hash, count = entry.key.partition("#")
    reference = Reference(
        CONTEXT, f"{stem}~{count or 0}", legal_text("Rút lại: %(label)s") % {"label": entry.label}
    )
    stands = book.written(reference, EntryKind.ALLOCATION)
    if stands:
        return stands
    if entry.amount > 0:
        book.give_away(entry.amount)
    document = Document(entry.number, entry.issued_on or today())
    return book.write(
        reference, EntryKind.ALLOCATION, -entry.amount, document=document, donor=entry.donor, reason=reason,
        allocated=-entry.amount,
    )  # fmt: skip


@transaction.atomic
def take_back_spending(*, actor: Actor, entry: Entry, reason: str) -> Entry:
    """A spending that was typed wrong: the whole of it comes back, with the reason, once."""
    if entry.kind != EntryKind.SPENDING or entry.context != selectors.VOUCHER:
        raise BudgetRefused(_("Chỉ rút lại ở đây khoản chi ghi theo chứng từ."))
    if len(clean(reason)) < 5:
        raise BudgetRefused(_("Ghi lý do rút lại, ví dụ: nhập nhầm số 0."), "reason")
    of = Reference(entry.context, entry.key, entry.label)
    label = legal_text("Rút lại: %(label)s") % {"label": entry.label}
    return refund(
        actor=actor, unit=entry.budget.unit, body=entry.budget.body, year=entry.year, line=entry.line,
        source=entry.source, amount=entry.amount, of=of, reason=reason,
        reference=Reference(entry.context, f"{entry.key}~", label),
    )  # fmt: skip


@transaction.atomic
def allow_overspend(
    *,
    actor: Actor,
    unit: Unit,
    year: int,
    line: str,
    amount: int,
    overspend: Overspend,
    source: str = Source.STATE,
    body: Body | None = None,
    token: str = "",
) -> Entry:
    """A leader lets a line be spent so many đồng further than what was allocated: who, why, by which document.

    `token`: of the form that was pressed; sent twice it is written once.
    """
    book = Book.open(actor, unit, year, line, source, body)
    if not clean(overspend.document.number):
        raise BudgetRefused(_("Ghi số, ký hiệu của văn bản cho chi vượt."), "number")
    return book.allow(positive(amount), overspend, token)
