"""Papers: drafted, issued with a number, signed in the office's own way, sometimes voided; never lost."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Body
from hoathuan.core.attachments.api import Attachment
from hoathuan.documents.choices import PaperState
from hoathuan.units.models import Unit

from .templates import TemplateVersion


class Paper(models.Model):
    """A paper of a body (văn bản): what it says is frozen in `data`, what left the office in `issued_file`.

    `kind` is a `PaperKind`; `subject_type` and `subject_id` name the record that it is about. The number belongs to
    the body, its sign and the year of the day on the paper; a voided paper keeps its number for ever. `token` comes
    from the form, so that sending it twice makes one paper. `batch` is shared by those that were drafted together.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("Cơ quan ban hành")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version_used = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(_("Trích yếu"), max_length=400)
    folded = models.CharField(max_length=400, db_collation="C", editable=False)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    sign = models.CharField(_("Ký hiệu"), max_length=40)
    signer = models.CharField(_("Người ký"), max_length=100)
    signer_office = models.CharField(_("Chức vụ người ký"), max_length=200)
    state = models.CharField(_("Trạng thái"), max_length=10, choices=PaperState, default=PaperState.DRAFT)
    number = models.CharField(_("Số"), max_length=20, blank=True)
    issued_on = models.DateField(_("Ngày ban hành"), null=True)
    number_year = models.GeneratedField(
        expression=ExtractYear("issued_on"), output_field=models.IntegerField(null=True), db_persist=True
    )
    issued_file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Bản ban hành")
    )
    signed_file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Bản đã ký")
    )
    voided_on = models.DateField(null=True)
    void_reason = models.CharField(_("Lý do hủy"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    batch = models.UUIDField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-id"], name="paper_unit_newest"),
            models.Index(fields=["subject_type", "subject_id"], name="paper_subject"),
            models.Index(fields=["batch"], name="paper_batch", condition=Q(batch__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "sign", "number_year", "number"],
                name="paper_number_once",
                condition=~Q(number=""),
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                name="paper_one_draft_of_a_record",
                condition=Q(state=PaperState.DRAFT, subject_id__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_issued_has_number_day_and_file",
                condition=Q(state=PaperState.DRAFT, number="", issued_on=None, issued_file=None)
                | (
                    ~Q(state=PaperState.DRAFT)
                    & ~Q(number="")
                    & Q(issued_on__isnull=False, issued_file__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="paper_signed_has_its_copy",
                condition=~Q(state=PaperState.SIGNED) | Q(signed_file__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_voided_has_a_reason",
                condition=(Q(state=PaperState.VOIDED) & ~Q(void_reason="") & Q(voided_on__isnull=False))
                | (~Q(state=PaperState.VOIDED) & Q(void_reason="", voided_on=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.title}" if self.number else self.title

    @property
    def code(self) -> str:
        """ "07/QĐ-UBND", as the paper shows it (Decree 30/2020, App. I: below 10 with a leading 0)."""
        return f"{self.number.zfill(2)}/{self.sign}" if self.number else ""
