"""People are reminded of each due at each step, once, whatever the worker and the calendar do."""

import threading
import weakref
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from conftest import build_world
from hoathuan.accounts.models import Notice, Seat
from hoathuan.accounts.notices import sentence
from hoathuan.core.lists import in_slices
from hoathuan.inbox import below
from hoathuan.inbox.choices import Step
from hoathuan.inbox.dues import registry
from hoathuan.inbox.dues.registry import DueSource
from hoathuan.inbox.models import Reminder, Round
from hoathuan.inbox.services import reminding

from .conftest import SECRETS, due_of

SOURCE = DueSource("x", "x", (), lambda asked: [], soon=7, raise_after=5)


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (8, None),
        (7, "soon"),
        (1, "soon"),
        (0, "today"),
        (-1, "late"),
        (-4, "late"),
        (-5, "raised"),
        (-31, None),
    ],
)
def test_the_step_of_a_day(days: int, step: str | None) -> None:
    day = date(2026, 6, 23)
    assert reminding.step_of(SOURCE, day + timedelta(days), day) == step


@pytest.mark.parametrize(
    "due_on", [date(2027, 1, 1), date(2026, 12, 31), date(2028, 2, 29), date(2028, 3, 1)]
)
def test_the_end_of_a_year_or_of_february_is_a_day_like_any_other(due_on: date) -> None:
    steps = [reminding.step_of(SOURCE, due_on, due_on + timedelta(days)) for days in (-1, 0, 1)]
    assert steps == [Step.SOON, Step.TODAY, Step.LATE]


@pytest.mark.django_db
def test_midnight_of_new_year_turns_today_into_late_in_viet_nam(world, seat_of, dues, clock) -> None:
    """23:59 of the old year is still the due day here, though it is long New Year's Eve afternoon elsewhere."""
    seat_of("commune_officer", world.xa_a)
    dues.append(due_of(world.xa_a, date(2026, 12, 31)))
    clock(2026, 12, 31, 23, 59)
    reminding.remind()
    clock(2027, 1, 1, 0, 1)
    reminding.remind()
    assert list(Reminder.objects.order_by("id").values_list("step", flat=True)) == ["today", "late"]


@pytest.mark.django_db
def test_each_step_is_told_once_however_often_it_runs(world, seat_of, dues) -> None:
    officer = seat_of("commune_officer", world.xa_a)
    dues.append(due_of(world.xa_a, date(2026, 6, 23)))
    for day in (16, 17, 17, 20, 23, 23, 24, 26, 26):
        reminding.remind(date(2026, 6, day))
    kinds = list(
        Notice.objects.filter(user=officer.person.user).order_by("id").values_list("kind", flat=True)
    )
    assert kinds == ["due_soon", "due_today", "due_late"]
    assert set(Reminder.objects.values_list("told", flat=True)) == {1}


@pytest.mark.django_db
def test_another_due_day_begins_anew(world, seat_of, dues) -> None:
    seat_of("commune_officer", world.xa_a)
    dues.append(due_of(world.xa_a, date(2026, 6, 23)))
    reminding.remind(date(2026, 6, 23))
    dues[:] = [due_of(world.xa_a, date(2026, 6, 30))]
    reminding.remind(date(2026, 6, 30))
    assert Notice.objects.filter(kind="due_today").count() == 2


@pytest.mark.django_db
def test_what_stays_undone_is_told_above_and_what_nobody_holds_to_who_stands_in(world, seat_of, dues) -> None:
    officer, leader = seat_of("commune_officer", world.xa_a), seat_of("commune_leader", world.xa_a)
    above, administrator = (
        seat_of("province_officer", world.tinh_mau),
        seat_of("administrator", world.tinh_mau),
    )
    sister = seat_of("commune_leader", world.xa_b)
    dues += [due_of(world.xa_a, date(2026, 6, 23)), due_of(world.xa_b, date(2026, 6, 23), "2")]
    reminding.remind(date(2026, 6, 28))
    told = {(notice.user_id, notice.kind): sentence(notice) for notice in Notice.objects.all()}
    assert set(told) == {
        (leader.person.user_id, "due_raised"),
        (sister.person.user_id, "due_vacant"),
        (administrator.person.user_id, "due_vacant"),
    }
    assert (
        told[leader.person.user_id, "due_raised"]
        == "Cấp dưới quá hạn từ ngày 23/06/2026 mà chưa xong: Việc 1."
    )
    assert officer.person.user_id not in {user for user, _kind in told}
    assert above.person.user_id not in {user for user, _kind in told}


