"""While people write and sums are folded or made anew, every look at the numbers is right."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from hoathuan.core.windows import Window
from hoathuan.stats.cells.checking import verify
from hoathuan.stats.cells.filling import one_snapshot, rebuild
from hoathuan.stats.cells.folding import fold
from hoathuan.stats.tests.facts import CELLED, Fact, fact
from hoathuan.stats.tests.test_cells import held, recount

pytestmark = [pytest.mark.usefixtures("counted"), pytest.mark.django_db(transaction=True)]
WRITES = 25


class Writer:
    """Adds, moves in time and deletes facts, a few in each transaction."""

    def __init__(self, communes: list[Any], seed: int) -> None:
        self.communes, self.random = communes, Random(seed)

    def run(self) -> None:
        for _round in range(WRITES):
            with transaction.atomic():
                made = fact(self.random.choice(self.communes), self._day(), colour=self.random.choice("rb"))
                if self.random.random() < 0.5:
                    Fact.objects.filter(pk=made.pk - 1).update(ended_on=self._day())
                if self.random.random() < 0.2:
                    made.delete()

    def _day(self) -> date:
        return date(2026, 1, 1) + timedelta(days=self.random.randrange(400))


class Reader:
    """Compares sums and recount in one snapshot, until the writers are done."""

    def __init__(self, done: threading.Event) -> None:
        self.done, self.looks, self.wrong = done, 0, 0

    def run(self) -> None:
        window = Window(date(2026, 1, 10), date(2026, 12, 20))
        last = False
        while not last:
            last = self.done.is_set()
            with one_snapshot():
                for key in CELLED:
                    for by_province in (False, True):
                        self.looks += 1
                        same = held(key, window, by_province) == recount(key, window, by_province)
                        self.wrong += not same


def in_threads(*works: Any) -> list[Any]:
    problems: list[Any] = []

    def one(work: Any) -> None:
        try:
            work()
        except Exception as problem:  # told to the test, which expects none
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


@pytest.fixture
def communes(world: Any) -> list[Any]:
    return [world.xa_a, world.xa_b, world.xa_c]


@pytest.mark.parametrize("mover", [fold, rebuild])
def test_no_look_at_the_numbers_differs_from_a_recount_of_the_same_moment(
    communes: list[Any], mover: Any
) -> None:
    done = threading.Event()
    reader = Reader(done)

    def write(seed: int) -> None:
        try:
            Writer(communes, seed).run()
        finally:
            finished.release()

    def end() -> None:
        for _writer in range(3):
            finished.acquire()
        done.set()

    def move() -> None:
        while not done.is_set():
            mover()

    finished = threading.Semaphore(0)
    writers = [lambda seed=seed: write(seed) for seed in range(3)]
    assert in_threads(*writers, end, move, move, reader.run) == []
    assert reader.looks > 6
    assert reader.wrong == 0
    fold()
    assert verify() == []


def test_a_fold_waits_for_nobody_and_nobody_for_a_fold(communes: list[Any]) -> None:
    """An import that stays open holds up neither another writer nor the fold."""
    fact(communes[0], date(2026, 1, 1))
    with transaction.atomic():
        fact(communes[0], date(2026, 1, 1))
        assert in_threads(lambda: fact(communes[0], date(2026, 1, 1)), fold) == []
    fold()
    assert verify() == []
