"""Numbers of books: no gaps, no twins."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection


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
    return reserve_numbers({book: 1})[book]


def reserve_numbers(wanted: Mapping[str, int]) -> dict[str, int]:
    """Take several numbers in several books at once; returns the first number taken in each book.

    One statement, books in one order, so two writers never wait for each other in a circle. The same promise
    as `next_number`: the caller's transaction owns the numbers.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("reserve_numbers() needs the transaction that saves the documents")
    books = sorted(book for book, count in wanted.items() if count > 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_counter AS c (book, last)"
            " SELECT * FROM unnest(%s::text[], %s::int[]) ON CONFLICT (book)"
            " DO UPDATE SET last = c.last + excluded.last RETURNING c.book, c.last",
            [books, [wanted[book] for book in books]],
        )
        return {book: last - wanted[book] + 1 for book, last in cursor.fetchall()}