@pytest.mark.django_db
def test_many_dues_of_a_day_are_one_notice(world, seat_of, dues) -> None:
    seat_of("commune_officer", world.xa_a)
    dues += [due_of(world.xa_a, date(2026, 6, 23), str(number)) for number in range(40)]
    reminding.remind(date(2026, 6, 23))
    (notice,) = Notice.objects.all()
    assert sentence(notice) == "Hạn hôm nay, 23/06/2026: Việc 0; và 39 việc khác."
    assert Reminder.objects.count() == 40


@pytest.mark.django_db
def test_a_thousand_dues_of_many_people_are_told_in_few_questions(
    world, seat_of, dues, django_assert_max_num_queries
) -> None:
    for _ in range(20):
        seat_of("commune_officer", world.xa_a)
    dues += [due_of(world.xa_a, date(2026, 6, 23), str(number)) for number in range(1000)]
    with django_assert_max_num_queries(16):
        assert reminding.remind(date(2026, 6, 23)) == 20
    assert set(Reminder.objects.values_list("told", flat=True)) == {20}


@pytest.mark.django_db
def test_in_slices_everybody_is_told_what_one_run_tells_and_nothing_twice(
    world, seat_of, dues, monkeypatch
) -> None:
    """Two provinces; the officer above hears of several communes in one notice, whatever slices they were in."""
    for unit in (world.xa_a, world.xa_c):
        seat_of("commune_officer", unit)
    for unit in (world.tinh_mau, world.tinh_khac):
        seat_of("province_officer", unit)
    for number, unit in enumerate([world.xa_a, world.xa_b, world.xa_c] * 3):
        dues.append(due_of(unit, date(2026, 6, 20 + number % 5), str(number)))

    def told() -> tuple[int, list[Any], list[Any]]:
        count = reminding.remind(date(2026, 6, 23))
        rows = Reminder.objects.order_by("due_key").values_list("due_key", "due_on", "step", "told")
        said = [(one.user_id, one.kind, one.data) for one in Notice.objects.order_by("user", "kind")]
        return count, list(rows), said

    with transaction.atomic():
        whole = told()
        transaction.set_rollback(True)
    monkeypatch.setattr(reminding, "SLICE", 2)
    monkeypatch.setattr(reminding, "BATCH", 2)
    assert told() == whole
    assert len(whole[1]) == 9
    assert reminding.remind(date(2026, 6, 23)) == 0
    assert told()[1:] == whole[1:]


@pytest.mark.django_db
def test_the_dues_of_a_country_are_never_all_in_memory(world, seat_of, dues, monkeypatch) -> None:
    seat_of("commune_officer", world.xa_a)
    alive: weakref.WeakSet[Any] = weakref.WeakSet()
    most: list[int] = []

    def many(asked: Any) -> Any:
        for number in range(60):
            due = due_of(world.xa_a, date(2026, 6, 23), str(number))
            alive.add(due)
            most.append(len(alive))
            yield due

    registry.register(DueSource("nhieu", "Nhiều", ("commune_officer",), of=many))
    monkeypatch.setattr(reminding, "SLICE", 10)
    assert reminding.remind(date(2026, 6, 23)) == 1
    assert Reminder.objects.count() == 60
    assert max(most) <= 2 * 10 + 1


@pytest.mark.django_db
def test_rows_come_by_key_in_slices_each_once(world, seat_of) -> None:
    seats = [seat_of("commune_officer", world.xa_a).pk for _ in range(5)]
    for size in (2, 5, 9):
        parts = list(in_slices(Seat.objects.order_by("-id"), size))
        assert [seat.pk for part in parts for seat in part] == seats
        assert max(len(part) for part in parts) <= size


