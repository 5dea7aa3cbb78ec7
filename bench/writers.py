"""People at work beside a measurement: processes that record disputes through the service, as the application."""

import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Process, Queue, get_context
from multiprocessing.synchronize import Event
from random import Random
from typing import Any


@dataclass
class Written:
    """Milliseconds of each dispute recorded, and the words of each refusal."""

    took: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Writers:
    """`with Writers(seats, pause) as at_work:` … `at_work.result` says afterwards what they met.

    seats: the key of a seat for each writer; pause: seconds between two disputes of one writer, on average.
    """

    def __init__(self, seats: list[int], database: str, pause: float = 0.0, each: int = 0) -> None:
        self.context = get_context("spawn")
        self.stop: Event = self.context.Event()
        self.out: Queue[tuple[list[float], list[str]]] = self.context.Queue()
        self.ready: Any = self.context.Barrier(len(seats) + 1)
        self.workers: list[Process] = [
            self.context.Process(
                target=_work, args=(seat, number, database, pause, each, self.stop, self.ready, self.out)
            )  # type: ignore[misc]
            for number, seat in enumerate(seats)
        ]
        self.result = Written()

    def __enter__(self) -> "Writers":
        for worker in self.workers:
            worker.start()
        self.ready.wait(300)
        return self

    def __exit__(self, *problem: object) -> None:
        self.stop.set()
        self.collect()

    def collect(self) -> Written:
        """Wait for writers that were given a number of disputes each, or told to stop."""
        for _worker in self.workers if not self.result.took else []:
            took, refused = self.out.get()
            self.result.took += took
            self.result.refused += refused
        for worker in self.workers:
            worker.join()
        return self.result


def _work(
    seat: int, number: int, database: str, pause: float, each: int, stop: Any, ready: Any, out: Any
) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django
    from django.db import connections

    django.setup()
    connections["default"].settings_dict["NAME"] = database
    from hoathuan.core.errors import DomainError

    record, took, refused, chance = _recorder(seat), [], [], Random(number)
    with suppress(Exception):
        record(-1 - number)  # connection and plans are warm in a running server
    ready.wait()
    turn = 0
    while not stop.is_set() and not (each and turn >= each):
        begun = time.perf_counter()
        try:
            record(turn)
            took.append((time.perf_counter() - begun) * 1000)
        except DomainError as problem:
            refused.append(f"{(time.perf_counter() - begun) * 1000:.0f} ms: {problem}")
        except Exception as problem:  # what a page would show as "try again"
            refused.append(f"{(time.perf_counter() - begun) * 1000:.0f} ms: {_told(problem)}")
        turn += 1
        time.sleep(pause * chance.uniform(0.5, 1.5))  # people do not work in step
    out.put((took, refused))


def _told(problem: Exception) -> str:
    from hoathuan.units.changing.gate import refusal_of

    return str(refusal_of(problem) or f"{type(problem).__name__}: {problem}".splitlines()[0])


def _recorder(seat_key: int) -> Any:
    """Record one ended dispute of some team of the seat's commune."""
    from hoathuan.accounts.acting import as_actor
    from hoathuan.accounts.actor import actor_for
    from hoathuan.accounts.models import Seat
    from hoathuan.cases.entries import Entry
    from hoathuan.cases.parties import Someone
    from hoathuan.cases.selectors import teams_writable
    from hoathuan.cases.services.receiving import record_ended_case
    from hoathuan.core.dates import today

    seat = Seat.objects.select_related("person__user", "unit", "body").get(pk=seat_key)

    def record(turn: int) -> None:
        actor = actor_for(seat, seat.person.user)
        with as_actor(actor):
            teams = list(teams_writable(actor))
            entry = Entry(
                team=teams[(turn * 7 + os.getpid()) % len(teams)], field="land", received_on=today(), ended_on=today(),
                ending="agreement", ground="request", summary="Vụ việc mẫu", agreement="Đã thống nhất (mẫu)",
                people=(Someone("Mẫu Văn Một"), Someone("Thử Thị Hai")),
            )  # fmt: skip
            record_ended_case(actor=actor, entry=entry)

    return record


if __name__ == "__main__":
    sys.exit("A part of bench.national: it does nothing alone.")
