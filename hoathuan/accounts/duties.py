"""Duties that lie below the contexts: lists being brought in, and work that waits in the background."""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.core.imports.models import ImportSession
from hoathuan.core.imports.models import State as ImportState
from hoathuan.core.jobs.models import Job
from hoathuan.core.jobs.models import State as JobState

from .actor import Actor
from .handover import SHOWN, Duty
from .models import Seat


def _imports(seat: Seat) -> QuerySet[ImportSession]:
    return ImportSession.objects.filter(seat_id=seat.pk).exclude(state=ImportState.DONE)


def _jobs(seat: Seat) -> QuerySet[Job]:
    return Job.objects.filter(seat_id=seat.pk, state=JobState.WAITING)


def _lines(rows: QuerySet[ImportSession] | QuerySet[Job]) -> Sequence[str]:
    return [str(row) for row in rows[:SHOWN]]


def _pass_imports(old: Seat, new: Seat, actor: Actor) -> int:
    return _imports(old).update(seat_id=new.pk, user_id=new.person.user_id, version=F("version") + 1)


def _pass_jobs(old: Seat, new: Seat, actor: Actor) -> int:
    """Those that wait go on as the successor; one under way ends with the seat that asked for it."""
    return _jobs(old).update(seat_id=new.pk, user_id=new.person.user_id)


IMPORTS = Duty(
    "core.imports",
    _("Danh sách đang nhập dở"),
    lambda seat: _imports(seat).count(),
    lambda seat: _lines(_imports(seat)),
    _pass_imports,
)
JOBS = Duty(
    "core.jobs",
    _("Việc chạy nền đang chờ"),
    lambda seat: _jobs(seat).count(),
    lambda seat: _lines(_jobs(seat)),
    _pass_jobs,
)
