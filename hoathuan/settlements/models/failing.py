"""Notes of unsuccessful mediation, written when a party asks: Decree 15/2014/NĐ-CP Art. 10."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.api import Case, Protected


class FailureNote(Protected):
    """A note as it was printed: parties, main content, what each asked for, why it failed. Added only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="failure_notes")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_on = models.DateField(_("Ngày lập"))
    made_at = models.DateTimeField(auto_now_add=True)
    place = models.CharField(max_length=200, blank=True)
    parties = models.TextField(_("Các bên"))
    summary = models.TextField(_("Nội dung chủ yếu của vụ, việc"))
    requests = models.TextField(_("Yêu cầu của mỗi bên"))
    reason = models.TextField(_("Lý do hòa giải không thành"))
    mediator = models.CharField(_("Hòa giải viên"), max_length=100)
    seat_id = models.BigIntegerField(null=True)
    seat_label = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.case} · {self.made_on:%d/%m/%Y}"
