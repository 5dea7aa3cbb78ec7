"""Templates as data: which wording a kind of paper has, for whom, from which day."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.core.attachments.api import Attachment
from hoathuan.documents.choices import Engine
from hoathuan.units.models import Unit


class Template(models.Model):
    """The template of one kind of paper (mẫu văn bản): the product's own, or a province's (`unit`)."""

    kind = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit"], nulls_distinct=False, name="template_once_for_unit"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class TemplateVersion(models.Model):
    """One wording of a template, never changed: a Word file, or the words that our own layout sets.

    `digest` is the SHA-256 of what it says: the same again is the same version. From which day it is used is a
    `TemplateUse`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("Bản thứ"))
    engine = models.CharField(max_length=10, choices=Engine)
    wording = models.JSONField(default=dict)
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    note = models.CharField(_("Thay đổi so với bản trước"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["template", "digest"], name="version_content_once"),
            models.CheckConstraint(
                name="version_has_a_source",
                condition=(Q(engine=Engine.WORD) & Q(file__isnull=False))
                | (Q(engine=Engine.TYPST) & Q(file=None) & ~Q(wording={})),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template.kind} · {self.number}"


class TemplateUse(models.Model):
    """A province's decision to make papers by a version from a day on; only ever added, so that its way can be told.

    Without a version: by the product's own wording, whichever it is on the day. On a day the decision with the newest
    `used_from` holds, of several for one day the last: going back is another decision.
    """

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="uses")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, null=True, related_name="uses")
    used_from = models.DateField(_("Dùng từ ngày"))
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["template", "-used_from", "-id"], name="template_use_newest")]

    def __str__(self) -> str:
        return f"{self.version or self.template} · {self.used_from}"
