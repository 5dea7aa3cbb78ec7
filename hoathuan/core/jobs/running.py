"""Running a job: as the seat that asked, with progress that others can see before the work commits."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Final

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task

from hoathuan.core.errors import DomainError
from hoathuan.core.jobs.models import Job, State
from hoathuan.core.operations import current

logger = logging.getLogger("hoathuan.jobs")

PULSE_SECONDS: Final = 1.0

#: (user_id, seat_id) → a context manager that acts as that seat, checked anew, and yields the actor
Acting = Callable[[int | None, int | None], AbstractContextManager[Any]]


#: what a technical error means in words for who asked, if it is one that is not our fault
Explaining = Callable[[BaseException], DomainError | None]


class _Hook:
    acting: Acting = staticmethod(lambda user_id, seat_id: nullcontext())
    explaining: Explaining = staticmethod(lambda problem: None)


def set_acting(acting: Acting) -> None:
    """Tell jobs how to act as a seat. Called once, by the context that knows seats, in its `ready()`."""
    _Hook.acting = staticmethod(acting)


def set_explaining(explaining: Explaining) -> None:
    """Tell jobs which errors of the database are refusals in words. Called once, by the context that knows them."""
    _Hook.explaining = staticmethod(explaining)


class Progress:
    """What the work says about itself. Cheap: the pulse writes it to the table about once a second."""

    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.values: dict[str, Any] = {}
        self.result_url = job.result_url
        self._lock = threading.Lock()

    def report(self, done: int | None = None, total: int | None = None, message: str | None = None) -> None:
        """Tell how far the work is, in rows, and what it is doing now."""
        told = {"done": done, "total": total, "message": message}
        with self._lock:
            self.values |= {name: value for name, value in told.items() if value is not None}

    def flush(self) -> None:
        with self._lock:
            values, self.values = self.values, {}
        Job.objects.filter(pk=self.job_id, state=State.RUNNING).update(heartbeat=timezone.now(), **values)


@task
def run(key: str) -> None:
    """The one task behind all jobs: claim, act as the seat, work, say how it ended."""
    from hoathuan.core.jobs.starting import claim

    job = claim(key)
    if job is None:
        return
    with current.working(str(job.uuid)):
        _run(job)


def _run(job: Job) -> None:
    progress = Progress(job)
    try:
        with _pulse(progress), _Hook.acting(job.user_id, job.seat_id) as actor:
            message = import_string(job.work)(progress, actor, **job.arguments)
    except DomainError as error:
        _finish(job, State.FAILED, str(error), progress)
    except Exception as error:
        refusal = _Hook.explaining(error)
        if refusal is None:
            logger.exception("job %s (%s) failed", job.uuid, job.work)
        _finish(job, State.FAILED, str(refusal or _broken(job)), progress)
    else:
        _finish(job, State.DONE, str(message or _("Đã xong")), progress)


def _broken(job: Job) -> str:
    code = str(job.uuid)[:8]
    return _(
        "Có lỗi ngoài dự kiến nên việc dừng lại, chưa ghi gì vào dữ liệu. "
        "Hãy thử lại; nếu vẫn lỗi, báo người quản trị mã %(code)s."
    ) % {"code": code}


def _finish(job: Job, state: State, message: str, progress: Progress) -> None:
    values = dict(progress.values)
    if state == State.DONE:
        values["done"] = values.get("total") or Job.objects.values_list("total", flat=True).get(pk=job.pk)
    # a worker that was taken for dead tells nothing about the job that another has taken up since
    Job.objects.filter(pk=job.pk, attempts=job.attempts).update(
        **values | {"state": state, "message": message, "finished_at": timezone.now(), "heartbeat": None},
        result_url=progress.result_url,
    )


@contextmanager
def _pulse(progress: Progress) -> Any:
    """While the work runs in its transaction, another connection tells how far it is and that it lives."""
    if transaction.get_connection().in_atomic_block:
        # inside somebody's transaction (tests) nobody else can see the row, and a COPY may hold the connection
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(progress, stop), name="job-pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(progress: Progress, stop: threading.Event) -> None:
    try:
        while not stop.wait(PULSE_SECONDS):
            try:
                close_old_connections()
                progress.flush()
            except Exception:
                # the work goes on: a missed beat is made up by the next one
                logger.warning("pulse of job %s missed", progress.job_id, exc_info=True)
    finally:
        connection.close()
