"""A worker that stops at a known place and waits to be killed, and the tests' way of killing it.

As a program: `python -m tests.faults.worker PLACE NTH ORDER`, where ORDER is a job's number, or `reencrypt`.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from typing import Any

#: What the worker does next when it stops: module, and name of the function. Before it, or once it has returned.
BEFORE = {
    "villages are stamped": ("hoathuan.units.changing.deciding", "move_all"),
    "a reform's units are written": ("hoathuan.units.changing.applying", "stamp_all"),
    "rows are stamped": ("hoathuan.units.changing.applying", "move_all"),
    "contexts have followed": ("hoathuan.units.changing.applying", "same_totals"),
    "the job says that it is done": ("hoathuan.core.jobs.running", "_finish"),
    "a number is made anew": ("hoathuan.privacy.numbers.rekeying", "_anew"),
    "an erasure is finished": ("hoathuan.privacy.erasing.running", "_finish"),
}
AFTER = {"a step of an erasure": ("hoathuan.privacy.erasing.running", "_step")}
PLACES = BEFORE | AFTER


def stop_at(place: str, nth: int = 1) -> None:
    """Let this process tell that it has come to the place for the nth time, and wait for its end."""
    module, name = PLACES[place]
    home = import_module(module)
    usual, left = getattr(home, name), [nth]

    def stopping(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if place in BEFORE and not left[0]:
            _wait()
        answer = usual(*args, **kwargs)
        if place in AFTER and not left[0]:
            _wait()
        return answer

    setattr(home, name, stopping)


def _wait() -> None:
    sys.stdout.write("waiting\n")
    sys.stdout.flush()
    sys.stdin.read()  # nothing ever comes: who started this process kills it


@contextmanager
def stopped(place: str, order: str, *, nth: int = 1, **environment: str) -> Any:
    """A worker that stands still at the place; killed at the end of the block."""
    from django.conf import settings
    from django.db import connection

    known = {"HT_DB_NAME": connection.settings_dict["NAME"]}
    worker = subprocess.Popen(
        [sys.executable, "-m", __name__, place, str(nth), order], env=os.environ | known | environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=settings.BASE_DIR,
    )  # fmt: skip
    said = worker.stdout.readline()  # type: ignore[union-attr]
    try:
        if said == "waiting\n":
            yield
    finally:
        worker.send_signal(signal.SIGKILL)
        _, errors = worker.communicate()
    assert said == "waiting\n", errors


def waiting_job(work: Callable[..., Any] | str, actor: Any, **arguments: Any) -> Any:
    """A job that no worker of this process has taken."""
    from hoathuan.core.jobs import starting
    from hoathuan.core.jobs.models import Job

    usual = starting._enqueue
    starting._enqueue = lambda key: None  # type: ignore[assignment]
    try:
        job = starting.start(work, title="Việc thử", actor=actor, **arguments)
    finally:
        starting._enqueue = usual
    return Job.objects.get(pk=job.pk)


def come_back() -> int:
    """Time passes without a sign of life, and a new worker starts: how many jobs it takes up."""
    from django.utils import timezone

    from hoathuan.core.jobs import starting
    from hoathuan.core.jobs.models import SILENCE, Job, State

    silent = timezone.now() - SILENCE - timedelta(seconds=1)
    Job.objects.filter(state=State.RUNNING).update(heartbeat=silent)
    return starting.recover()


if __name__ == "__main__":
    import django

    django.setup()
    if older := os.environ.get("FAULTS_OLDER_KEYS"):
        from django.conf import settings

        fields, hashes = older.split(",")
        settings.HT_FIELD_KEYS, settings.HT_HASH_KEYS = (
            [*settings.HT_FIELD_KEYS, fields],
            [*settings.HT_HASH_KEYS, hashes],
        )
    stop_at(sys.argv[1], int(sys.argv[2]))
    if sys.argv[3] == "reencrypt":
        from django.core.management import call_command

        call_command("reencrypt", stdout=sys.stderr)
    else:
        from hoathuan.core.jobs.running import run

        run.call(sys.argv[3])
