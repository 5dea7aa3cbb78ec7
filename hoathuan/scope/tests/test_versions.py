"""A version is drafted on a copy, put in force from a day to come, and never changes again."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from hoathuan.core.dates import today
from hoathuan.scope import api, services
from hoathuan.scope.choices import State
from hoathuan.scope.errors import NoQuestions, ScopeRefused
from hoathuan.scope.models import Answer, Outcome, Question, QuestionSet
from hoathuan.scope.reading import questions_of
from hoathuan.scope.services.drafting import Typed


@pytest.fixture
def actor(keeper, actor_of):
    return actor_of(keeper)


@pytest.fixture
def draft(actor):
    return services.start_draft(actor=actor, note="Luật sửa đổi có hiệu lực")


def tomorrow() -> date:
    return today() + timedelta(days=1)


def fields_of(question: Question, **changes):
    names = ("text", "help", "clause", "confirmed", "danger", "always")
    return {name: getattr(question, name) for name in names} | changes


def test_the_shipped_version_holds_since_the_two_levels_and_not_before(db):
    assert api.questions_on(date(2026, 3, 1)).number == 1
    with pytest.raises(NoQuestions, match="30/06/2025"):
        api.questions_on(date(2025, 6, 30))


def test_the_rows_say_what_the_file_says(db, shipped):
    stored = api.questions_on(today())
    assert stored.questions == shipped.questions
    assert stored.verdicts == shipped.verdicts


def test_a_draft_is_a_copy_that_changes_nothing_in_force(draft, actor):
    before = api.questions_on(today())
    assert questions_of(draft).questions == before.questions
    assert questions_of(draft).verdicts == before.verdicts
    question = draft.questions.get(key="danger_now")
    services.save_question(
        actor=actor, question=question, fields=fields_of(question, text="Có ai gặp nguy không?"),
        answers=[Typed("Có", "ket-luan:violence", "beating"), Typed("Không", "cau:danger_people", "no")],
    )  # fmt: skip
    assert questions_of(draft).questions["danger_now"].text == "Có ai gặp nguy không?"
    assert api.questions_on(today()) == before


def test_there_is_one_draft_at_a_time(draft, actor):
    with pytest.raises(ScopeRefused, match="Đã có một bản đang soạn"):
        services.start_draft(actor=actor, note="Một bản nữa")


def test_a_version_with_something_wrong_is_not_put_in_force(draft, actor):
    services.save_set(actor=actor, draft=draft, start="matter", basis="Luật mới", note="Thử")
    with pytest.raises(ScopeRefused, match="không phải câu về nguy hiểm"):
        services.put_in_force(actor=actor, draft=draft, valid_from=tomorrow())


def test_a_new_version_holds_from_its_day_and_the_old_one_until_then(draft, actor):
    services.put_in_force(actor=actor, draft=draft, valid_from=tomorrow())
    assert api.questions_on(today()).number == 1
    assert api.questions_on(tomorrow()).number == draft.number


def test_today_was_asked_by_the_version_of_today(draft, actor):
    with pytest.raises(ScopeRefused, match="sớm nhất từ ngày mai"):
        services.put_in_force(actor=actor, draft=draft, valid_from=today())


def test_no_version_begins_before_one_that_was_put_in_force(draft, actor):
    services.put_in_force(actor=actor, draft=draft, valid_from=tomorrow() + timedelta(days=5))
    again = services.start_draft(actor=actor, note="Sớm hơn")
    with pytest.raises(ScopeRefused, match=f"Bản số {draft.number} áp dụng từ ngày"):
        services.put_in_force(actor=actor, draft=again, valid_from=tomorrow())


def test_before_its_day_a_version_may_be_taken_back_with_a_reason(draft, actor):
    services.put_in_force(actor=actor, draft=draft, valid_from=tomorrow())
    with pytest.raises(ScopeRefused, match="Ghi lý do rút"):
        services.take_back(actor=actor, version=draft, reason="")
    services.take_back(actor=actor, version=draft, reason="Luật lùi ngày hiệu lực")
    assert api.questions_on(tomorrow()).number == 1
    with pytest.raises(ScopeRefused, match="đã áp dụng hoặc đã rút"):
        services.take_back(actor=actor, version=draft, reason="Rút lần nữa")


def test_what_is_asked_today_is_not_taken_back(actor):
    with pytest.raises(ScopeRefused, match="đã áp dụng"):
        services.take_back(actor=actor, version=QuestionSet.objects.get(number=1), reason="Không thích")


def test_two_who_edit_the_same_question_do_not_lose_each_others_words(draft, actor):
    first = draft.questions.get(key="land")
    second = draft.questions.get(key="land")
    answers = [Typed("Có", "ket-luan:land"), Typed("Không", "ket-luan:unsure")]
    services.save_question(
        actor=actor, question=first, fields=fields_of(first, text="Đất gì?"), answers=answers
    )
    with pytest.raises(ScopeRefused, match="Người khác vừa sửa"):
        services.save_question(
            actor=actor, question=second, fields=fields_of(second, text="Ô?"), answers=answers
        )
    assert draft.questions.get(key="land").text == "Đất gì?"


@pytest.mark.parametrize("kind", ["province_leader", "commune_officer", "ministry_viewer"])
def test_only_whoever_decides_for_the_installation_writes(world, seat_of, actor_of, kind):
    unit = {"province_leader": world.tinh_mau, "commune_officer": world.xa_a}.get(kind, world.country)
    with pytest.raises(ScopeRefused, match="Chỉ người quản trị"):
        services.start_draft(actor=actor_of(seat_of(kind, unit)), note="Thử soạn")


@pytest.mark.parametrize(
    "write",
    [
        lambda row: row.questions.filter(key="land").update(text="Khác"),
        lambda row: Answer.objects.filter(question__set=row).delete(),
        lambda row: row.outcomes.filter(key="land").update(clause="Khác"),
        lambda row: Outcome.objects.create(set=row, key="them", kind="ask", title="Thêm"),
        lambda row: QuestionSet.objects.filter(pk=row.pk).update(valid_from=date(2026, 1, 1)),
        lambda row: QuestionSet.objects.filter(pk=row.pk).update(state=State.DRAFT),
    ],
)
def test_the_database_itself_keeps_a_version_that_was_put_in_force(db, write):
    row = QuestionSet.objects.get(number=1)
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        write(row)


def test_a_draft_may_be_thrown_away(draft, actor):
    services.discard(actor=actor, draft=draft)
    assert not QuestionSet.objects.filter(state=State.DRAFT).exists()
    assert Question.objects.filter(set__number=1).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_put_the_draft_in_force_one_is_told_so(race, world_in_a_race):
    actor, draft = world_in_a_race
    results = race(lambda: services.put_in_force(actor=actor, draft=draft, valid_from=tomorrow()), 2)
    refused = [one for one in results if isinstance(one, ScopeRefused)]
    assert len(refused) == 1
    assert "không còn là bản đang soạn" in str(refused[0])


@pytest.fixture
def world_in_a_race(seat_of, actor_of):
    from django.apps import apps

    from conftest import build_world
    from hoathuan.scope import seeding

    seeding.load(apps)
    actor = actor_of(seat_of("administrator", build_world().country))
    return actor, services.start_draft(actor=actor, note="Luật sửa đổi")


def test_the_body_comes_from_the_dated_values_where_they_name_it(world):
    verdict = api.questions_on(today()).verdicts["unsure"]
    place = api.body_of(verdict, on=date(2026, 6, 1), unit=world.xa_a)
    assert "Văn phòng HĐND và UBND cấp xã" in place.name
    assert "09/2025/TT-BTP" in place.cited
    assert api.body_of(verdict, on=date(1990, 1, 1), unit=world.xa_a).name == verdict.body


def test_emergency_numbers_are_those_of_the_steps(db):
    verdicts = api.questions_on(today()).verdicts
    assert api.numbers_to_call(verdicts["child"]) == ["111", "113", "115"]
    assert api.numbers_to_call(verdicts["land"]) == []
