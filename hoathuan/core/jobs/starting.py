"""Asking for work in the background, and picking up what a dead worker left."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.core.jobs.models import FORGOTTEN, MAX_ATTEMPTS, SILENCE, Job, State
from hoathuan.core.jobs.running import run


def start(
    work: Callable[..., Any] | str, *, title: str, actor: Any, result_url: str = "", **arguments: Any
) -> Job:
    """Queue `work(progress, actor, **arguments)` for the seat that asks; arguments must be plain JSON values.

    The request and the job are stored in the caller's transaction: both happen or neither. Call it last,
    since in tests the work runs at once. The finished page leads to `result_url`.
    """
    job = Job.objects.create(
        title=title,
        work=work if isinstance(work, str) else f"{work.__module__}.{work.__qualname__}",
        arguments=arguments,
        user_id=getattr(actor, "user_id", None),
        seat_id=getattr(actor, "seat_id", None),
        result_url=result_url,
        heartbeat=timezone.now(),
        message=_("Đang chờ đến lượt"),
    )
    _enqueue(job.uuid)
    job.refresh_from_db()
    return job


def recover(now: datetime | None = None) -> int:
    """Queue again what a dead worker left behind; give up after several attempts. Returns how many.

    A sign of life from the future was given before the clock was set back: it says nothing any more.
    """
    now = now or timezone.now()
    dead = Q(state=State.RUNNING) & (Q(heartbeat__lt=now - SILENCE) | Q(heartbeat__gt=now + SILENCE))
    lost = Q(state=State.WAITING) & (Q(heartbeat__lt=now - FORGOTTEN) | Q(heartbeat__gt=now + FORGOTTEN))
    Job.objects.filter(dead, attempts__gte=MAX_ATTEMPTS).update(
        state=State.FAILED,
        finished_at=timezone.now(),
        message=_("Máy chủ dừng giữa chừng nhiều lần, việc chưa được làm. Hãy báo người quản trị."),
    )
    return sum(_queue_again(job, dead | lost) for job in Job.objects.filter(dead | lost))


def _queue_again(job: Job, still: Q) -> bool:
    # whoever changes the row queues it: two recovering workers must not both do so
    with transaction.atomic():
        changed = Job.objects.filter(still, pk=job.pk).update(
            state=State.WAITING,
            heartbeat=timezone.now(),
            message=_("Máy chủ vừa dừng giữa chừng, việc sẽ chạy lại"),
        )
        if changed:
            _enqueue(job.uuid)
    return bool(changed)


def try_again(job: Job) -> bool:
    """Queue a failed job once more, on request of the person who owns it."""
    again = Job.objects.filter(pk=job.pk, state=State.FAILED).update(
        state=State.WAITING,
        attempts=0,
        done=0,
        heartbeat=timezone.now(),
        finished_at=None,
        message=_("Đang chờ đến lượt"),
    )
    if again:
        _enqueue(job.uuid)
    return bool(again)


def claim(key: str) -> Job | None:
    """Take a waiting job for this worker; None if another has it or it is done."""
    now = timezone.now()
    taken = Job.objects.filter(uuid=key, state=State.WAITING).update(
        state=State.RUNNING, started=now, heartbeat=now, attempts=F("attempts") + 1, done=0
    )
    return Job.objects.get(uuid=key) if taken else None


def _enqueue(key: uuid.UUID) -> None:
    run.enqueue(str(key))
