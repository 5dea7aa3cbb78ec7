"""A seat that ends takes its rights with it at once: in sign-ins, in jobs, at midnight, and under a wrong clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone

from hoathuan.accounts.models import Seat, User
from hoathuan.accounts.registrations import _acting
from hoathuan.accounts.services.seats import end_seat, stop_ended
from hoathuan.accounts.services.team_seats import follow_roster
from hoathuan.core import jobs
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.jobs.models import Job, State
from hoathuan.core.jobs.running import run

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/chon-vai/"


@pytest.fixture
def admin(world: Any, seat_of: Any) -> Seat:
    return seat_of("administrator", world.tinh_mau, "Người Quản Trị")


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Seat:
    return seat_of("commune_officer", world.xa_a, "Người Tư Pháp")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`at(2026, 12, 31, 16, 59)`: the clock of the server stands there, in universal time."""

    def put(*parts: int) -> None:
        moment = datetime(*parts, tzinfo=UTC)  # type: ignore[misc]
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return put


def works(browser: Client) -> bool:
    return browser.get("/vu-viec/").status_code == 200


def test_the_next_request_of_a_sign_in_under_way_is_refused(
    admin: Seat, officer: Seat, client_for: Any
) -> None:
    browser = client_for(officer)
    assert works(browser)
    ended = client_for(admin).post(
        f"/quan-tri/vai/{officer.uuid}/ket-thuc/", {"when": "now", "version": officer.version}
    )
    assert ended.status_code == 302
    assert browser.get("/vu-viec/")["Location"] == PAGE
    assert browser.post("/vu-viec/ghi/", {"summary": "x"}).status_code == 302


def test_one_that_ends_after_a_day_needs_the_day(admin: Seat, officer: Seat, client_for: Any) -> None:
    page = f"/quan-tri/vai/{officer.uuid}/ket-thuc/"
    browser = client_for(admin)
    asked = browser.post(page, {"when": "after", "until": "", "version": 1})
    assert "Ghi ngày cuối cùng giữ vai" in asked.content.decode()
    browser.post(page, {"when": "after", "until": f"{today():%d/%m/%Y}", "version": 1})
    assert works(client_for(officer))


def stop(seat: Seat, actor: Any) -> None:
    end_seat(seat=seat, until=today() - timedelta(days=1), version=seat.version, actor=actor)


def write_a_name(progress: Any, actor: Any) -> str:
    User.objects.create_user("viet-trong-viec")
    return "Đã viết"


def test_a_job_that_waits_in_the_queue_refuses(admin: Seat, officer: Seat, actor_of: Any) -> None:
    job = Job.objects.create(
        title="Việc chờ",
        work=f"{__name__}.write_a_name",
        user_id=officer.person.user_id,
        seat_id=officer.pk,
        heartbeat=timezone.now(),
    )
    stop(officer, actor_of(admin))
    run.call(str(job.uuid))
    job.refresh_from_db()
    assert (job.state, User.objects.filter(username="viet-trong-viec").exists()) == (State.FAILED, False)
    assert "hết hạn" in job.message


_ending: dict[str, Any] = {}


def write_and_lose_the_seat(progress: Any, actor: Any) -> str:
    """While it works, somebody ends the seat that asked for it."""
    User.objects.create_user("viet-do-dang")
    stop(_ending["seat"], _ending["by"])
    return "Đã viết"


def test_a_job_under_way_keeps_nothing_when_its_seat_has_ended(
    admin: Seat, officer: Seat, actor_of: Any
) -> None:
    _ending.update(seat=officer, by=actor_of(admin))
    job = jobs.start(write_and_lose_the_seat, title="Việc đang chạy", actor=actor_of(officer))
    assert job.state == State.FAILED
    assert "hết hạn" in job.message
    assert not User.objects.filter(username="viet-do-dang").exists()


def test_a_job_of_an_officer_who_was_recovered_meanwhile_keeps_nothing(officer: Seat) -> None:
    with pytest.raises(DomainError, match="chờ xác nhận"), _acting(officer.person.user_id, officer.pk):
        User.objects.filter(pk=officer.person.user_id).update(unproven_since=timezone.now())


def test_a_seat_until_the_thirty_first_ends_at_midnight_in_viet_nam_and_not_at_that_of_greenwich(
    officer: Seat, client_for: Any, at: Any
) -> None:
    Seat.objects.filter(pk=officer.pk).update(valid=DateRange(date(2026, 1, 1), date(2027, 1, 1)))
    at(2026, 12, 31, 16, 59, 59)  # 23:59:59 in Viet Nam
    browser = client_for(officer)
    assert works(browser)
    at(2026, 12, 31, 17, 0, 0)
    assert today() == date(2027, 1, 1)
    assert not works(browser)


def test_a_seat_from_new_year_on_begins_at_midnight_in_viet_nam(
    officer: Seat, client_for: Any, at: Any
) -> None:
    Seat.objects.filter(pk=officer.pk).update(valid=DateRange(date(2027, 1, 1), None))
    at(2026, 12, 31, 16, 59, 59)
    browser = client_for(officer)
    assert not works(browser)
    at(2026, 12, 31, 17, 0, 0)
    assert works(browser)


def test_a_clock_set_back_revives_no_seat_that_was_ended_at_once(
    admin: Seat, officer: Seat, client_for: Any, actor_of: Any, at: Any
) -> None:
    at(2026, 6, 15, 3)
    browser = client_for(officer)
    stop(officer, actor_of(admin))
    at(2026, 6, 10, 3)
    assert not works(browser)
    with pytest.raises(DomainError, match="hết hạn"), _acting(officer.person.user_id, officer.pk):
        pass


def test_nor_one_whose_term_ran_out_before_the_daily_chore(officer: Seat, client_for: Any, at: Any) -> None:
    Seat.objects.filter(pk=officer.pk).update(valid=DateRange(date(2026, 1, 1), date(2026, 6, 15)))
    at(2026, 6, 14, 3)
    browser = client_for(officer)
    assert stop_ended() == 0
    assert works(browser)
    at(2026, 6, 15, 3)
    assert stop_ended() == 1
    at(2026, 6, 1, 3)
    assert not works(browser)


def test_a_team_seat_that_the_roster_ends_stays_ended(
    world: Any, seat_of: Any, officer: Seat, client_for: Any, actor_of: Any, at: Any
) -> None:
    mediator = seat_of("mediator", world.xa_a, team_id=7)
    at(2026, 6, 15, 3)
    browser = client_for(mediator)
    follow_roster(commune=world.xa_a, teams=[7], roster=[], actor=actor_of(officer))
    assert not works(browser)
    at(2026, 6, 1, 3)
    assert not works(browser)


def test_a_seat_that_had_yet_to_begin_is_taken_back_whole(admin: Seat, officer: Seat, actor_of: Any) -> None:
    later = today() + timedelta(days=30)
    Seat.objects.filter(pk=officer.pk).update(valid=DateRange(later, None))
    officer.refresh_from_db()
    stop(officer, actor_of(admin))
    officer.refresh_from_db()
    assert officer.valid.isempty
