"""An estimate (dự toán): what a unit will need in a year, line by line, with its arithmetic."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.budgets.choices import EstimateState, Source

from .budgets import Budget


class Estimate(models.Model):
    """One version of a budget's estimate; the newest is the current one, the others stay to be read.

    `on_date`: the day on which teams were counted and rates were read.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="estimates")
    revision = models.PositiveSmallIntegerField(_("Lần"), default=1)
    current = models.BooleanField(default=True)
    on_date = models.DateField(_("Tính theo ngày"))
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=EstimateState.choices, default=EstimateState.DRAFT
    )
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=300, blank=True)
    submitted_on = models.DateField(null=True)
    submitted_by = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=300, blank=True)
    answer = models.CharField(_("Ý kiến của cấp trên"), max_length=500, blank=True)
    reason = models.CharField(_("Lý do điều chỉnh"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "revision"], name="estimate_revision_once"),
            models.UniqueConstraint(
                fields=["budget"], name="estimate_one_current", condition=Q(current=True)
            ),
            models.CheckConstraint(
                name="estimate_submitted_on_a_day",
                condition=Q(state=EstimateState.DRAFT) | Q(submitted_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id}/{self.revision}"


class EstimateLine(models.Model):
    """A row of an estimate: factors × rate = amount, in đồng.

    `factors`: [[number, label], …] as "19 tổ", "12 tháng"; numbers are text. `key`: which row of its cost line it is,
    "" of one that a person added. `reason`: why a person changed what was computed.
    """

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="lines")
    line = models.CharField(max_length=60)
    source = models.CharField(_("Nguồn"), max_length=10, choices=Source.choices, default=Source.STATE)
    key = models.CharField(max_length=60, blank=True)
    ordinal = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("Nội dung chi"), max_length=200)
    factors = models.JSONField(default=list)
    rate = models.BigIntegerField(_("Mức chi"))
    amount = models.BigIntegerField(_("Thành tiền"))
    basis = models.CharField(_("Căn cứ, cách tính"), max_length=400, blank=True)
    unconfirmed = models.BooleanField(default=False)
    reason = models.CharField(_("Lý do sửa"), max_length=300, blank=True)

    class Meta:
        ordering = ["line", "ordinal", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["estimate", "line", "source", "key"], name="estimate_row_once", condition=~Q(key="")
            ),
            models.CheckConstraint(name="estimate_row_not_negative", condition=Q(amount__gte=0, rate__gte=0)),
        ]

    def __str__(self) -> str:
        return self.label
