from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from hoathuan.core import jobs
from hoathuan.core.jobs import chores
from hoathuan.core.jobs import running as running_module
from hoathuan.core.jobs.chores import run_daily
from hoathuan.core.jobs.management.commands import run_jobs
from hoathuan.core.jobs.models import FORGOTTEN, MAX_ATTEMPTS, SILENCE, Job, State
from hoathuan.core.jobs.starting import claim, recover

from . import work

SOMEBODY = SimpleNamespace(user_id=None, seat_id=None)


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Any:
    return seat_of("commune_officer", world.xa_a)


def running(**fields: Any) -> Job:
    defaults = {
        "title": "Đếm",
        "work": f"{work.__name__}.count",
        "arguments": {"to": 3},
        "state": State.RUNNING,
    }
    return Job.objects.create(**defaults | fields)


@pytest.mark.django_db
def test_a_job_ends_with_its_own_words_and_full_progress() -> None:
    job = jobs.start(work.count, title="Đếm", actor=SOMEBODY, to=5)
    assert (job.state, job.done, job.total, job.message) == (State.DONE, 5, 5, "Đã đếm đến 5")
    assert job.finished_at is not None


@pytest.mark.django_db
def test_a_refusal_is_shown_in_its_own_words() -> None:
    job = jobs.start(work.refuse, title="Nhập", actor=SOMEBODY)
    assert (job.state, job.message) == (State.FAILED, "Sổ đã khóa: chọn sổ khác.")


@pytest.mark.django_db
def test_a_crash_is_told_without_its_innards_and_with_a_code() -> None:
    job = jobs.start(work.crash, title="Nhập", actor=SOMEBODY)
    assert job.state == State.FAILED
    assert str(job.uuid)[:8] in job.message
    assert "secret" not in job.message


@pytest.mark.django_db
def test_a_job_acts_as_the_seat_that_asked(officer: Any, actor_of: Any) -> None:
    job = jobs.start(work.who, title="Ai", actor=actor_of(officer))
    assert job.message == str(officer.pk)


@pytest.mark.django_db
def test_a_job_of_a_seat_that_has_ended_does_not_run(officer: Any, actor_of: Any) -> None:
    from django.db.backends.postgresql.psycopg_any import DateRange

    actor = actor_of(officer)
    today = timezone.localdate()
    officer.valid = DateRange(today - timedelta(days=9), today - timedelta(days=2))
    officer.save()
    job = jobs.start(work.who, title="Ai", actor=actor)
    assert job.state == State.FAILED
    assert "vai" in job.message.lower()


@pytest.mark.django_db
def test_the_job_of_a_dead_worker_is_run_again() -> None:
    dead = running(heartbeat=timezone.now() - SILENCE - timedelta(seconds=1), attempts=1)
    alive = running(heartbeat=timezone.now(), attempts=1)
    assert recover() == 1
    dead.refresh_from_db()
    alive.refresh_from_db()
    assert (dead.state, dead.message, dead.attempts) == (State.DONE, "Đã đếm đến 3", 2)
    assert alive.state == State.RUNNING


@pytest.mark.django_db
def test_a_job_whose_call_was_lost_is_queued_again() -> None:
    lost = running(state=State.WAITING, heartbeat=timezone.now() - FORGOTTEN - timedelta(seconds=1))
    assert recover() == 1
    lost.refresh_from_db()
    assert lost.state == State.DONE


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_every_time_is_given_up_with_words() -> None:
    job = running(heartbeat=timezone.now() - timedelta(hours=1), attempts=MAX_ATTEMPTS)
    assert recover() == 0
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "quản trị" in job.message


@pytest.mark.django_db
def test_a_job_is_claimed_once() -> None:
    job = running(state=State.WAITING)
    assert claim(str(job.uuid))
    assert claim(str(job.uuid)) is None


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_workers_claims_a_job(race: Any) -> None:
    job = running(state=State.WAITING)
    taken = race(lambda: claim(str(job.uuid)), 6)
    assert sum(isinstance(one, Job) for one in taken) == 1


