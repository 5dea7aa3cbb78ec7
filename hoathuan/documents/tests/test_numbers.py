"""Numbers of a book have neither gaps nor twins."""

import threading
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from hoathuan.documents.api import book_key, next_number, reserve_numbers
from hoathuan.documents.models import Counter

TEAM = UUID(int=7)


def in_own_transaction(book):
    with transaction.atomic():
        return next_number(book)


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_or_twin_under_a_race(race):
    assert sorted(race(lambda: in_own_transaction("HG-2026"), 8)) == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real_without_the_lock(race):
    Counter.objects.create(book="x")
    read_by_all = threading.Barrier(8)

    def naive_number():
        with transaction.atomic():
            counter = Counter.objects.get(book="x")
            read_by_all.wait()
            counter.last += 1
            counter.save()
            return counter.last

    got = race(naive_number, 8)
    assert len(set(got)) < len(got)


@pytest.mark.django_db(transaction=True)
def test_number_of_a_failed_save_is_given_again():
    def failing_save():
        with transaction.atomic():
            assert next_number("b") == 1
            raise ValueError

    with pytest.raises(ValueError):
        failing_save()
    assert in_own_transaction("b") == 1


@pytest.mark.django_db(transaction=True)
def test_number_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction"):
        next_number("b")


@pytest.mark.django_db
def test_books_count_apart():
    this, last = book_key("mediation", TEAM, 2026), book_key("mediation", TEAM, 2025)
    assert [next_number(this), next_number(last), next_number(this)] == [1, 1, 2]


@pytest.mark.django_db
def test_numbers_taken_together_follow_those_taken_singly():
    next_number("a")
    assert reserve_numbers({"a": 3, "b": 2, "c": 0}) == {"a": 2, "b": 1}
    assert [next_number("a"), next_number("b"), next_number("c")] == [5, 3, 1]


@pytest.mark.django_db(transaction=True)
def test_blocks_of_numbers_neither_overlap_nor_leave_holes_under_a_race(race):
    def block():
        with transaction.atomic():
            return reserve_numbers({"x": 3, "y": 1})["x"]

    assert sorted(race(block, 6)) == [1, 4, 7, 10, 13, 16]


@pytest.mark.django_db
def test_application_cannot_forget_a_book():
    next_number("b")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("DELETE FROM documents_counter")
