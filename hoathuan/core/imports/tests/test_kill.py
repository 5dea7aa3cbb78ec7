"""A worker is killed in the middle of an import: nothing half-written stays, and the work is done again."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from hoathuan.core.imports import registry, services
from hoathuan.core.imports.models import ImportSession, RememberedColumns, StagedRow, State
from hoathuan.core.jobs import starting
from hoathuan.core.jobs.models import SILENCE, Job
from hoathuan.core.jobs.models import State as JobState
from hoathuan.core.spreadsheets.tests.workbooks import workbook

from . import slow_kind

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 3_000
SOMEBODY = SimpleNamespace(user_id=None, seat_id=None)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> ImportSession:
    monkeypatch.setattr(registry, "_kinds", {})
    slow_kind.register_it()
    settings.MEDIA_ROOT = django_settings.MEDIA_ROOT  # the killed process reads the same folder
    rows: list[list[Any]] = [["STT", "Họ và tên"], *([n, f"Người Mẫu {n}"] for n in range(1, ROWS + 1))]
    data = workbook(tmp_path / "a.xlsx", rows).read_bytes()
    owner = SimpleNamespace(user_id=None, seat_id=77)
    return services.open_file(
        kind=registry.get(slow_kind.KEY), upload=SimpleUploadedFile("a.xlsx", data), actor=owner
    )


def killed(job: Job, stop_at: str) -> None:
    """Run the job in a process of its own and kill it when it says that it is in the middle."""
    env = os.environ | {
        "HT_DB_NAME": connection.settings_dict["NAME"],
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", slow_kind.__name__, str(job.uuid), stop_at],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=django_settings.BASE_DIR,
    )  # fmt: skip
    said = worker.stdout.readline()  # type: ignore[union-attr]
    worker.send_signal(signal.SIGKILL)
    _, errors = worker.communicate()
    assert said == "waiting\n", errors


def waiting(monkeypatch: pytest.MonkeyPatch, call: Any) -> Job:
    """Ask for the work, but let no worker of this process take it."""
    with monkeypatch.context() as patch:
        patch.setattr(starting, "_enqueue", lambda key: None)
        call()
    return Job.objects.latest("id")


def come_back() -> None:
    """Time passes without a sign of life, and a new worker starts."""
    Job.objects.filter(state=JobState.RUNNING).update(
        heartbeat=timezone.now() - SILENCE - timedelta(seconds=1)
    )
    assert starting.recover() == 1


def test_killed_while_reading(session: ImportSession, monkeypatch: pytest.MonkeyPatch) -> None:
    job = waiting(
        monkeypatch, lambda: services.choose_columns(session=session, sheets=session.sheets, actor=SOMEBODY)
    )
    killed(job, "reading")
    assert not StagedRow.objects.exists()
    come_back()
    session.refresh_from_db()
    assert session.state == State.CHECKED
    assert session.counts["good"] == ROWS


def test_killed_while_writing(session: ImportSession, monkeypatch: pytest.MonkeyPatch) -> None:
    services.choose_columns(session=session, sheets=session.sheets, actor=SOMEBODY)
    session.refresh_from_db()
    before = RememberedColumns.objects.count()
    job = waiting(monkeypatch, lambda: services.confirm(session=session, actor=SOMEBODY))
    killed(job, "writing")
    assert RememberedColumns.objects.count() == before, "half of the rows were written and are gone again"
    session.refresh_from_db()
    assert session.state == State.APPLYING
    come_back()
    session.refresh_from_db()
    assert session.state == State.DONE
    assert session.counts["created"] == ROWS
    assert RememberedColumns.objects.count() == before + ROWS


def test_killed_after_the_commit_nothing_is_written_twice(
    session: ImportSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.choose_columns(session=session, sheets=session.sheets, actor=SOMEBODY)
    session.refresh_from_db()
    services.confirm(session=session, actor=SOMEBODY)
    after = RememberedColumns.objects.count()
    # the worker died before it could say that it was done
    Job.objects.filter(uuid=Job.objects.latest("id").uuid).update(state=JobState.RUNNING)
    come_back()
    assert RememberedColumns.objects.count() == after
    assert Job.objects.latest("id").state == JobState.DONE
