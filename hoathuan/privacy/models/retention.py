"""How long something is kept, said by whom, since when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.choices import Span


class Retention(models.Model):
    """The period of keeping of one key, from a day on (thời hạn lưu giữ). Lines are added, never changed.

    `amount` empty: kept for good. `binding`: nothing goes before the period is over, even if the person asks.
    Only a line that a person confirmed against its source can be switched on, and only then does the daily
    chore erase.
    """

    key = models.CharField(max_length=60)
    amount = models.PositiveSmallIntegerField(_("Giữ trong"), null=True, blank=True)
    unit = models.CharField(_("Đơn vị thời gian"), max_length=5, choices=Span.choices, default=Span.MONTH)
    basis = models.CharField(_("Căn cứ pháp lý"), max_length=300, blank=True)
    source = models.CharField(_("Nguồn đã đối chiếu"), max_length=300, blank=True)
    binding = models.BooleanField(_("Phải giữ đủ thời hạn này, kể cả khi có yêu cầu xóa"), default=False)
    unconfirmed = models.BooleanField(default=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=300, blank=True)
    switched_on = models.BooleanField(_("Tự xóa hằng ngày khi hết thời hạn"), default=False)
    valid_from = models.DateField(_("Áp dụng từ ngày"))
    note = models.CharField(_("Ghi chú"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_seat = models.BigIntegerField(null=True)
    recorded_by = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["key", "-valid_from", "-id"], name="retention_in_force")]
        constraints = [
            models.CheckConstraint(
                name="retention_on_only_if_confirmed",
                condition=Q(switched_on=False) | Q(unconfirmed=False, amount__isnull=False),
            ),
            models.CheckConstraint(
                name="retention_confirmed_by_somebody",
                condition=Q(unconfirmed=True) | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(name="retention_not_zero", condition=Q(amount=None) | Q(amount__gte=1)),
        ]

    def __str__(self) -> str:
        return self.key
