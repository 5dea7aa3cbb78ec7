"""What the law sets and changes: values with their days, unit, document and mark; days that are off or worked."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hoathuan.units.models import Unit

from .choices import DayType


class OnlyThisText(Func):
    """`norms_textrange(x, x, '[]')`: a text column in a gist exclusion, without btree_gist (migration 0001)."""

    function = "norms_textrange"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"


class Basis(models.Model):
    """The document that sets values (căn cứ pháp lý): law, circular, resolution of a provincial council.

    `province`: whose document it is, empty for the country's. `issued_on` empty: not known to us yet.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(_("Số, ký hiệu"), max_length=80)
    issued_on = models.DateField(_("Ngày ban hành"), null=True)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=200, blank=True)
    title = models.CharField(_("Trích yếu"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "number", "issued_on"], name="norm_basis_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.number


class Recorded(models.Model):
    """Who wrote a row, who took it back and why. Rows are never deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(_("Điều, khoản, điểm"), max_length=160, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=300, blank=True)
    recorded_by_seat = models.BigIntegerField(null=True)
    voided_on = models.DateField(null=True)
    voided_by = models.CharField(max_length=300, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class NormValue(Recorded):
    """A value of one kind during `valid`, for the country (`unit` empty) or a province.

    On no day two of one kind and unit. `amount` with `day_type` for deadlines, or an office (`office`, its
    `units.Level`, the `BodyKind` of the body it belongs to). `displaced`: the value whose days this one cut short,
    and until when that one would have run: taking this one back gives them back.
    """

    key = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    day_type = models.CharField(max_length=10, choices=DayType.choices, blank=True)
    office = models.CharField(_("Cơ quan, người có thẩm quyền"), max_length=200, blank=True)
    office_level = models.SmallIntegerField(null=True)
    office_body = models.CharField(max_length=30, blank=True)
    valid = DateRangeField()
    note = models.CharField(_("Ghi chú"), max_length=300, blank=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=300, blank=True)
    source = models.CharField(_("Nguồn đã đối chiếu"), max_length=300, blank=True)
    displaced = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    displaced_until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["key", "unit"], name="norm_value_key")]
        constraints = [
            ExclusionConstraint(
                name="norm_one_value_a_day",
                expressions=[
                    (OnlyThisText("key"), RangeOperators.OVERLAPS),
                    (
                        Func(Coalesce("unit", 0), Coalesce("unit", 0), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_on=None),
            ),
            models.CheckConstraint(
                name="norm_amount_or_office",
                condition=Q(amount__gte=0, office="", office_level=None) | (Q(amount=None) & ~Q(office="")),
            ),
            models.CheckConstraint(
                name="norm_days_of_amounts", condition=Q(day_type="") | Q(amount__isnull=False)
            ),
            models.CheckConstraint(
                name="norm_has_first_day", condition=Q(valid__startswith__isnull=False, valid__isempty=False)
            ),
            models.CheckConstraint(
                name="norm_confirmed_by_somebody",
                condition=Q(confirmed_on=None, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(
                name="norm_voided_with_reason",
                condition=Q(voided_on=None, void_reason="")
                | (Q(voided_on__isnull=False) & ~Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class LocalCheck(models.Model):
    """A province says, with what it read, that a value set above it holds in the province as well. Only added."""

    value = models.ForeignKey(NormValue, on_delete=models.PROTECT, related_name="local_checks")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("Nguồn đã đối chiếu"), max_length=300)
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=300)
    checked_by_seat = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "province"], name="norm_checked_once")]


class CalendarException(Recorded):
    """A day that is off or worked in the country or a province, against the usual calendar, with its document.

    `moved`: the due dates that this day moved, as they were told: [{"what", "url", "before", "after"}].
    """

    day = models.DateField(_("Ngày"))
    working = models.BooleanField(_("Là ngày làm việc"))
    reason = models.CharField(_("Lý do"), max_length=200)
    moved = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "day"],
                name="norm_exception_once",
                condition=Q(voided_on=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="norm_exception_voided_why",
                condition=Q(voided_on=None, void_reason="")
                | (Q(voided_on__isnull=False) & ~Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class CalendarYear(models.Model):
    """The public holidays of a year as they are counted here: what the package said when it was last taken over.

    `days_off`: ISO day → name; `days_worked`: weekend days worked in exchange. A newer package changes a year only
    through `days.years.take_over`, which finds and tells the due dates that move; never one that is confirmed.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    days_off = models.JSONField(default=dict)
    days_worked = models.JSONField(default=list)
    taken_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=300, blank=True)
    source = models.CharField(_("Nguồn đã đối chiếu"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="norm_year_confirmed_by_somebody",
                condition=Q(confirmed_on=None, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
            )
        ]

    def __str__(self) -> str:
        return str(self.year)
