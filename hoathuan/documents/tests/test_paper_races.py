"""Two at once: numbers, issuing, voiding; each with a control that fails where the guard is taken away."""

from collections.abc import Callable
from typing import Any

import pytest

from conftest import build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.core.dates import today
from hoathuan.documents.choices import PaperState
from hoathuan.documents.errors import NumberTaken, PaperRefused
from hoathuan.documents.models import Counter, Paper
from hoathuan.documents.services import issuing
from hoathuan.documents.services.issuing import issue_paper, void_paper
from hoathuan.documents.services.series import start_series

from .conftest import DAY, Office, make_office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(seat_of: Callable[..., Any]) -> Office:
    return make_office(build_world(), seat_of)


def issuer(office: Office, papers: list[Paper], number: str, on: Any = DAY) -> Callable[[], Paper]:
    waiting = list(papers)

    def issue() -> Paper:
        paper, actor = waiting.pop(), office.actor("officer")
        with as_actor(actor):
            return issue_paper(paper=paper, issued_on=on, number=number, actor=actor)

    return issue


def test_a_number_typed_by_two_at_once_is_given_to_one(office: Office, race: Any) -> None:
    papers = [office.draft() for _ in range(4)]
    got = race(issuer(office, papers, "7"), 4)
    assert sum(isinstance(one, Paper) for one in got) == 1
    assert sum(isinstance(one, NumberTaken) for one in got) == 3
    assert Paper.objects.filter(number="7").count() == 1


def test_one_draft_issued_by_two_at_once_is_issued_once(office: Office, race: Any) -> None:
    paper = office.draft()
    got = race(issuer(office, [paper] * 3, "7"), 3)
    assert {one.issued_file_id for one in got} == {Paper.objects.get().issued_file_id}


def test_a_register_has_no_gap_and_no_twin_under_a_race(office: Office, race: Any) -> None:
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=5, actor=office.actor("officer")
    )
    papers = [office.draft() for _ in range(6)]
    got = race(issuer(office, papers, "", today()), 6)
    assert sorted(int(one.number) for one in got) == [5, 6, 7, 8, 9, 10]


def test_the_race_is_real_where_the_register_is_not_locked(
    office: Office, race: Any, monkeypatch: Any
) -> None:
    """Without the lock of the counter's row two papers draw one number; the table itself then refuses the second."""
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=5, actor=office.actor("officer")
    )
    import threading

    meet = threading.Barrier(2)

    def unlocked(book: str) -> int:
        counter = Counter.objects.get(book=book)
        meet.wait(10)
        Counter.objects.filter(pk=counter.pk).update(last=counter.last + 1)
        return counter.last + 1

    monkeypatch.setattr(issuing, "next_number", unlocked)
    got = race(issuer(office, [office.draft(), office.draft()], "", today()), 2)
    assert sorted(isinstance(one, Paper) for one in got) == [False, True]


def steps(office: Office, paper: Paper, seen: list[str]) -> Callable[[], Any]:
    """Two officers at one paper: one voids, one issues again what the other has voided."""
    who = ["officer", "leader"]

    def void() -> Any:
        actor = office.actor(who.pop())
        with as_actor(actor):
            return void_paper(paper=paper, reason=f"Lý do của {actor.kind}", actor=actor)

    return void


def test_two_officers_voiding_one_paper_leave_one_reason(office: Office, race: Any) -> None:
    paper = office.issue(office.draft())
    one, two = race(steps(office, paper, []), 2)
    assert one.void_reason == two.void_reason == Paper.objects.get().void_reason


def test_voided_and_issued_at_once_ends_voided_or_refused(office: Office, race: Any) -> None:
    paper = office.issue(office.draft())
    verbs: list[Callable[[Any], Any]] = [
        lambda actor: void_paper(paper=paper, reason="Ghi sai ngày", actor=actor),
        lambda actor: issue_paper(paper=paper, issued_on=DAY, number="7", actor=actor),
    ]

    def act() -> Any:
        verb, actor = verbs.pop(), office.actor("officer")
        with as_actor(actor):
            return verb(actor)

    got = race(act, 2)
    assert Paper.objects.get().state == PaperState.VOIDED
    assert all(isinstance(one, Paper | PaperRefused) for one in got)
