"""A reform as it is written down (what becomes of which unit), and the successions that it leaves behind."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.units.choices import Level, ReformState

from .units import Unit


class Reform(models.Model):
    """One dated act that changes units (sắp xếp, điều chỉnh đơn vị hành chính), with its legal basis.

    It is written as rows: new units, links from a unit to what it becomes, moves under another parent, and the level
    that ends. `on_date` is the first day of the new state. `corrects`: the applied reform that it mends.
    `found` is what the last preview or the application counted.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("Tên việc sắp xếp"), max_length=300)
    legal_basis = models.CharField(_("Căn cứ (số, ngày, cơ quan ban hành)"), max_length=300)
    on_date = models.DateField(_("Có hiệu lực từ ngày"))
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=ReformState.choices, default=ReformState.DRAFT
    )
    abolishes = models.SmallIntegerField(_("Bỏ cấp"), choices=Level.choices, null=True, blank=True)
    province = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Trong tỉnh"),
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    found = models.JSONField(default=dict)
    created_by_seat = models.BigIntegerField(null=True, editable=False)
    applied_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on_date", "-id"]

    def __str__(self) -> str:
        return self.title


class ReformUnit(models.Model):
    """A unit that the reform creates. `made` is the unit itself once the reform is applied."""

    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="new_units")
    level = models.SmallIntegerField(_("Cấp"), choices=Level.choices)
    code = models.IntegerField(_("Mã"), null=True, blank=True)
    name = models.CharField(_("Tên"), max_length=120)
    kind = models.CharField(_("Loại"), max_length=30, blank=True)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    parent_new = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    made = models.OneToOneField(Unit, on_delete=models.PROTECT, null=True, related_name="made_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reform_unit_one_parent", condition=Q(parent=None) | Q(parent_new=None)
            ),
            models.CheckConstraint(
                name="reform_unit_not_its_own_parent", condition=Q(parent_new=None) | ~Q(parent_new=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReformLink(models.Model):
    """`from_unit` ends and goes, wholly or in part, into a unit of the reform or one that stays.

    A unit with one link goes wholly; with several it is split, and `villages` says which of its villages go this way.
    A link to nothing: the unit ends and nobody has said into what.
    """

    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="links")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    to_new = models.ForeignKey(ReformUnit, on_delete=models.CASCADE, null=True, related_name="links")
    villages = models.ManyToManyField(Unit, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reform", "from_unit", "to_unit", "to_new"],
                name="reform_link_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="reform_link_one_target", condition=Q(to_unit=None) | Q(to_new=None)),
            models.CheckConstraint(
                name="reform_link_to_another", condition=Q(to_unit=None) | ~Q(to_unit=F("from_unit"))
            ),
        ]


class ReformMove(models.Model):
    """A unit that goes on as itself under another parent."""

    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="moves")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    to_new = models.ForeignKey(ReformUnit, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reform", "unit"], name="reform_move_once"),
            models.CheckConstraint(
                name="reform_move_one_target",
                condition=Q(to_unit=None, to_new__isnull=False) | Q(to_unit__isnull=False, to_new=None),
            ),
        ]


class Succession(models.Model):
    """`from_unit` went wholly or in part into `to_unit` by a reform. A correction voids it and writes another.

    `rest`: of a split unit, what no person placed village by village goes here.
    """

    reform = models.ForeignKey(Reform, on_delete=models.PROTECT, related_name="successions")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    on_date = models.DateField()
    whole = models.BooleanField(default=True)
    rest = models.BooleanField(default=False)
    voided_by = models.ForeignKey(Reform, on_delete=models.PROTECT, null=True, related_name="voided")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_unit", "to_unit", "on_date"],
                name="succession_stands_once",
                condition=Q(voided_by=None),
            ),
            models.UniqueConstraint(
                fields=["from_unit", "on_date"],
                name="succession_one_rest",
                condition=Q(voided_by=None, rest=True),
            ),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="succession_of_another"),
        ]
