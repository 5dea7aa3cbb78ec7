"""From answers to a verdict: every way ends, the order does not matter, danger dominates all."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoathuan.scope.checking import MOST_QUESTIONS, troubles
from hoathuan.scope.choices import Kind
from hoathuan.scope.judging import Asked, Endless, Questions, Verdict, judge, longest, trail
from hoathuan.scope.situations import all_situations, walk

from .conftest import changed, shipped_questions

SHIPPED = shipped_questions()
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        key: st.sampled_from([one.key for one in asked.choices]) for key, asked in SHIPPED.questions.items()
    },
)
DANGERS = [
    (asked.key, choice.key)
    for asked in SHIPPED.questions.values()
    for choice in asked.choices
    if choice.verdict and SHIPPED.verdicts[choice.verdict].danger
]


def every_way(questions: Questions, answers: dict[str, str] | None = None) -> list[dict[str, str]]:
    """The answers of every way through the questions."""
    found = judge(questions, answers or {})
    if isinstance(found, Verdict):
        return [answers or {}]
    return [
        way for one in found.choices for way in every_way(questions, {**(answers or {}), found.key: one.key})
    ]


def test_the_shipped_questions_have_nothing_wrong() -> None:
    assert troubles(SHIPPED) == []


def test_every_way_ends_within_six_questions_and_every_verdict_is_reached() -> None:
    ways = every_way(SHIPPED)
    assert max(len(way) for way in ways) == longest(SHIPPED) <= MOST_QUESTIONS
    reached = {judge(SHIPPED, way).key for way in ways}
    assert reached == set(SHIPPED.verdicts)


def test_nobody_comes_to_mediation_past_the_questions_about_danger() -> None:
    screened = {key for key, asked in SHIPPED.questions.items() if asked.always}
    assert screened == {"danger_now", "danger_people", "danger_crime"}
    for way in every_way(SHIPPED):
        verdict = judge(SHIPPED, way)
        assert isinstance(verdict, Verdict)
        assert not verdict.mediable or screened <= set(way)


@given(answers=ANSWERS, seed=st.integers())
def test_answers_in_any_order_give_the_same(answers: dict[str, str], seed: int) -> None:
    pairs = list(answers.items())
    random.Random(seed).shuffle(pairs)
    assert judge(SHIPPED, dict(pairs)) == judge(SHIPPED, answers)


@given(answers=ANSWERS, danger=st.sampled_from(DANGERS))
def test_danger_dominates_whatever_else_is_answered(answers: dict[str, str], danger: tuple[str, str]) -> None:
    verdict = judge(SHIPPED, {**answers, danger[0]: danger[1]})
    assert isinstance(verdict, Verdict)
    assert verdict.danger


@given(answers=ANSWERS)
def test_without_danger_only_what_lies_on_the_way_counts(answers: dict[str, str]) -> None:
    calm = {key: answer for key, answer in answers.items() if (key, answer) not in DANGERS}
    on_the_way = {asked.key: choice.key for asked, choice in trail(SHIPPED, calm)}
    assert judge(SHIPPED, calm) == judge(SHIPPED, on_the_way)
    found = judge(SHIPPED, calm)
    assert isinstance(found, Verdict) or found.key not in calm


def test_an_answer_that_is_none_of_the_question_is_no_answer() -> None:
    found = judge(SHIPPED, {"danger_now": "có lẽ"})
    assert isinstance(found, Asked)
    assert found.key == "danger_now"


def test_questions_that_lead_in_a_circle_do_not_hang() -> None:
    circle = changed(SHIPPED, "danger_people", choices=(SHIPPED.questions["danger_now"].choices[3],) * 2)
    with pytest.raises(Endless):
        judge(circle, {"danger_now": "no", "danger_people": "no"})
    with pytest.raises(Endless):
        longest(circle)


@pytest.mark.parametrize("situation", all_situations(), ids=lambda one: one.name)
def test_a_written_situation_comes_out_as_expected(situation) -> None:
    walked = walk(SHIPPED, situation)
    assert walked.verdict is not None, walked.stuck
    assert (walked.verdict.kind, walked.verdict.letter) == (situation.kind, situation.letter), situation.why


def test_there_are_thirty_situations_of_every_kind_and_letter_each_with_its_reason() -> None:
    all_of_them = all_situations()
    assert len(all_of_them) >= 30
    assert len({one.story for one in all_of_them}) == len(all_of_them)
    assert {one.kind for one in all_of_them} == set(Kind.values)
    assert {one.letter for one in all_of_them} == {"", "a", "b", "c", "d", "dd", "e", "g"}
    assert all("Điều" in one.why for one in all_of_them)


def test_a_situation_that_a_version_cannot_answer_says_at_which_question() -> None:
    other = changed(SHIPPED, "danger_now", choices=SHIPPED.questions["danger_now"].choices[:3])
    quiet = next(one for one in all_situations() if one.name == "Ranh giới đất")
    walked = walk(other, quiet)
    assert walked.stuck == SHIPPED.questions["danger_now"].text
    assert not walked.as_expected
