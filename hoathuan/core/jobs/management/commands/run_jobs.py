"""The background worker: picks up what a dead worker left, then works."""

import logging
import threading
import time
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connection

from hoathuan.core.jobs.chores import run_daily, run_often
from hoathuan.core.jobs.starting import recover

logger = logging.getLogger("hoathuan.jobs")

_RECOVER_SECONDS: Final = 15
_DAY: Final = 24 * 60 * 60


class Command(BaseCommand):
    help = "Run background jobs; those of a worker that died are run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")
        parser.add_argument("--interval", default=1.0, type=float, help="seconds between looks at the queue")

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        recover()
        if not once:
            threading.Thread(target=_look_after, name="jobs-recovery", daemon=True).start()
        call_command("db_worker", batch=once, interval=interval, startup_delay=False, reload=False)


def _look_after() -> None:
    """Beside the worker: dead jobs come back, and chores are done: daily, or each time round."""
    next_chores = time.monotonic()
    while True:
        try:
            close_old_connections()
            recover()
            if time.monotonic() >= next_chores:
                next_chores += _DAY
                run_daily()
            run_often()
        except Exception:
            # the database was away for a moment: this thread must outlive it, for nothing else brings jobs back
            logger.exception("looking after jobs failed")
        finally:
            connection.close()
        time.sleep(_RECOVER_SECONDS)
