"""Chores that contexts register, daily or every few seconds: forgetting old uploads and the like. Run by `run_jobs`."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from hoathuan.core.jobs import results
from hoathuan.core.jobs.models import Job, State

logger = logging.getLogger("hoathuan.jobs")

KEEP_FINISHED = timedelta(days=30)
_daily: dict[str, Callable[[], object]] = {}
_often: dict[str, Callable[[], object]] = {}


def register_daily(name: str, chore: Callable[[], object]) -> None:
    """Run `chore` about once a day in the worker; the same name again replaces it."""
    _daily[name] = chore


def register_often(name: str, chore: Callable[[], object]) -> None:
    """Run `chore` every few seconds in the worker: short, and harmless where two workers run it at once."""
    _often[name] = chore


def run_daily() -> None:
    """Every chore, each on its own: one that fails does not stop the others."""
    _run({"jobs.forget": forget_finished, "jobs.files": results.forget_old, **_daily})


def run_often() -> None:
    _run(_often)


def _run(chores: dict[str, Callable[[], object]]) -> None:
    for name, chore in list(chores.items()):
        try:
            chore()
        except Exception:
            logger.exception("chore %s failed", name)


def forget_finished() -> int:
    """Delete rows of finished jobs after 30 days; what they made stays."""
    old = Job.objects.filter(
        state__in=(State.DONE, State.FAILED), finished_at__lt=timezone.now() - KEEP_FINISHED
    )
    return old.delete()[0]
