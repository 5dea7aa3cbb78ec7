"""Signed copies that came back."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.core.attachments.api import Attachment

if TYPE_CHECKING:
    from .verifying import SignatureReport


class Likeness(models.TextChoices):
    """How a copy that came back stands to what was issued."""

    SAME_FILE = "same_file", _("Đúng là tệp đã phát hành, chưa có gì thêm")
    SIGNED = "signed", _("Đúng là tệp đã phát hành, có thêm chữ ký số")
    SAME_TEXT = "same_text", _("Tệp khác, lời văn giống hệt bản phát hành")
    NO_TEXT = "no_text", _("Bản quét hoặc ảnh: máy không đọc được chữ để so, hãy tự đối chiếu")
    OTHER = "other", _("Lời văn khác bản phát hành")
    UNREADABLE = "unreadable", _("Máy không mở được tệp này để so, hãy tự đối chiếu")


class Returned(models.Model):
    """A signed copy (bản đã ký), and what was found when it came back. Never changed: a better copy is another row.

    `sha256` is the copy's hash, by which anybody can recognise it. `signatures` is what was found in the file then: a
    list of `verifying.SignatureReport` as plain values.
    """

    issued = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    copy = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    likeness = models.CharField(max_length=12, choices=Likeness)
    detail = models.CharField(max_length=300, blank=True)
    signatures = models.JSONField(default=list)
    seat_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issued", "sha256"], name="returned_once_as_a_copy"),
        ]

    def __str__(self) -> str:
        return f"{self.copy}: {self.get_likeness_display()}"

    @property
    def reports(self) -> "list[SignatureReport]":
        """What was found of each signature when the copy came back."""
        from .verifying import SignatureReport

        return [SignatureReport(**data) for data in self.signatures]
