"""What a commune has stated: which proofs unlock which rate, how pay is shared, how its payment file looks.

And whom it drew to be asked after again.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.reach import ReachQuerySet
from hoathuan.pay.choices import Sharing
from hoathuan.units.models import Located, Unit


class PayRule(Located):
    """The commune's stated rule of pay, from a day on, by a document; the newest one not after a day holds.

    `rungs`: outcome → lists of kinds of proof; one list whose proofs are all there unlocks that rate.
    `thresholds`: name of an odd pattern → its number. `sample_percent`: how many disputes are asked after again.
    """

    dated_by = "from_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    from_on = models.DateField(_("Áp dụng từ ngày"))
    document_number = models.CharField(_("Số văn bản"), max_length=80)
    document_on = models.DateField(_("Ngày văn bản"))
    rungs = models.JSONField(default=dict)
    sharing = models.CharField(
        _("Cách chia thù lao"), max_length=10, choices=Sharing.choices, default=Sharing.EQUAL
    )
    sample_percent = models.PositiveSmallIntegerField(_("Tỷ lệ gọi hỏi lại (phần trăm)"), default=10)
    thresholds = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_seat = models.BigIntegerField(null=True, editable=False)
    made_by = models.CharField(max_length=300, blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Quy định chi thù lao của xã")
        indexes = [models.Index(fields=["now_commune", "-from_on", "-id"], name="payrule_newest")]

    def __str__(self) -> str:
        return self.document_number


class Layout(Located):
    """One version of a commune's payment file: which columns, how written. A change is a new version.

    `columns`: [{"title", "value"}] where `value` is a known field or a text in quotes; see `filing.FIELDS`.
    """

    dated_by = "made_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Tên mẫu"), max_length=120)
    number = models.PositiveIntegerField(_("Lần"))
    columns = models.JSONField(default=list)
    form = models.CharField(_("Dạng tệp"), max_length=4, default="xlsx")
    separator = models.CharField(_("Dấu ngăn cột"), max_length=1, default=",")
    encoding = models.CharField(_("Bảng mã"), max_length=12, default="utf-8-sig")
    header = models.BooleanField(_("Có dòng tiêu đề"), default=True)
    totals = models.BooleanField(_("Có dòng tổng cộng"), default=True)
    made_on = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_seat = models.BigIntegerField(null=True, editable=False)
    made_by = models.CharField(max_length=300, blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mẫu tệp chi")
        constraints = [models.UniqueConstraint(fields=["area", "name", "number"], name="layout_version_once")]

    def __str__(self) -> str:
        return f"{self.name} · {self.number}"


class Sample(Located):
    """The disputes of one quarter that a commune drew to be asked after again, and by which share it drew them.

    `book`: the commune of that day. The list only grows: who was drawn stays drawn, whatever is stated later.
    """

    dated_by = "first_on"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    book = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField(_("Quý bắt đầu từ ngày"))
    percent = models.PositiveSmallIntegerField(_("Tỷ lệ gọi hỏi lại (phần trăm)"))
    rule = models.ForeignKey(PayRule, on_delete=models.PROTECT, null=True, related_name="+")
    kept_on = models.DateField(_("Ngày giữ danh sách"))
    kept_by_seat = models.BigIntegerField(null=True, editable=False)
    kept_by = models.CharField(max_length=300, blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name = _("Danh sách gọi hỏi lại")
        indexes = [models.Index(fields=["now_commune", "first_on"], name="sample_commune")]
        constraints = [models.UniqueConstraint(fields=["book", "first_on"], name="sample_once_a_quarter")]

    def __str__(self) -> str:
        return f"{(self.first_on.month + 2) // 3}/{self.first_on.year}"


class SampleCase(models.Model):
    """One dispute of a drawn list, and the day on which it came into it."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    drawn_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "case"], name="sample_case_once")]
