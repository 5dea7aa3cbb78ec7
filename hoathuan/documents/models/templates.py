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

    `used_from`: the day from which papers are made by it; empty while nobody has decided so. Of several the one with
    the newest day holds. `digest` is the SHA-256 of what it says: the same again is the same version.
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
    used_from = models.DateField(_("Dùng từ ngày"), null=True, blank=True)

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
