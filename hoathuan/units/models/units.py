"""Administrative units in time: what they are, under whom they stand, how one became another."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.core.text import fold, sort_key
from hoathuan.units.choices import Level, UnitFactKind


class OnlyThis(Func):
    """`int8range(x, x, '[]')`: lets a plain column take part in a gist exclusion without btree_gist."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"


class Unit(models.Model):
    """An administrative unit (đơn vị hành chính): closed and succeeded, never deleted, its code never its key."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    level = models.SmallIntegerField(_("Cấp"), choices=Level.choices)
    code = models.IntegerField(_("Mã"), null=True, blank=True)
    name = models.CharField(_("Tên"), max_length=120)
    kind = models.CharField(_("Loại"), max_length=30, blank=True)
    valid = DateRangeField(_("Hiệu lực"))
    sort = models.CharField(max_length=400, db_collation="C", editable=False)
    folded = models.CharField(max_length=120, db_collation="C", editable=False)

    class Meta:
        indexes = [models.Index(fields=["level", "sort"], name="unit_level_sort")]
        constraints = [
            ExclusionConstraint(
                name="unit_code_once_a_day",
                expressions=[
                    (OnlyThis("code"), RangeOperators.OVERLAPS),
                    (OnlyThis("level"), RangeOperators.OVERLAPS),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(code__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def name_keys(self) -> None:
        """Fill the columns that order and find the name; bulk writers call it themselves."""
        self.sort, self.folded = sort_key(self.name), fold(self.name)


class Placement(models.Model):
    """`unit` stands under `parent` during `valid`; on no day under two."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="child_placements", null=True)
    valid = DateRangeField()

    class Meta:
        indexes = [models.Index(Func("valid", function="lower"), "unit", name="placement_start")]
        constraints = [
            ExclusionConstraint(
                name="placement_one_parent_a_day",
                expressions=[
                    (OnlyThis("unit"), RangeOperators.OVERLAPS),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            )
        ]


class UnitFact(models.Model):
    """A dated figure about a unit, with its source: population, households."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=20, choices=UnitFactKind.choices)
    value = models.PositiveIntegerField(_("Số liệu"))
    on_date = models.DateField(_("Ngày của số liệu"))
    source = models.CharField(_("Nguồn"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "on_date"], name="unit_fact_once_a_day")
        ]


class Reach(models.Model):
    """Who stands under whom today, communes and above (each also under itself). Rebuilt whole, never edited."""

    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    depth = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ancestor", "descendant"], name="reach_once")]

    @staticmethod
    def levels() -> list[int]:
        return [Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
