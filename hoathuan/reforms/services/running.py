"""A reform is tried out and applied, each as a job of the seat that asks; one for a later day waits for it."""

from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.accounts.selectors import not_over
from hoathuan.core import audit, jobs
from hoathuan.core.clock import clock_is_believable
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.jobs.models import Job, State
from hoathuan.reforms.errors import ReformsError
from hoathuan.units.changing.checking import problems_of
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Reform

from .guards import hold

PREVIEW, APPLY = "hoathuan.reforms.work.preview", "hoathuan.reforms.work.carry_out"


def was_tried(reform: Reform) -> bool:
    """Whether the rows as they stand now were tried out without a problem."""
    found = reform.found
    return found.get("version") == reform.version and "lines" in found and not found.get("problems")


def is_approved(reform: Reform) -> bool:
    """Whether it waits, tried out and agreed, for its day."""
    return was_tried(reform) and "approved" in reform.found


def job_of(reform: Reform) -> Job | None:
    """The last job about this reform."""
    return Job.objects.filter(work__in=[PREVIEW, APPLY], arguments__reform=reform.pk).order_by("-id").first()


@transaction.atomic
def ask_preview(*, reform: Reform, version: int, actor: Actor) -> Job:
    """Queue a trial of the rows as they are."""
    held = hold(reform, version, actor)
    _refuse_problems(held)
    title = _("Xem trước: %(title)s") % {"title": held.title}
    return _start(PREVIEW, title, held, actor, version=version)


@transaction.atomic
def ask_apply(*, reform: Reform, version: int, actor: Actor) -> Job | None:
    """Queue the reform itself; before its day it is only approved, and applied when the day comes (no job then)."""
    held = hold(reform, version, actor)
    if not was_tried(held):
        raise ReformsError(
            _("Xem trước trước đã: bản soạn chưa được xem trước, hoặc đã sửa sau lần xem trước.")
        )
    _refuse_problems(held)
    if held.on_date > today():
        held.found["approved"] = {"user_id": actor.user_id, "seat_id": actor.seat_id}
        held.save(update_fields=["found"])
        audit.record(actor=actor, action="reforms.approved", subject=held, data={"title": held.title})
        return None
    audit.record(actor=actor, action="reforms.apply_asked", subject=held, data={"title": held.title})
    return _queue(held, actor)


@transaction.atomic
def withdraw(*, reform: Reform, version: int, actor: Actor) -> None:
    """Take back the approval of a reform that waits for its day."""
    held = hold(reform, version, actor)
    held.found.pop("approved", None)
    held.save(update_fields=["found"])
    audit.record(actor=actor, action="reforms.approval_withdrawn", subject=held, data={"title": held.title})


def apply_due() -> int:
    """Often: reforms approved before, whose day has come, go their way as the seat that approved them.

    With a clock that jumped, none does.
    """
    if not clock_is_believable():
        return 0
    due = Reform.objects.filter(
        state=ReformState.DRAFT, on_date__lte=today(), found__approved__isnull=False
    ).order_by("on_date", "id")
    return sum(_apply_approved(reform) for reform in due)


@transaction.atomic
def _apply_approved(reform: Reform) -> bool:
    held = Reform.objects.select_for_update().get(pk=reform.pk)
    if held.state != ReformState.DRAFT or not is_approved(held):
        return False
    who = held.found["approved"]
    _queue(held, SimpleNamespace(user_id=who["user_id"], seat_id=who["seat_id"]))
    return True


def settle() -> int:
    """Often: a reform whose job failed or is gone is a draft again, and says why."""
    waiting = Reform.objects.filter(state=ReformState.APPLYING)
    return sum(_settle(reform) for reform in waiting)


def _settle(reform: Reform) -> bool:
    job = job_of(reform)
    if job is not None and job.state != State.FAILED:
        return False
    back_to_draft(reform, [job.message if job else _("Việc chưa được làm. Hãy xem trước rồi thực hiện lại.")])
    return True


def back_to_draft(reform: Reform, problems: list[str]) -> None:
    """After a failure: nothing was changed; the reasons stand on the page, and a new preview is asked for."""
    found = {
        "version": reform.version,
        "problems": problems,
        "at": timezone.now().isoformat(),
        "failed": True,
    }
    back = Reform.objects.filter(pk=reform.pk, state=ReformState.APPLYING).update(
        state=ReformState.DRAFT, found=found
    )
    if back and "approved" in reform.found:
        _tell_refused(reform)


def _tell_refused(reform: Reform) -> None:
    """Nobody watched: those who may mend it hear of it. A province without an administrator is the country's."""
    here = Seat.objects.filter(not_over(), kind=SeatKind.ADMINISTRATOR)
    country = here.filter(unit__level=Level.COUNTRY)
    own = here.filter(unit=reform.province_id) if reform.province_id else country
    seats = own if own.exists() else country
    notices.tell(seats.values_list("person__user", flat=True), "reform_refused", title=reform.title)


def _queue(held: Reform, actor: Any) -> Job:
    held.state = ReformState.APPLYING
    held.save(update_fields=["state"])
    title = _("Thực hiện: %(title)s") % {"title": held.title}
    return _start(APPLY, title, held, actor, version=held.version)


def _start(work: str, title: str, held: Reform, actor: Any, **more: Any) -> Job:
    page = reverse("reforms:detail", args=[held.uuid])
    return jobs.start(work, title=title[:300], actor=actor, result_url=page, reform=held.pk, **more)


def _refuse_problems(held: Reform) -> None:
    if problems := problems_of(held):
        raise DomainError(" ".join(problems))
