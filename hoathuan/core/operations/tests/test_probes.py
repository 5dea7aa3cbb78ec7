"""What machines ask of a running installation, and who gets which answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from hoathuan.core import operations
from hoathuan.core.jobs import chores
from hoathuan.core.jobs.models import Job, State
from hoathuan.core.operations import gauges, health, signs
from hoathuan.core.operations.models import Sign

pytestmark = pytest.mark.django_db

LIVE, READY, MEASURED = "/suc-khoe/song/", "/suc-khoe/", "/suc-khoe/so-do/"
#: As nginx passes on what comes from elsewhere.
PASSED_ON = {"HTTP_X_FORWARDED_FOR": "203.0.113.5", "HTTP_X_FORWARDED_PROTO": "https"}


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of whoever runs the tests is not what is tested."""
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 0)
    monkeypatch.setattr(health, "LEAST_FREE_SHARE", 0)


@pytest.fixture
def database_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        from django.db import OperationalError

        raise OperationalError("connection failed: host 10.0.0.9")

    monkeypatch.setattr(connection, "cursor", away)


def checks(client: Client) -> dict[str, str]:
    return {name: check["status"] for name, check in client.get(READY).json()["checks"].items()}


def test_a_worker_at_work_and_everything_applied_is_well(client: Client, room: None) -> None:
    chores.run_often()
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert set(checks(client)) == {"database", "migrations", "worker", "disk"}


def test_without_a_worker_pages_are_served_and_somebody_is_told(client: Client, room: None) -> None:
    assert (client.get(READY).status_code, checks(client)["worker"]) == (200, "warning")
    signs.alive()
    assert checks(client)["worker"] == "ok"
    Sign.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert checks(client)["worker"] == "warning"


def test_missing_migrations_keep_readers_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_known", lambda: frozenset({("operations", "9999_of_tomorrow")}))
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["checks"]["migrations"]["status"]) == (503, "down")


def test_without_the_database_it_lives_and_is_not_ready(client: Client, database_away: None) -> None:
    assert client.get(LIVE).status_code == 200
    answer = client.get(READY)
    assert answer.status_code == 503
    assert "10.0.0.9" not in answer.content.decode()


def test_a_disk_nearly_full_is_a_warning(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**60)
    assert checks(client)["disk"] == "warning"


def test_a_reader_from_elsewhere_learns_one_word(client: Client) -> None:
    assert set(client.get(READY, **PASSED_ON).json()) == {"status"}
    assert client.get(MEASURED, **PASSED_ON).status_code == 403
    assert client.get(MEASURED, REMOTE_ADDR="203.0.113.5").status_code == 403
    assert client.get(MEASURED, REMOTE_ADDR="").status_code == 403


def test_the_token_opens_the_metrics_and_no_other_word_does(client: Client, settings: Any) -> None:
    def ask(word: str) -> int:
        return client.get(MEASURED, HTTP_AUTHORIZATION=f"Bearer {word}", **PASSED_ON).status_code

    assert ask("") == 403  # no token is set: nobody has it
    settings.HT_METRICS_TOKEN = "mã-đo-của-máy-chủ"
    assert ask("") == 403
    assert ask("something else") == 403
    settings.HT_METRICS_TOKEN = "plain-token"
    assert ask("plain-token") == 200


def test_probes_need_neither_the_hosts_name_nor_tls(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["hoathuan.example.vn"], True
    for path in (LIVE, READY, MEASURED):
        assert client.get(path, HTTP_HOST="127.0.0.1:8000").status_code == 200
    assert client.post(READY).status_code == 405
    assert client.get(READY)["Cache-Control"] == "no-store"


def measured(client: Client) -> dict[str, float]:
    text = client.get(MEASURED).content.decode()
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if line and line[0] != "#")
    return {name: float(value) for name, value in lines}


def test_the_metrics_count_requests_by_part_and_jobs_by_state(client: Client) -> None:
    name = 'hoathuan_requests_total{method="GET",part="core",status="200"}'
    before = measured(client).get(name, 0)
    client.get("/tro-giup/")
    Job.objects.create(title="Một việc", work="x", state=State.WAITING)
    Job.objects.create(title="Một việc", work="x", state=State.FAILED)
    after = measured(client)
    assert after[name] == before + 1
    assert (after["hoathuan_jobs_waiting"], after["hoathuan_jobs_failed"]) == (1, 1)
    assert after["hoathuan_jobs_longest_wait_seconds"] >= 0
    assert after["hoathuan_database_bytes"] > 1_000_000
    assert after["hoathuan_deltas_unfolded"] == 0
    assert (after["hoathuan_deliveries_waiting"], after["hoathuan_deliveries_failed"]) == (0, 0)
    assert after["hoathuan_gauges_unread"] == 0


def test_a_gauge_that_fails_hides_no_other(client: Client) -> None:
    operations.register_gauge("broken", "fails", lambda: 1 / 0)
    try:
        after = measured(client)
    finally:
        gauges._gauges.pop("broken")
    assert after["hoathuan_gauges_unread"] == 1
    assert "hoathuan_jobs_waiting" in after


def test_the_age_of_the_last_backup_is_shown_once_there_was_one(client: Client) -> None:
    assert "hoathuan_backup_age_seconds" not in measured(client)
    signs.give(signs.BACKUP)
    assert measured(client)["hoathuan_backup_age_seconds"] >= 0


def test_workers_that_are_gone_for_a_day_are_forgotten(client: Client) -> None:
    signs.alive()
    signs.give(signs.BACKUP)
    Sign.objects.update(at=timezone.now() - timedelta(days=2))
    assert signs.forget_dead() == 1
    assert Sign.objects.get().name == signs.BACKUP


def test_the_worker_is_told_to_give_signs_and_to_forget_them() -> None:
    assert "operations.alive" in chores._often
    assert "operations.dead" in chores._daily
