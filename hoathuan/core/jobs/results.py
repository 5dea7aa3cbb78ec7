"""Files that jobs make: kept under their content's hash outside of what the web server serves, for a few days.

Only who asked for a file gets it, and only while she acts in the seat in which she asked.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hoathuan.core.jobs.models import ResultFile
from hoathuan.core.jobs.running import Progress

KEEP: Final = timedelta(days=3)
#: A file without a row was left by a job that was rolled back, or belongs to one that still runs.
_UNFINISHED_SECONDS: Final = 6 * 60 * 60


def keep(
    progress: Progress,
    actor: Any,
    *,
    name: str,
    content_type: str,
    fill: Callable[[IO[bytes]], object],
    protected: bool = False,
) -> ResultFile:
    """Write a file with `fill` and lead the job to it. `protected`: it holds what row security guards.

    Safe to repeat: the same content is the same file.
    """
    digest, size = _store(fill)
    result = ResultFile.objects.create(
        job_id=progress.job_id,
        user_id=actor.user_id,
        seat_id=actor.seat_id,
        digest=digest,
        size=size,
        name=name[:200],
        content_type=content_type,
        protected=protected,
        expires_at=timezone.now() + KEEP,
    )
    progress.result_url = reverse("jobs:result", args=[result.uuid])
    return result


def _store(fill: Callable[[IO[bytes]], object]) -> tuple[str, int]:
    folder = _root()
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "w+b") as file:
            fill(file)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = os.fstat(file.fileno()).st_size
        path_of(digest).parent.mkdir(exist_ok=True)
        os.replace(name, path_of(digest))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest, size


def of_actor(actor: Any) -> Any:
    """The files that this actor may fetch now, as a queryset."""
    if actor.seat_id is None:
        return ResultFile.objects.none()
    own = ResultFile.objects.filter(
        user_id=actor.user_id, seat_id=actor.seat_id, expires_at__gt=timezone.now()
    )
    return own if actor.reads_content else own.filter(protected=False)


def path_of(digest: str) -> Path:
    """Where a stored file lies."""
    return _root() / digest[:2] / digest


def forget_old() -> int:
    """Delete files whose days are over, and those that no row names; returns how many rows went."""
    gone = ResultFile.objects.filter(expires_at__lte=timezone.now()).delete()[0]
    named = set(ResultFile.objects.values_list("digest", flat=True))
    before = time.time() - _UNFINISHED_SECONDS
    for path in _root().glob("**/*"):
        # a young file may belong to a job that has not committed yet
        if path.is_file() and path.name not in named and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
    return gone


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "exports"
