"""The clock jumps, the day ends, the year ends: a reform comes on its day and once, and a book stays of its year."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.models import Notice, Seat
from hoathuan.cases import services
from hoathuan.cases.models import Case
from hoathuan.core.dates import ZONE, today
from hoathuan.core.jobs import starting
from hoathuan.core.jobs.models import Job, State
from hoathuan.core.jobs.running import run
from hoathuan.core.models import AuditEntry
from hoathuan.core.windows import Window
from hoathuan.reforms.services import changing, drafts, running
from hoathuan.reforms.services.changing import NewUnit
from hoathuan.stats.api import Measure, value
from hoathuan.stats.cells.checking import verify
from hoathuan.stats.cells.folding import fold
from hoathuan.units.changing.moving import Mover, _movers, register_mover
from hoathuan.units.choices import ReformState
from hoathuan.units.models import Reform, Unit
from tests.moving.country import Country, actor_of, build, entry
from tests.moving.test_people import after

from .test_imports import in_thread
from .worker import come_back, waiting_job

NEW_YEAR = date(2027, 1, 1)
Clock = Callable[..., None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """`clock(2026, 12, 31, 23, 59)`: what the machine believes, told in Vietnamese time."""

    def put(*parts: int) -> None:
        moment = datetime(*parts, tzinfo=ZONE).astimezone(UTC)  # type: ignore[arg-type,misc]
        monkeypatch.setattr(timezone, "now", lambda: moment)

    put(2026, 12, 28, 9)
    return put


@pytest.fixture
def made(clock: Clock, db: None) -> Country:
    return build()


def approved(made: Country) -> Reform:
    """Two communes become one on New Year's Day; tried out and approved three days before."""
    actor = actor_of(made.seats["admin"])
    head = drafts.Head("Nhập xã", "Nghị quyết thử 01", NEW_YEAR)
    with as_actor(actor):
        draft = drafts.begin(head=head, province=made.world.tinh_mau, actor=actor)
        units = [made.world.xa_a, made.world.xa_b]
        changing.merge(
            reform=draft, units=units, into=NewUnit("Xã Hợp Mẫu"), version=draft.version, actor=actor
        )
        draft.refresh_from_db()
        running.ask_preview(reform=draft, version=draft.version, actor=actor)
        draft.refresh_from_db()
        assert running.ask_apply(reform=draft, version=draft.version, actor=actor) is None
    draft.refresh_from_db()
    assert running.is_approved(draft)
    return draft


def state_of(reform: Reform) -> str:
    return Reform.objects.get(pk=reform.pk).state


# ---- the clock jumps


@pytest.mark.django_db
def test_a_clock_set_back_after_the_approval_applies_it_on_its_day_all_the_same(
    made: Country, clock: Clock
) -> None:
    reform = approved(made)
    clock(2026, 11, 1, 9)
    assert running.apply_due() == 0
    clock(2027, 1, 1, 0, 30)
    assert running.apply_due() == 1
    assert state_of(reform) == ReformState.APPLIED


@pytest.mark.django_db
def test_a_clock_set_back_before_its_day_applies_nothing_and_keeps_the_approval(
    made: Country, clock: Clock
) -> None:
    reform = approved(made)
    clock(2026, 12, 31, 8)
    with as_actor(actor_of(made.seats["admin"])):
        running.ask_preview(reform=other(made), version=2, actor=actor_of(made.seats["admin"]))
    clock(2026, 12, 20, 8)
    assert running.apply_due() == 0
    assert running.is_approved(Reform.objects.get(pk=reform.pk))
    clock(2026, 12, 31, 23, 59)
    assert running.apply_due() == 0
    clock(2027, 1, 1, 0, 0, 1)
    assert running.apply_due() == 1
    assert running.apply_due() == 0
    assert state_of(reform) == ReformState.APPLIED


def other(made: Country) -> Reform:
    actor = actor_of(made.seats["admin"])
    draft = drafts.begin(
        head=drafts.Head("Khác", "NQ", date(2026, 6, 1)), province=made.world.tinh_khac, actor=actor
    )
    changing.rename(reform=draft, unit=made.xa_f, new=NewUnit("Phường Phú Khác"), version=1, actor=actor)
    return Reform.objects.get(pk=draft.pk)


@pytest.mark.django_db
def test_a_clock_far_ahead_applies_nothing_by_itself(made: Country, clock: Clock) -> None:
    reform = approved(made)
    clock(2027, 6, 1)
    assert running.apply_due() == 0, "months without a line in the trail: the clock jumped"
    clock(2027, 1, 1, 7)
    assert running.apply_due() == 1
    assert state_of(reform) == ReformState.APPLIED


