"""Whether a page could be served now, and what will be missed soon."""

import logging
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from . import signs
from .own_gauges import disk_folder

log = logging.getLogger("hoathuan.operations")

OK: Final = "ok"
WARNING: Final = "warning"
DOWN: Final = "down"
_WORST: Final = (OK, WARNING, DOWN)
#: Below either of them uploads will soon be refused.
LEAST_FREE_SHARE: Final = 0.05
LEAST_FREE_BYTES: Final = 2 * 1024**3


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    status: str
    detail: str


@dataclass(frozen=True)
class Health:
    """All of them; the worst one counts."""

    checks: tuple[Check, ...]

    @property
    def status(self) -> str:
        return max((check.status for check in self.checks), key=_WORST.index)


def look() -> Health:
    """Ask the database, then what hangs on it; without it the rest cannot be asked."""
    database = _checked("database", _database)
    if database.status == DOWN:
        return Health((database, _checked("disk", _disk)))
    later: Iterable[tuple[str, Callable[[], tuple[str, str]]]] = (
        ("migrations", _migrations),
        ("worker", _worker),
        ("disk", _disk),
    )
    return Health((database, *(_checked(name, ask) for name, ask in later)))


def _checked(name: str, ask: Callable[[], tuple[str, str]]) -> Check:
    try:
        return Check(name, *ask())
    except Exception as problem:
        log.warning("%s cannot be checked", name, exc_info=True)
        return Check(name, DOWN, type(problem).__name__)


def _database() -> tuple[str, str]:
    # a connection that the server has closed meanwhile is not the database's fault
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK, "answers"


@lru_cache(maxsize=1)
def _known() -> frozenset[tuple[str, str]]:
    """The migrations of this program; its files do not change while it runs."""
    return frozenset((app, name) for app, name in MigrationLoader(None).disk_migrations)


def _migrations() -> tuple[str, str]:
    missing = len(_known() - set(MigrationRecorder(connection).applied_migrations()))
    return (DOWN, f"{missing} not applied: run manage.py setup") if missing else (OK, "all applied")


def _worker() -> tuple[str, str]:
    newest = signs.last_worker()
    if newest is None:
        return WARNING, "none was ever seen"
    silent = timezone.now() - newest
    text = f"last sign {round(silent.total_seconds())} s ago"
    return (WARNING if silent > signs.SILENT else OK), text


def _disk() -> tuple[str, str]:
    usage = shutil.disk_usage(disk_folder())
    little = usage.free < LEAST_FREE_BYTES or usage.free < usage.total * LEAST_FREE_SHARE
    return (WARNING if little else OK), f"{usage.free // 1024**2} MB free"
