"""What the public learns of a paper, and the hashes by which a copy is recognised."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .codes import spoken


class Check(models.Model):
    """A paper with a code (mã kiểm tra): kind, number, day, issuing body, whether it holds. Nothing of any person.

    `subject_type` and `subject_id` name the record of which it is the paper; never shown. `issuer` is the name that the
    body had on the paper. A voided paper keeps its code for ever.
    """

    code = models.CharField(max_length=9, unique=True)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    kind = models.CharField(_("Loại văn bản"), max_length=120)
    number = models.CharField(_("Số, ký hiệu"), max_length=80)
    issued_on = models.DateField(_("Ngày ban hành"))
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=300)
    voided_on = models.DateField(_("Ngày hủy bỏ"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id"], name="check_once_for_a_paper"),
            models.CheckConstraint(
                name="check_voided_after_issue",
                condition=Q(voided_on=None) | Q(voided_on__gte=models.F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.spoken

    @property
    def spoken(self) -> str:
        """The code as it stands on the paper: K7P-3MA-9TA."""
        return spoken(self.code)


class FileRole(models.TextChoices):
    ISSUED = "issued", _("bản phát hành")
    SIGNED = "signed", _("bản đã ký")


class CheckFile(models.Model):
    """The SHA-256 of a file of the paper: as it was issued, or as it came back signed."""

    check_row = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64)
    role = models.CharField(max_length=10, choices=FileRole)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_row", "sha256"], name="check_file_once"),
            models.CheckConstraint(name="check_file_has_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.sha256[:12]}"
