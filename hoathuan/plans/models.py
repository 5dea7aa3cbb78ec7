"""Plans and what they promise: tasks with their leads and due dates, targets with their quantities."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Body, Person, Seat
from hoathuan.core.attachments.api import Attachment
from hoathuan.units.models import Unit

from .choices import Direction, PlanOrigin, PlanState, ReportKind, TaskState


class Plan(models.Model):
    """A plan that a body signs for a year (kế hoạch): 39/KH-UBND, and 73/KH-STP drawn from it.

    `body` is empty only for a plan that a unit above opened by sharing a target out. The number belongs to the
    body and the year of its date, which need not be the year that is planned (378/KH-UBND of 29/12/2025 for 2026).
    `former_unit`: the unit that made it, where that has ended since and `unit` goes on with it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans", verbose_name=_("Đơn vị"))
    former_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, related_name="plans", verbose_name=_("Cơ quan ban hành")
    )
    origin = models.CharField(max_length=10, choices=PlanOrigin.choices, default=PlanOrigin.OWN)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="drawn", verbose_name=_("Lập theo kế hoạch")
    )
    year = models.PositiveSmallIntegerField(_("Năm kế hoạch"))
    title = models.CharField(_("Tên kế hoạch"), max_length=300)
    number = models.CharField(_("Số, ký hiệu"), max_length=60, blank=True)
    signed_on = models.DateField(_("Ngày ban hành"), null=True)
    number_year = models.PositiveSmallIntegerField(null=True, editable=False)
    signer = models.CharField(_("Người ký"), max_length=100, blank=True)
    signer_office = models.CharField(_("Chức vụ người ký"), max_length=100, blank=True)
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT
    )
    attachments = models.ManyToManyField(Attachment, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-signed_on", "-id"]
        indexes = [
            models.Index(fields=["unit", "-year"], name="plan_unit_year"),
            models.Index(fields=["parent", "unit"], name="plan_parent_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number_year", "number"], name="plan_number_once", condition=~Q(number="")
            ),
            models.UniqueConstraint(
                # communes that were merged bring one each
                fields=["parent", "unit", "former_unit"],
                nulls_distinct=False,
                name="plan_assigned_once",
                condition=Q(origin=PlanOrigin.ASSIGNED),
            ),
            models.CheckConstraint(
                name="plan_issued_has_number_and_date",
                condition=Q(state=PlanState.DRAFT)
                | Q(origin=PlanOrigin.ASSIGNED)
                | (~Q(number="") & Q(signed_on__isnull=False, number_year__isnull=False)),
            ),
            models.CheckConstraint(
                name="plan_of_a_body", condition=Q(origin=PlanOrigin.ASSIGNED) | Q(body__isnull=False)
            ),
            models.CheckConstraint(
                name="plan_assigned_from_above",
                condition=Q(origin=PlanOrigin.OWN) | Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}" if self.number else self.title

    @property
    def short(self) -> str:
        """How people call it: its number, else its title."""
        return self.number or self.title


class LegalBasis(models.Model):
    """A line "Căn cứ …": a document in words, or another plan kept here.

    `unconfirmed`: nobody has yet compared number, date or wording with the document itself.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bases")
    ordinal = models.PositiveSmallIntegerField(_("Thứ tự"))
    number = models.CharField(_("Số, ký hiệu"), max_length=60, blank=True)
    signed_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    title = models.CharField(_("Tên văn bản"), max_length=400, blank=True)
    basis_plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Kế hoạch")
    )
    unconfirmed = models.BooleanField(_("Chưa đối chiếu với bản gốc"), default=False)

    class Meta:
        ordering = ["ordinal", "id"]
        constraints = [
            models.CheckConstraint(
                name="basis_names_a_document", condition=Q(basis_plan__isnull=False) | ~Q(title="")
            ),
            models.CheckConstraint(
                name="basis_is_another_plan", condition=Q(basis_plan=None) | ~Q(basis_plan=F("plan"))
            ),
        ]


class Task(models.Model):
    """A task of a plan (nhiệm vụ): who leads, with whom, by when, what comes out of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="drawn")
    section = models.CharField(_("Mục"), max_length=200, blank=True)
    ordinal = models.PositiveSmallIntegerField(_("Thứ tự"), default=1)
    content = models.TextField(_("Nội dung nhiệm vụ"))
    lead_body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_tasks",
        verbose_name=_("Chủ trì"),
    )
    lead_text = models.CharField(_("Đơn vị chủ trì khác"), max_length=200, blank=True)
    partners = models.ManyToManyField(
        Body, blank=True, related_name="shared_tasks", verbose_name=_("Phối hợp")
    )
    partners_text = models.CharField(_("Đơn vị phối hợp khác"), max_length=300, blank=True)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Người phụ trách"),
    )
    person_text = models.CharField(_("Người phụ trách khác"), max_length=100, blank=True)
    starts_on = models.DateField(_("Ngày bắt đầu"), null=True, blank=True)
    due_on = models.DateField(_("Thời hạn"), null=True, blank=True)
    time_text = models.CharField(_("Thời gian thực hiện"), max_length=120, blank=True)
    deliverable = models.CharField(_("Sản phẩm, kết quả"), max_length=300, blank=True)
    waits_for = models.CharField(_("Chờ văn bản chưa ban hành"), max_length=300, blank=True)
    state = models.CharField(
        _("Tình trạng"), max_length=12, choices=TaskState.choices, default=TaskState.NOT_STARTED
    )
    done_on = models.DateField(_("Ngày xong"), null=True, blank=True)
    result = models.TextField(_("Kết quả"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["ordinal", "id"]
        indexes = [
            models.Index(fields=["plan", "ordinal"], name="task_plan_ordinal"),
            models.Index(
                fields=["due_on"], name="task_due", condition=Q(state__in=["not_started", "in_progress"])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="task_due_after_start",
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="task_done_has_day",
                condition=Q(state=TaskState.DONE, done_on__isnull=False)
                | (~Q(state=TaskState.DONE) & Q(done_on=None)),
            ),
            models.UniqueConstraint(fields=["plan", "parent"], name="task_drawn_once"),
        ]

    def __str__(self) -> str:
        return self.content

    @property
    def lead(self) -> str:
        return self.lead_body.name if self.lead_body else self.lead_text

    @property
    def responsible(self) -> str:
        return self.person.full_name if self.person else self.person_text


class Target(models.Model):
    """A target of a task (chỉ tiêu): so much of something, of one unit, between two days.

    Either bound to an indicator with a filter (`indicator`, `where`) and read live, or reported by hand.
    `is_share`: the quantity is a percentage, so it is never added up. `handed`: a unit above shared it out; only
    that unit changes the quantity. `kept`: what the unit itself does of a quantity that it shared out.
    `former_unit`: as of a plan. `merged_into`: its quantity was added to that target's when units were merged; what
    was reported for it counts there. `merged_after`: the last report of all that was made before.
    `where` is JSON because its keys are the indicator's dimensions, which other contexts define.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    former_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="merged"
    )
    merged_after = models.BigIntegerField(null=True, editable=False)
    handed = models.BooleanField(default=False)
    title = models.CharField(_("Tên chỉ tiêu"), max_length=300)
    quantity = models.DecimalField(_("Số lượng"), max_digits=14, decimal_places=2)
    kept = models.DecimalField(_("Phần đơn vị tự làm"), default=Decimal(0), max_digits=14, decimal_places=2)
    unit_label = models.CharField(_("Đơn vị tính"), max_length=40)
    is_share = models.BooleanField(_("Là tỷ lệ phần trăm"), default=False)
    direction = models.CharField(
        _("Yêu cầu"), max_length=10, choices=Direction.choices, default=Direction.AT_LEAST
    )
    starts_on = models.DateField(_("Tính từ ngày"))
    ends_on = models.DateField(_("Đến ngày"))
    indicator = models.CharField(_("Đo bằng"), max_length=80, blank=True)
    where = models.JSONField(default=dict, blank=True)
    is_main = models.BooleanField(_("Chỉ tiêu chính, hiện ở trang đầu"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["parent", "unit"], name="target_parent_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "unit"], name="target_handed_once", condition=Q(handed=True)
            ),
            models.CheckConstraint(
                name="target_merged_once",
                condition=Q(merged_into=None, merged_after=None)
                | Q(merged_into__isnull=False, merged_after__isnull=False, parent=None, handed=False),
            ),
            models.CheckConstraint(name="target_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="target_not_negative", condition=Q(quantity__gte=0, kept__gte=0, kept__lte=F("quantity"))
            ),
            models.CheckConstraint(
                name="target_share_is_percent", condition=Q(is_share=False) | Q(quantity__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def by_hand(self) -> bool:
        return not self.indicator


class TargetReport(models.Model):
    """A figure reported by hand for a target, with its evidence. Never changed: a mistake is corrected by a new row.

    `corrects` names the row that this one takes the place of.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="reports")
    on_date = models.DateField(_("Ngày của số liệu"))
    kind = models.CharField(_("Con số này là"), max_length=10, choices=ReportKind.choices)
    amount = models.DecimalField(_("Số lượng"), max_digits=14, decimal_places=2)
    evidence = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("Ghi chú"), max_length=300, blank=True)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on_date", "-id"]
        indexes = [models.Index(fields=["target", "on_date"], name="target_report_day")]
        constraints = [
            models.CheckConstraint(name="report_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(
                name="report_corrects_another", condition=Q(corrects=None) | ~Q(corrects=F("id"))
            ),
        ]
