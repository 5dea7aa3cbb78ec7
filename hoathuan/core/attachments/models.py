"""Attached files, and whether their content was looked at for malware."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

LARGEST = 20 * 1024 * 1024


class Attachment(models.Model):
    """A file as it was taken: never changed. Equal content is stored once, under its SHA-256.

    Pictures are written anew before they are taken (`pictures`), all else is kept as it was sent. The record it
    belongs to points here (foreign key or many-to-many); who may read it is decided by that record's context
    (`readers`), not here. `uploaded_by` is the id of the seat that sent it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(_("Tên tệp"), max_length=200)
    size = models.PositiveIntegerField(_("Dung lượng"))
    mime = models.CharField(max_length=100)
    uploaded_by = models.BigIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="attachment_has_content", condition=Q(size__gt=0, size__lte=LARGEST)),
            models.CheckConstraint(name="attachment_has_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("attachments:file", args=[self.uuid])

    @property
    def path(self) -> str:
        """Where the content lies in the storage."""
        return content_path(self.sha256)


def content_path(sha256: str) -> str:
    return f"attachments/{sha256[:2]}/{sha256[2:4]}/{sha256}"


class ScanState(models.TextChoices):
    CLEAN = "clean", _("Đã kiểm tra, không thấy mã độc")
    INFECTED = "infected", _("Có mã độc")
    FAILED = "failed", _("Chưa kiểm tra được")


class Scan(models.Model):
    """What the scanning command said about a content (`HT_SCAN_COMMAND`); without a row it was not asked yet.

    `answer` is the command's own last words, for the administrator. `tries` counts failures since the last answer.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=ScanState)
    answer = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="scan_failed", condition=Q(state=ScanState.FAILED.value)),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}: {self.state}"