@pytest.mark.django_db
def test_a_clock_set_back_over_midnight_before_the_job_runs(
    made: Country, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day had come when the job was queued, and has not come any more when it runs: told, and nothing lost."""
    reform, before = approved(made), Unit.objects.count()
    clock(2027, 1, 1, 0, 5)
    with monkeypatch.context() as patch:
        patch.setattr(starting, "_enqueue", lambda key: None)
        assert running.apply_due() == 1
    job = Job.objects.latest("pk")
    clock(2026, 12, 31, 23, 55)
    Notice.objects.all().delete()
    run.call(str(job.uuid))
    job.refresh_from_db()
    held = Reform.objects.get(pk=reform.pk)
    assert (job.state, job.message) == (State.DONE, "Chưa thực hiện được, chưa có gì thay đổi.")
    assert held.state == ReformState.DRAFT
    assert "có hiệu lực từ 01/01/2027: đến ngày đó mới thực hiện được" in held.found["problems"][0]
    assert Notice.objects.filter(kind="reform_refused").count() == 1, "nobody watched, so somebody is told"
    assert Unit.objects.count() == before
    clock(2027, 1, 1, 8)
    actor = actor_of(made.seats["admin"])
    with as_actor(actor):
        running.ask_preview(reform=held, version=held.version, actor=actor)
        held.refresh_from_db()
        running.ask_apply(reform=held, version=held.version, actor=actor)
    assert state_of(reform) == ReformState.APPLIED


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_leaps_ahead_makes_a_living_worker_look_dead_and_the_reform_is_applied_once(
    transactional_db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second worker takes the job up while the first is at work: it waits, and then says what is true."""
    made = build()
    reform = approved(made)
    clock(2027, 1, 1, 0, 5)
    with monkeypatch.context() as patch:
        patch.setattr(starting, "_enqueue", lambda key: None)
        assert running.apply_due() == 1
    job = Job.objects.latest("pk")
    inside, go_on = threading.Event(), threading.Event()
    register_mover(Mover("test.slow", lambda effect: stand(inside, go_on), order=1))
    monkeypatch.setattr(
        "hoathuan.core.jobs.running.Progress.report", lambda self, **told: told and go_on_if(told)
    )

    def go_on_if(told: dict[str, Any]) -> None:
        if inside.is_set() and "chờ" in str(told.get("message", "")):
            go_on.set()

    try:
        first, result = in_thread(lambda: run.call(str(job.uuid)))
        assert inside.wait(60)
        clock(2027, 1, 1, 3)
        assert come_back() == 1
        first.join()
    finally:
        go_on.set()
        del _movers["test.slow"]
    assert result == [None]
    job.refresh_from_db()
    assert (job.state, job.message) == (State.DONE, "Việc sắp xếp này đã thực hiện rồi.")
    assert state_of(reform) == ReformState.APPLIED
    assert AuditEntry.objects.filter(action="reforms.applied").count() == 1
    assert Unit.objects.filter(name="Xã Hợp Mẫu").count() == 1
    assert verify() == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.RUNNING, State.WAITING])
def test_a_job_left_by_a_dead_worker_is_taken_up_though_the_clock_was_set_back(
    made: Country, clock: Clock, state: str
) -> None:
    """Its last sign of life stands a year ahead; nobody could wait until then."""
    clock(2027, 12, 28, 9)
    job = waiting_job("tests.faults.test_clock.nothing", actor_of(made.seats["admin"]))
    Job.objects.filter(pk=job.pk).update(state=state)
    clock(2026, 12, 28, 9)
    assert starting.recover() == 1
    job.refresh_from_db()
    assert (job.state, job.message) == (State.DONE, "Xong")
    assert starting.recover() == 0


def nothing(progress: Any, actor: Any) -> str:
    return "Xong"


def stand(inside: threading.Event, go_on: threading.Event) -> list[Any]:
    if not inside.is_set():
        inside.set()
        assert go_on.wait(60)
    return []


# ---- midnight, New Year


def recorded(made: Country, seat: Seat, day: date) -> Case:
    actor, team = actor_of(seat), made.teams["Xã An Mẫu"]
    team.refresh_from_db()
    with as_actor(actor):
        (case,) = services.record_many(actor=actor, entries=[entry(team, day, None)])
    return case


@pytest.mark.django_db
def test_disputes_around_midnight_of_new_year_and_a_reform_in_between(made: Country, clock: Clock) -> None:
    reform, officer = approved(made), made.seats["Xã An Mẫu"]
    clock(2026, 12, 31, 23, 59)
    assert today() == date(2026, 12, 31)
    assert running.apply_due() == 0
    last = recorded(made, officer, today())
    clock(2027, 1, 1, 0, 1)
    assert (today(), timezone.now().date()) == (NEW_YEAR, date(2026, 12, 31)), (
        "in UTC the year is still the old one"
    )
    assert running.apply_due() == 1
    assert state_of(reform) == ReformState.APPLIED
    officer = after(officer)
    assert officer.unit.name == "Xã Hợp Mẫu"
    first, late = recorded(made, officer, today()), recorded(made, officer, date(2026, 12, 31))

    numbers = [(case.book_year, case.book_number) for case in (last, late, first)]
    assert numbers == [(2026, 3), (2026, 4), (2027, 1)], "each year has its own numbers, without a gap"
    assert [Case.objects.get(pk=one.pk).area.then_commune.name for one in (last, late, first)] == [
        "Xã An Mẫu", "Xã An Mẫu", "Xã Hợp Mẫu"
    ]  # fmt: skip
    merged = Unit.objects.get(name="Xã Hợp Mẫu")
    assert {Case.objects.get(pk=one.pk).now_commune for one in (last, late, first)} == {merged}

    fold()
    assert received(made.world.xa_a, 2026, then=True) == 4
    assert received(made.world.xa_b, 2026, then=True) == 2
    assert (received(merged, 2026, then=True), received(merged, 2026, then=False)) == (0, 6)
    assert (received(merged, 2027, then=True), received(merged, 2027, then=False)) == (1, 1)
    for then in (True, False):
        assert received(made.world.country, 2026, then=then) == 10
        assert received(made.world.country, 2027, then=then) == 1
    assert verify() == []


def received(unit: Unit, year: int, *, then: bool) -> Any:
    return value(Measure("cases.received"), Unit.objects.get(pk=unit.pk), Window.year(year), then=then)
