"""What proves that a dispute was mediated and ended."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.api import Case, Protected
from hoathuan.core.attachments.models import Attachment
from hoathuan.pay.choices import CallResult, ProofKind


class Proof(models.Model):
    """That a proof of one kind is there, since when; who gave it and what they said is in ProofContent."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pay_proofs")
    kind = models.CharField(_("Loại chứng cứ"), max_length=10, choices=ProofKind.choices)
    on_date = models.DateField(_("Ngày"))
    result = models.CharField(_("Kết quả gọi hỏi"), max_length=10, choices=CallResult.choices, blank=True)
    file = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Ảnh, bản chụp"),
    )
    added_at = models.DateTimeField(auto_now_add=True)
    added_by_seat = models.BigIntegerField(null=True, editable=False)
    added_by = models.CharField(max_length=300, blank=True)
    voided_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("Chứng cứ")
        indexes = [models.Index(fields=["case", "kind"], name="proof_case")]


class ProofContent(Protected):
    """Who gave a proof and what they said: as secret as the dispute itself (Law 35/2013/QH13 Art. 4(3))."""

    proof = models.OneToOneField(Proof, on_delete=models.PROTECT, related_name="content", primary_key=True)
    who = models.CharField(_("Ai xác nhận"), max_length=150, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)