@pytest.mark.django_db
def test_a_context_that_fails_keeps_nobody_from_being_told_of_the_others(world, seat_of, dues) -> None:
    seat_of("commune_officer", world.xa_a)
    dues.append(due_of(world.xa_a, date(2026, 6, 23)))

    def broken(asked: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    registry.register(DueSource("hong", "Hỏng", ("commune_officer",), of=broken))
    assert reminding.remind(date(2026, 6, 23)) == 1


@pytest.mark.django_db
def test_terms_that_end_on_one_day_are_all_told_of(world, seat_of, monkeypatch, clock) -> None:
    """After an election thousands do; a page shows the first hundred."""
    monkeypatch.setattr(below, "_MOST", 1)
    monkeypatch.setattr(below, "in_slices", partial(in_slices, size=1))
    clock(2026, 6, 1, 8)
    ending = DateRange(date(2025, 7, 1), date(2026, 6, 20))
    ones = [seat_of("commune_officer", unit, valid=ending) for unit in (world.xa_a, world.xa_b)]
    found = below.terms(registry.Asked(until=date(2026, 7, 1)))
    assert sorted(due.key for due in found) == sorted(f"accounts.term:{one.pk}" for one in ones)


@pytest.mark.django_db
def test_the_round_of_a_morning_is_one(world, seat_of, dues, clock) -> None:
    seat_of("commune_officer", world.xa_a)
    dues.append(due_of(world.xa_a, date(2026, 6, 23)))
    clock(2026, 6, 23, 5, 59)
    assert reminding.every_morning() == 0
    clock(2026, 6, 23, 6, 0)
    assert reminding.every_morning() == 1
    dues.append(due_of(world.xa_a, date(2026, 6, 23), "2"))
    assert reminding.every_morning() == 0
    assert Round.objects.count() == 1


@pytest.mark.django_db
def test_a_reminder_of_a_dispute_names_its_number_alone(dispute, seat_of, world, clock) -> None:
    head = seat_of("team_head", world.villages["Xã An Mẫu"][0], team_id=dispute.team_id)
    clock(2026, 6, 23, 8)
    reminding.remind()
    (notice,) = Notice.objects.filter(user=head.person.user, kind="due_today")
    assert f"Vụ việc số {dispute}: bắt đầu hòa giải" in sentence(notice)
    assert not [secret for secret in SECRETS if secret in str(notice.data)]
    clock(2026, 6, 24, 8)
    reminding.remind()
    assert Notice.objects.filter(user=dispute.officer.person.user, kind="due_raised").count() == 1


@pytest.mark.django_db
def test_what_was_told_long_ago_is_forgotten_and_the_rest_stays(world, seat_of, dues, clock) -> None:
    seat_of("commune_officer", world.xa_a)
    for day in (date(2025, 5, 1), date(2026, 6, 23)):
        dues[:] = [due_of(world.xa_a, day)]
        reminding.remind(day)
    clock(2026, 6, 23, 9)
    assert reminding.forget_old() == 1
    assert Reminder.objects.get().due_on == date(2026, 6, 23)


@pytest.fixture
def one_due(db: None, seat_of: Any, dues: Any, transactional_db: None) -> Any:
    world = build_world()
    seat_of("commune_officer", world.xa_a)
    dues.append(due_of(world.xa_a, date(2026, 6, 23)))
    return dues


@pytest.mark.django_db(transaction=True)
def test_workers_that_remind_together_tell_once(one_due, race) -> None:
    race(lambda: reminding.remind(date(2026, 6, 23)), 4)
    assert Notice.objects.count() == 1
    assert Reminder.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real_without_the_insert_that_cannot_be_repeated(one_due, race, monkeypatch) -> None:
    """Look first, write then: all have looked before the first one writes."""
    looked = threading.Barrier(4)

    def look_and_take(reached: Any) -> dict[Any, int]:
        taken = set(Reminder.objects.values_list("due_key", "due_on", "step"))
        looked.wait()
        return {(due.key, due.due_on, str(step)): 0 for due, step in reached if due.key not in taken}

    monkeypatch.setattr(reminding, "_take", look_and_take)
    # it wrote no rows of its own
    monkeypatch.setattr(reminding, "write_changed", lambda _rows, _fields: None)
    race(lambda: reminding.remind(date(2026, 6, 23)), 4)
    assert Notice.objects.count() == 4
    connection.close()
