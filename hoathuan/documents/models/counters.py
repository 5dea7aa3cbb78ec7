"""The counters of numbered books, and the series of outgoing papers that a body keeps here."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Body


class Counter(models.Model):
    """The last number given in a book (sổ): a register of one unit and year."""

    book = models.CharField(max_length=120, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="counter_names_its_book", condition=~Q(book=""))]

    def __str__(self) -> str:
        return f"{self.book}: {self.last}"


class Series(models.Model):
    """A register of outgoing papers that a body keeps here instead of on its own shelf (sổ văn bản đi).

    From `started_on` the numbers of papers with this sign ("QĐ-UBND") are drawn, from `first_number` in the year of
    that day and from 1 in every later year. Without a series the number is typed from the office's own register.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("Cơ quan"))
    sign = models.CharField(_("Ký hiệu"), max_length=40)
    started_on = models.DateField(_("Dùng từ ngày"))
    first_number = models.PositiveIntegerField(_("Số đầu tiên"), default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "sign"], name="series_once_for_sign"),
            models.CheckConstraint(
                name="series_begins_with_a_number", condition=Q(first_number__gte=1) & ~Q(sign="")
            ),
        ]

    def __str__(self) -> str:
        return self.sign
