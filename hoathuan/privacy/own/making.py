"""Asking for the file, making it as a job, fetching it."""

import os
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import SYSTEM, Actor
from hoathuan.accounts.models import Person, User
from hoathuan.core import audit, jobs
from hoathuan.core.dates import today
from hoathuan.core.jobs.models import Job, State
from hoathuan.privacy import registry
from hoathuan.privacy.errors import PrivacyRefused
from hoathuan.privacy.models import OwnFile
from hoathuan.privacy.numbers.wall import own_rows
from hoathuan.privacy.registry import Section, Subject

from .packing import pack


@transaction.atomic
def ask(actor: Actor) -> OwnFile:
    """Have the file made; while one is being made, that one is given back.

    One whose job failed or is gone is queued again.
    """
    if actor.user is None:
        raise PrivacyRefused(_("Đăng nhập để lấy dữ liệu về mình."))
    User.objects.select_for_update().get(pk=actor.user.pk)
    waiting = OwnFile.objects.filter(user=actor.user, made=None).first()
    if waiting and _job_under_way(waiting):
        return waiting
    file = waiting or OwnFile.objects.create(user=actor.user)
    audit.record(actor=actor, action="privacy.own_asked", subject=file)
    # whoever has no seat any more may have the own data too, and a job acts as a seat or as the system
    jobs.start(
        work,
        title=_("Lập tệp dữ liệu về tôi"),
        actor=SYSTEM,
        result_url=file.get_absolute_url(),
        file=str(file.uuid),
    )
    return file


def job_of(actor: Actor) -> Job | None:
    """The last job that makes a file which its owner waits for: under way, or ended without one."""
    waiting = OwnFile.objects.filter(user=actor.user, made=None).first()
    if waiting is None:
        return None
    return Job.objects.filter(arguments__file=str(waiting.uuid)).order_by("-id").first()


def _job_under_way(file: OwnFile) -> bool:
    unfinished = Job.objects.filter(state__in=(State.WAITING, State.RUNNING))
    return unfinished.filter(arguments__file=str(file.uuid)).exists()


def work(progress: jobs.Progress, actor: Actor, *, file: str) -> str:
    """Job: collect and pack. Run again, it writes the same file anew."""
    found = OwnFile.objects.select_for_update().filter(uuid=uuid.UUID(file)).select_related("user").first()
    if found is None or not found.user.is_active:
        return _("Yêu cầu này không còn.")
    if found.made is None:
        found.size = _write(found, collect(found.user))
        found.made = timezone.now()
        found.save(update_fields=["made", "size"])
    return _("Đã lập xong")


def collect(user: User) -> list[Section]:
    """Everything that any context holds about the person behind an account."""
    subject = Subject(user=user, person=Person.objects.filter(user=user).first())
    with own_rows(subject.person):
        return [section for collector in registry.collectors() for section in collector(subject)]


def _write(file: OwnFile, sections: list[Section]) -> int:
    """Under another name first: a cut leaves no half file under the right one."""
    file.path.parent.mkdir(parents=True, exist_ok=True)
    part = file.path.with_suffix(".part")
    with part.open("wb") as stream:
        os.chmod(part, 0o600)
        pack(stream, sections, day=today())
    os.replace(part, file.path)
    return file.path.stat().st_size
