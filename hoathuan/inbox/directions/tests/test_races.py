"""Two officers at once: of two answers one wins and the other is told; a letter goes once; a number stands once."""

import threading
from typing import Any

import pytest
from django.db.models import QuerySet

from conftest import build_world
from hoathuan.accounts.models import Notice
from hoathuan.inbox.directions.errors import AnsweredAlready
from hoathuan.inbox.directions.models import Direction, Question
from hoathuan.inbox.directions.services import asking, drafting, issuing

from .conftest import as_seat, build_offices, line_of, typed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(seat_of: Any) -> Any:
    offices = build_offices(build_world(), seat_of)
    with as_seat(offices.province) as actor:
        letter = drafting.draft(typed=typed(offices), actor=actor)
        issuing.issue(direction=letter, actor=actor)
    with as_seat(offices.a) as actor:
        offices.question = asking.ask(
            recipient=line_of(letter, offices.world.xa_a), text="Mẫu nào?", actor=actor
        )
    return offices


def both_answer(asked: Any, race: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Both have looked and found no answer before either writes."""
    looked, plain = threading.Barrier(2), asking.lines

    def wait(text: str) -> str:
        looked.wait(timeout=30)
        return plain(text)

    monkeypatch.setattr(asking, "lines", wait)
    seats = iter((asked.province, asked.second))

    def one() -> str:
        seat = next(seats)
        with as_seat(seat) as actor:
            question = Question.objects.select_related("direction__body").get(pk=asked.question.pk)
            assert question.answered_at is None
            return asking.answer(question=question, text=f"Theo {seat.person.full_name}", actor=actor).answer

    return race(one, 2)


def test_one_of_two_answers_wins_and_the_other_is_told(asked, race, monkeypatch) -> None:
    results = both_answer(asked, race, monkeypatch)
    (won,) = [one for one in results if isinstance(one, str)]
    (told,) = [one for one in results if not isinstance(one, str)]
    assert isinstance(told, AnsweredAlready), told
    assert won.removeprefix("Theo ") in str(told)
    assert Question.objects.get().answer == won


def test_without_the_guard_one_answer_would_be_lost(asked, race, monkeypatch) -> None:
    def anyhow(question: Question) -> QuerySet[Question]:
        return Question.objects.filter(pk=question.pk)

    monkeypatch.setattr(asking, "unanswered", anyhow)
    assert [type(one) for one in both_answer(asked, race, monkeypatch)] == [str, str]


def test_a_letter_that_two_send_at_once_goes_once(asked, race) -> None:
    with as_seat(asked.province) as actor:
        letter = drafting.draft(typed=typed(asked, number="13/STP"), actor=actor)
    seats = iter((asked.province, asked.second))

    def send() -> int:
        with as_seat(next(seats)) as actor:
            return issuing.issue(direction=letter, actor=actor).recipients.count()

    assert race(send, 2) == [2, 2]
    assert Notice.objects.filter(kind="direction_new", data__number="13/STP").count() == 3


def test_of_two_letters_of_one_number_sent_at_once_one_is_refused(asked, race) -> None:
    with as_seat(asked.province) as actor:
        drafts = iter([drafting.draft(typed=typed(asked, number="14/STP"), actor=actor) for _ in range(2)])

    def send() -> str:
        with as_seat(asked.province) as actor:
            return str(issuing.issue(direction=next(drafts), actor=actor).state)

    results = race(send, 2)
    assert sorted(type(one).__name__ for one in results) == ["NumberTaken", "str"], results
    assert Direction.objects.filter(number="14/STP", state="issued").count() == 1
