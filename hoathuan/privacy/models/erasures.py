"""Erasures: what was to go, what went, what had to stay."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Person
from hoathuan.privacy.choices import ErasureKind, ErasureState


class Erasure(models.Model):
    """One act of erasing, decided by a person or due by a period that a person switched on.

    `as_of` is the day of the decision: all its periods are counted back from it, however late it is finished.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=ErasureKind.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    as_of = models.DateField()
    reason = models.CharField(_("Lý do"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.RUNNING)
    asked_by_seat = models.BigIntegerField(null=True)
    asked_by = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.as_of:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:erasure", args=[self.uuid])


class ErasureLine(models.Model):
    """One table of an erasure. `done` grows in the same transaction in which rows go."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="lines")
    eraser = models.CharField(max_length=60)
    before = models.DateField(null=True)
    found = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    stays = models.CharField(max_length=300, blank=True)
    finished = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["erasure", "eraser"], name="erasure_line_once")]
