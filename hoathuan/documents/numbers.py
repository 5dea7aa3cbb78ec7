"""Numbers of books: no gaps, no twins."""

from uuid import UUID

from django.db import connection

from hoathuan.documents.models import Counter


def book_key(series: str, owner: UUID, year: int) -> str:
    """The key of the book of one series ("mediation"), owner (a team or unit) and year."""
    return f"{series}/{owner}/{year}"


def next_number(book: str) -> int:
    """Return the next number of `book`, without gaps.

    The caller's transaction owns the number: if it rolls back, the number is free again, so a failed save
    never leaves a hole in the register. Take it last in the transaction: the row is held until the commit.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("next_number() needs the transaction that saves the document")
    Counter.objects.bulk_create([Counter(book=book)], ignore_conflicts=True)
    counter = Counter.objects.select_for_update().get(book=book)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
