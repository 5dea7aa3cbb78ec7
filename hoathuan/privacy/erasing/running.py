"""Carrying an erasure out: in steps, each of which may be cut and repeated."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import SYSTEM, Actor
from hoathuan.accounts.models import Person
from hoathuan.accounts.services.guards import check_administrator, check_all_theirs
from hoathuan.core import audit, jobs
from hoathuan.core.clock import clock_is_believable
from hoathuan.core.dates import today
from hoathuan.core.jobs.models import Job
from hoathuan.core.text import clean
from hoathuan.privacy import periods, registry
from hoathuan.privacy.choices import ErasureKind, ErasureState
from hoathuan.privacy.errors import PrivacyRefused
from hoathuan.privacy.models import Erasure, ErasureLine
from hoathuan.units.changing import gate

from . import previewing

#: Rows that go in one statement, and statements in one transaction: a cut costs a minute of work at most.
SIZE, STEPS = 1000, 50


@transaction.atomic
def start_due(actor: Actor) -> Erasure:
    """Begin erasing what is due by periods that a person confirmed and switched on."""
    if not actor.system and not periods.keeps_periods(actor):
        raise PrivacyRefused(_("Chỉ người quản trị của cả hệ thống làm được việc này."))
    found = [one for one in previewing.due() if one.allowed and one.found]
    if not found:
        raise PrivacyRefused(_("Không có dữ liệu nào hết thời hạn mà được phép xóa."))
    erasure = _begin(ErasureKind.DUE, actor)
    ErasureLine.objects.bulk_create(
        ErasureLine(erasure=erasure, eraser=one.eraser.name, before=one.before, found=one.found)
        for one in found
    )
    _queue(erasure)
    return erasure


@transaction.atomic
def start_person(*, person: Person, reason: str, actor: Actor) -> Erasure:
    """Begin erasing what is held about one person, as decided by an administrator of the place."""
    check_administrator(actor)
    check_all_theirs(actor, [person])
    if len(clean(reason)) < 5:
        raise PrivacyRefused(_("Ghi căn cứ và lý do xóa."))
    person = Person.objects.select_for_update().get(pk=person.pk)
    if Erasure.objects.filter(person=person, state=ErasureState.RUNNING).exists():
        raise PrivacyRefused(_("Dữ liệu của người này đang được xóa."))
    parts = previewing.of_person(person)
    if not any(part.found and not part.stays for part in parts):
        raise PrivacyRefused(_("Không có gì được phép xóa: xem cột lý do phải giữ."))
    erasure = _begin(ErasureKind.PERSON, actor, person=person, reason=clean(reason))
    ErasureLine.objects.bulk_create(
        ErasureLine(
            erasure=erasure,
            eraser=part.eraser.name,
            found=part.found,
            stays=part.stays[:300],
            finished=bool(part.stays),  # of the others also what is written until the job comes by
        )
        for part in parts
    )
    _queue(erasure)
    return erasure


def _begin(kind: ErasureKind, actor: Actor, **fields: Any) -> Erasure:
    erasure = Erasure.objects.create(
        kind=kind, as_of=today(), asked_by=actor.label, asked_by_seat=actor.seat_id, **fields
    )
    audit.record(actor=actor, action="privacy.erasure_started", subject=erasure, data={"kind": str(kind)})
    return erasure


def _queue(erasure: Erasure) -> Job:
    """The deed has been decided and written down; the system carries it out, however long the seat lasts."""
    return jobs.start(
        work,
        title=_("Xóa dữ liệu cá nhân"),
        actor=SYSTEM,
        result_url=erasure.get_absolute_url(),
        erasure=str(erasure.uuid),
    )


def resume(*, erasure: Erasure, actor: Actor) -> None:
    """Queue an erasure again whose job was lost; what has gone is not looked at again."""
    if erasure.state != ErasureState.RUNNING:
        raise PrivacyRefused(_("Việc xóa này đã xong."))
    if actor.kind != "administrator" and not actor.system:
        raise PrivacyRefused(_("Chỉ người quản trị làm được việc này."))
    _queue(erasure)


def work(progress: jobs.Progress, actor: Actor, *, erasure: str) -> str:
    """Job: some steps in one transaction; the next job is queued in the same one, so that none is lost."""
    if carry_on(uuid.UUID(erasure), progress=progress):
        _queue(Erasure.objects.get(uuid=erasure))
        return _("Đã xóa một phần, còn làm tiếp")
    return _("Đã xóa xong")


@transaction.atomic
def carry_on(
    key: uuid.UUID, *, size: int = SIZE, steps: int = STEPS, progress: jobs.Progress | None = None
) -> bool:
    """Take some steps; whether more are left. Who comes second waits, then goes on from there."""
    gate.hold()  # before any row is locked: a reform comes before or after these steps, not between them
    erasure = Erasure.objects.select_for_update().get(uuid=key)
    if erasure.state == ErasureState.DONE:
        return False
    _hold(erasure)
    left = steps
    for line in erasure.lines.filter(finished=False):
        while left and not line.finished:
            _step(erasure, line, size)
            left -= 1
        _tell(erasure, progress)
    if erasure.lines.filter(finished=False).exists():
        return True
    _finish(erasure)
    return False


def _hold(erasure: Erasure) -> None:
    """A person keeps what is left if somebody has given her a seat, a term or a task since the decision."""
    if erasure.person_id is None:
        return
    person = Person.objects.select_for_update().get(pk=erasure.person_id)
    if words := previewing.bound(person, today()):
        erasure.lines.filter(finished=False).update(stays=words[:300], finished=True)


def _step(erasure: Erasure, line: ErasureLine, size: int) -> None:
    eraser = registry.eraser(line.eraser)
    if eraser is None:
        line.stays, line.finished = _("Phần mềm không còn biết bảng này."), True
    elif erasure.person is not None:
        line.found = max(line.found, eraser.of_person(erasure.person) if eraser.of_person else 0)
        line.done += eraser.erase_person(erasure.person) if eraser.erase_person else 0
        line.finished = True
    else:
        gone = eraser.erase(line.before or date.min, size)
        line.done += gone
        line.finished = gone < size
    line.save(update_fields=["found", "done", "stays", "finished"])


def _tell(erasure: Erasure, progress: jobs.Progress | None) -> None:
    if progress is not None:
        lines = list(erasure.lines.all())
        progress.report(done=sum(line.done for line in lines), total=sum(line.found for line in lines))


def _finish(erasure: Erasure) -> None:
    erasure.state, erasure.finished = ErasureState.DONE, timezone.now()
    erasure.save(update_fields=["state", "finished"])
    data = {line.eraser: line.done for line in erasure.lines.all()}
    audit.record(actor=SYSTEM, action="privacy.erasure_done", subject=erasure, data=data)


def daily() -> None:
    """Chore: go on with what was cut, then begin what is due. With a clock that jumped, nothing begins."""
    from hoathuan.accounts.acting import as_actor

    with as_actor(SYSTEM):
        for erasure in Erasure.objects.filter(state=ErasureState.RUNNING):
            _queue(erasure)
        if not clock_is_believable():
            return
        if any(one.allowed and one.found for one in previewing.due()):
            start_due(SYSTEM)
