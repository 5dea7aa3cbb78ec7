"""What a person sees of a piece of work in the background."""

import uuid
from datetime import timedelta
from typing import Final

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

#: A worker says every few seconds that it lives; silence for this long means that it died.
SILENCE: Final = timedelta(seconds=30)
#: A job that waited this long is queued once more: its first call may have died with its worker.
FORGOTTEN: Final = timedelta(minutes=5)
MAX_ATTEMPTS: Final = 3


class State(models.TextChoices):
    WAITING = "waiting", gettext_lazy("Đang chờ")
    RUNNING = "running", gettext_lazy("Đang chạy")
    DONE = "done", gettext_lazy("Xong")
    FAILED = "failed", gettext_lazy("Không xong")


class Job(models.Model):
    """A piece of work asked for by one seat (việc chạy nền).

    `heartbeat` is the last sign of life: of the worker, or of the queue while the job waits.
    `work` is the dotted path of a function, `arguments` its keyword arguments. The work is run again if its
    worker dies, so it must leave nothing half-done: one transaction, or steps that can be repeated.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=300)
    work = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    user_id = models.BigIntegerField(null=True, db_index=True)
    seat_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    message = models.TextField(blank=True)
    result_url = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["heartbeat"],
                name="jobs_unfinished",
                condition=models.Q(state__in=["waiting", "running"]),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", args=[self.uuid])

    @property
    def finished(self) -> bool:
        return self.state in (State.DONE, State.FAILED)

    @property
    def remaining(self) -> str:
        """How long it may still take, in words; empty while that cannot be said."""
        if not self.started or not 0 < self.done < self.total or self.finished:
            return ""
        spent = (timezone.now() - self.started).total_seconds()
        seconds = round(spent * (self.total - self.done) / self.done)
        if seconds < 90:
            return _("còn khoảng %(seconds)s giây") % {"seconds": max(seconds // 5 * 5, 5)}
        minutes = round(seconds / 60)
        return ngettext("còn khoảng %(n)s phút", "còn khoảng %(n)s phút", minutes) % {"n": minutes}


class ResultFile(models.Model):
    """A file that a job made for the person who asked (tệp kết quả), kept for some days."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    user_id = models.BigIntegerField(db_index=True)
    seat_id = models.BigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    protected = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
