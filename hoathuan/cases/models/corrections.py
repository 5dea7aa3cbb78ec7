"""What the register said before an entry was put right, and how Part II of it is laid out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.choices import BookColumn
from hoathuan.units.models import Unit

from .case import Case


class CaseCorrection(models.Model):
    """The former words of one column of an entry (nội dung trước khi sửa). Added only; read like the dispute's content.

    Row security asks the dispute itself (`dispute_id` has no columns of its own to follow a reform).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    column = models.CharField(_("Cột"), max_length=12, choices=BookColumn.choices)
    former = models.TextField(_("Trước khi sửa"))
    on_date = models.DateField(_("Ngày sửa"))
    at = models.DateTimeField(auto_now_add=True)
    seat_id = models.BigIntegerField(null=True)
    seat_label = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("Nội dung trước khi sửa")
        indexes = [models.Index(fields=["case", "id"], name="correction_of_case")]

    def __str__(self) -> str:
        return f"{self.get_column_display()}, {self.on_date:%d/%m/%Y}"


class BookLayout(models.Model):
    """The sub-columns of Part II of the register from a day on: by which letters of Decree 15/2014 Art. 5(1).

    No text that was read says how Part II divides its column "phạm vi hòa giải": rows are data with their source, and
    marked until somebody has confirmed them. `province` None: for the country. The newest one not after a day holds;
    the own province's before the country's. `columns`: [{"title": …, "letters": ["a", …]}, …].
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("Áp dụng từ ngày"))
    columns = models.JSONField()
    source = models.CharField(_("Căn cứ"), max_length=300)
    confirmed = models.BooleanField(_("Đã đối chiếu với văn bản"), default=False)
    at = models.DateTimeField(auto_now_add=True)
    seat_id = models.BigIntegerField(null=True)
    seat_label = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("Mẫu phần II của sổ")
        constraints = [
            models.CheckConstraint(name="booklayout_has_columns", condition=~Q(columns=[])),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}"


class BookNote(models.Model):
    """The note of Part II on a mediator's year (cột ghi chú, phần II): the head's words, printed beside the counts.

    `former`: what it said before, the oldest first, as [{"text": …, "on": the day on which it was put right}, …].
    """

    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("Năm của sổ"))
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("Ghi chú"), max_length=300, blank=True)
    former = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(auto_now=True)
    seat_id = models.BigIntegerField(null=True)
    seat_label = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("Ghi chú phần II của sổ")
        constraints = [models.UniqueConstraint(fields=["team", "year", "person"], name="booknote_once")]

    def __str__(self) -> str:
        return self.text
