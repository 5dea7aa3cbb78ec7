"""Figures of the machine itself: jobs, the database, the disk, the last backup."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from hoathuan.core.jobs.models import Job, State

from . import signs


def _jobs(state: str) -> Callable[[], float]:
    return lambda: Job.objects.filter(state=state).count()


def _longest_wait() -> float:
    oldest = (
        Job.objects.filter(state=State.WAITING).order_by("created").values_list("created", flat=True).first()
    )
    return _seconds_since(oldest) or 0


def _seconds_since(moment: datetime | None) -> float | None:
    return None if moment is None else (timezone.now() - moment).total_seconds()


def _one(statement: str) -> Callable[[], float]:
    def read() -> float:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return float(cursor.fetchone()[0])

    return read


def disk_folder() -> Path:
    """Where files are kept; before the first one, the folder above."""
    folder = Path(settings.MEDIA_ROOT)
    return next(place for place in (folder, *folder.parents) if place.exists())


_CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"

OWN: list[tuple[str, str, Callable[[], float | None]]] = [
    ("jobs_waiting", "Jobs that wait for a worker", _jobs(State.WAITING)),
    ("jobs_running", "Jobs at work", _jobs(State.RUNNING)),
    ("jobs_failed", "Jobs that ended badly and are still remembered (30 days)", _jobs(State.FAILED)),
    ("jobs_longest_wait_seconds", "How long the oldest waiting job has waited", _longest_wait),
    ("workers", "Workers that gave a sign of life within a minute", signs.workers_alive),
    (
        "backup_age_seconds",
        "Time since the last backup came to its end",
        lambda: _seconds_since(signs.last_backup()),
    ),
    ("database_bytes", "Size of the database", _one("SELECT pg_database_size(current_database())")),
    ("database_connections", "Connections to the database, ours and others'", _one(_CONNECTIONS)),
    ("disk_free_bytes", "Room left where files are kept", lambda: shutil.disk_usage(disk_folder()).free),
    ("disk_bytes", "Size of the disk where files are kept", lambda: shutil.disk_usage(disk_folder()).total),
]
