"""Statutory forms as data: every version that was ever in use, as it was."""

from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.functional import cached_property

from .definition import FormDefinition


class FormVersion(models.Model):
    """One version of a form's definition (phiên bản biểu mẫu). Added only: a change makes the next version.

    `code` is our own name of the form, the same in all its versions. `valid` are the days on which the legal
    act that prescribes it was in force. `digest` tells whether a definition differs from the newest version.
    """

    code = models.SlugField(max_length=60, allow_unicode=False)
    version = models.PositiveIntegerField()
    valid = DateRangeField()
    definition: models.JSONField[Any, Any] = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="form_version_once")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @cached_property
    def form(self) -> FormDefinition:
        return FormDefinition.model_validate(self.definition)
