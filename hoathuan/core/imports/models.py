"""An import under way, and its rows before they become records."""

import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.core.imports import registry


class State(models.TextChoices):
    UPLOADED = "uploaded", _("Đã tải tệp")
    STAGING = "staging", _("Đang đọc tệp")
    CHECKED = "checked", _("Đã kiểm tra")
    APPLYING = "applying", _("Đang nhập")
    DONE = "done", _("Đã nhập xong")


class ImportSession(models.Model):
    """One file brought in by one seat (phiên nhập tệp). Only that seat sees it.

    `sheets`: one object per sheet with its heading and the columns chosen (see `columns.py`). `counts`: rows,
    good, bad, create, update, same after checking; created, updated, same, left after importing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    user_id = models.BigIntegerField(null=True)
    seat_id = models.BigIntegerField(db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64)
    file_size = models.BigIntegerField()
    sheets = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    timings = models.JSONField(default=dict)
    job = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def kind_spec(self) -> registry.ImportKind:
        return registry.get(self.kind)

    def get_absolute_url(self) -> str:
        return reverse("imports:session", args=[self.uuid])

    def sheet(self, index: int) -> dict[str, Any]:
        return next(sheet for sheet in self.sheets if sheet["index"] == index)


class StagedRow(models.Model):
    """One row of the file, read and checked, waiting to become a record. Filled by COPY only.

    `data`: clean values. `problems`: array of {column, message, value, late}; `late` ones come from the
    comparison with stored records and are found anew before writing. `action`: create, update, same, skip.
    """

    session = models.ForeignKey(ImportSession, on_delete=models.CASCADE, related_name="rows", db_index=False)
    sheet = models.SmallIntegerField()
    number = models.IntegerField()
    key = models.TextField()
    data = models.JSONField()
    problems = models.JSONField()
    action = models.CharField(max_length=8)

    class Meta:
        indexes = [
            models.Index(fields=["session", "key"], name="imports_row_key"),
            models.Index(fields=["session", "sheet", "number"], name="imports_row_number"),
        ]


class RememberedColumns(models.Model):
    """What a seat said before about headings that were not recognised: {normal heading: [key, mark]}."""

    seat_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    headings = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat_id", "kind"], name="imports_remembered_once")]
