"""Files that jobs make: for who asked, in the seat that asked, for some days."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from hoathuan.core import jobs
from hoathuan.core.jobs import results
from hoathuan.core.jobs.models import Job, ResultFile, State
from hoathuan.core.models import AuditEntry

from . import work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(world: Any, seat_of: Any) -> Any:
    return seat_of("province_officer", world.tinh_mau)


def made_by(seat: Any, actor_of: Any, **arguments: Any) -> ResultFile:
    job = jobs.start(work.write, title="Làm tệp", actor=actor_of(seat), **arguments)
    assert job.state == State.DONE, job.message
    return job.files.get()


def answers(client: Any, file: ResultFile) -> tuple[int, int]:
    names = ("jobs:result", "jobs:download")
    first, second = (client.get(reverse(name, args=[file.uuid])).status_code for name in names)
    return first, second


def test_the_finished_job_leads_to_its_file(officer: Any, actor_of: Any, client_for: Any) -> None:
    file = made_by(officer, actor_of, text="một")
    client = client_for(officer)
    page = client.get(file.job.get_absolute_url(), follow=True)
    assert "danh-sach.txt" in page.content.decode()
    answer = client.get(reverse("jobs:download", args=[file.uuid]))
    assert b"".join(answer.streaming_content).decode() == "một"
    assert "no-store" in answer["Cache-Control"]
    assert AuditEntry.objects.filter(action="jobs.downloaded", actor_seat=officer.pk).count() == 1


def test_nobody_else_gets_it(world: Any, seat_of: Any, officer: Any, actor_of: Any, client_for: Any) -> None:
    file = made_by(officer, actor_of, text="một")
    others = {
        "same unit": seat_of("province_officer", world.tinh_mau),
        "parent": seat_of("ministry_viewer", world.country),
        "sister": seat_of("province_officer", world.tinh_khac),
    }
    assert {name: answers(client_for(seat), file) for name, seat in others.items()} == dict.fromkeys(
        others, (404, 404)
    )
    assert answers(client_for(None), file) == (302, 302)


def test_the_same_person_in_another_seat_does_not_get_it(
    world: Any, officer: Any, actor_of: Any, client_for: Any
) -> None:
    file = made_by(officer, actor_of, text="một")
    other = type(officer).objects.create(
        person=officer.person, kind="reporter", unit=world.tinh_mau, valid=officer.valid
    )
    assert answers(client_for(other), file) == (404, 404)


def test_a_seat_that_ended_takes_its_files_with_it(officer: Any, actor_of: Any, client_for: Any) -> None:
    file = made_by(officer, actor_of, text="một")
    yesterday = timezone.localdate() - timedelta(days=1)
    type(officer).objects.filter(pk=officer.pk).update(valid=DateRange(officer.valid.lower, yesterday))
    assert answers(client_for(officer), file) == (404, 404)


def test_what_row_security_guards_stays_closed_to_who_may_no_longer_read_it(
    officer: Any, actor_of: Any, client_for: Any
) -> None:
    file = made_by(officer, actor_of, text="nội dung", protected=True)
    assert answers(client_for(officer), file) == (404, 404), "a province reads no content"


def test_a_job_whose_seat_ended_meanwhile_makes_no_file(officer: Any, actor_of: Any) -> None:
    actor = actor_of(officer)
    type(officer).objects.filter(pk=officer.pk).update(
        valid=DateRange(officer.valid.lower, officer.valid.lower)
    )
    job = jobs.start(work.write, title="Làm tệp", actor=actor, text="một")
    assert job.state == State.FAILED
    assert "hết hạn" in job.message
    assert not ResultFile.objects.exists()


def test_a_file_is_gone_after_its_days(officer: Any, actor_of: Any, client_for: Any) -> None:
    file = made_by(officer, actor_of, text="một")
    path = results.path_of(file.digest)
    ResultFile.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert answers(client_for(officer), file) == (404, 404)
    age(path)
    assert results.forget_old() == 1
    assert not path.exists()


def test_the_same_content_of_two_people_stays_until_the_last_of_them(
    world: Any, seat_of: Any, officer: Any, actor_of: Any
) -> None:
    first = made_by(officer, actor_of, text="một")
    second = made_by(seat_of("province_officer", world.tinh_mau), actor_of, text="một")
    assert first.digest == second.digest
    age(results.path_of(first.digest))
    ResultFile.objects.filter(pk=first.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    results.forget_old()
    assert results.path_of(second.digest).exists()


def test_what_a_failed_job_left_is_swept_up_later(officer: Any, actor_of: Any) -> None:
    job = jobs.start(work.write_and_fail, title="Làm tệp", actor=actor_of(officer))
    assert Job.objects.get(pk=job.pk).state == State.FAILED
    assert not ResultFile.objects.exists()
    (left,) = [path for path in results.path_of("x" * 64).parent.parent.glob("**/*") if path.is_file()]
    results.forget_old()
    assert left.exists(), "it might belong to a job that still runs"
    age(left)
    results.forget_old()
    assert not left.exists()


def age(path: Path) -> None:
    long_ago = timezone.now().timestamp() - 7 * 60 * 60
    os.utime(path, (long_ago, long_ago))