@pytest.mark.django_db(transaction=True)
def test_progress_shows_before_the_work_commits_or_rolls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    flush = running_module.Progress.flush

    def flush_and_tell(progress: running_module.Progress) -> None:
        told = "done" in progress.values
        flush(progress)
        if told:
            work.Watched.flushed.set()

    work.Watched.flushed.clear()
    work.Watched.seen.clear()
    monkeypatch.setattr(running_module, "PULSE_SECONDS", 0.01)
    monkeypatch.setattr(running_module.Progress, "flush", flush_and_tell)
    job = running(state=State.WAITING, work=f"{work.__name__}.watched", arguments={})
    running_module.run.call(str(job.uuid))
    assert work.Watched.seen == [7]
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (State.FAILED, 7, 9)


@pytest.mark.django_db
def test_the_page_of_a_job_is_for_the_person_who_asked(
    world: Any, officer: Any, seat_of: Any, client_for: Any
) -> None:
    job = running(user_id=officer.person.user_id, total=10, done=4, message="Đang đọc")
    own = client_for(officer).get(job.get_absolute_url())
    assert "<progress" in own.content.decode()
    assert "Đang đọc" in own.content.decode()
    for kind, unit in [("commune_officer", world.xa_b), ("province_officer", world.tinh_mau)]:
        assert client_for(seat_of(kind, unit)).get(job.get_absolute_url()).status_code == 404
    assert Client().get(job.get_absolute_url()).status_code == 302


@pytest.mark.django_db
def test_the_bar_sends_the_browser_on_when_the_job_is_over(officer: Any, client_for: Any) -> None:
    job = running(user_id=officer.person.user_id)
    client = client_for(officer)
    bar = f"{job.get_absolute_url()}thanh/"
    assert "HX-Redirect" not in client.get(bar)
    Job.objects.update(state=State.DONE, result_url="/ket-qua/")
    assert client.get(bar)["HX-Redirect"] == job.get_absolute_url()
    assert client.get(job.get_absolute_url())["Location"] == "/ket-qua/"


@pytest.mark.django_db
def test_a_failed_job_can_be_tried_again(officer: Any, client_for: Any) -> None:
    job = running(
        user_id=officer.person.user_id, seat_id=officer.pk, state=State.FAILED, message="Hỏng", attempts=3
    )
    client = client_for(officer)
    assert "Thử lại" in client.get(job.get_absolute_url()).content.decode()
    client.post(f"{job.get_absolute_url()}chay-lai/")
    job.refresh_from_db()
    assert job.state == State.DONE


@pytest.mark.django_db
def test_the_list_of_jobs_costs_few_queries(
    officer: Any, client_for: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        running(user_id=officer.person.user_id, title=f"Việc {number}")
    client = client_for(officer)
    with django_assert_max_num_queries(14):
        page = client.get("/tien-trinh/")
    assert "Việc 29" in page.content.decode()


@pytest.mark.django_db
def test_remaining_time_is_said_in_words() -> None:
    job = running(total=100, done=50, started=timezone.now() - timedelta(seconds=20))
    assert job.remaining == "còn khoảng 20 giây"
    job.started = timezone.now() - timedelta(minutes=10)
    assert job.remaining == "còn khoảng 10 phút"
    job.done = 0
    assert job.remaining == ""


def test_an_error_of_the_database_does_not_end_the_looking_after(monkeypatch: pytest.MonkeyPatch) -> None:
    class Enough(BaseException):
        pass

    calls: list[str] = []

    def recover_badly() -> None:
        calls.append("recover")
        if len(calls) == 1:
            raise OperationalError("the connection is gone")
        raise Enough

    monkeypatch.setattr(run_jobs, "recover", recover_badly)
    monkeypatch.setattr(run_jobs, "connection", SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(run_jobs, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_jobs, "_RECOVER_SECONDS", 0)
    with pytest.raises(Enough):
        run_jobs._look_after()
    assert calls == ["recover", "recover"]


@pytest.mark.django_db
def test_daily_chores_do_not_stop_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[int] = []
    monkeypatch.setattr(chores, "_daily", {})
    jobs.register_daily("a", lambda: 1 / 0)
    jobs.register_daily("b", lambda: called.append(1))
    running(state=State.DONE, finished_at=timezone.now() - timedelta(days=40))
    run_daily()
    assert called == [1]
    assert not Job.objects.exists()
