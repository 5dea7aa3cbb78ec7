"""Attached files."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LARGEST = 20 * 1024 * 1024


class Attachment(models.Model):
    """A file as it was sent: never changed. Equal content is stored once, under its SHA-256.

    The record it belongs to points here (foreign key or many-to-many); who may read it is decided by that
    record's context, not here. `uploaded_by` is the id of the seat that sent it.
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

    @property
    def path(self) -> str:
        """Where the content lies in the storage."""
        return f"attachments/{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"
