"""The place that a fact carries: an area, and where that area stood and stands, day by day."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Coalesce

from .units import OnlyThis, Unit


class Zone(models.Model):
    """All areas that stood under the same provinces on the same days: the grain of sums above the province.

    `path` names those provinces and days; it is what makes a zone one.
    """

    path = models.CharField(max_length=400, unique=True)
    then_province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    now_province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return self.path


class ZoneSpan(models.Model):
    """Under which province a zone stood during `valid`; none where it was split over several. Derived."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="spans")
    valid = DateRangeField()
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "valid"], name="zone_span_once")]


class Area(models.Model):
    """A commune during one identity: what a fact carries. Then and now are its columns.

    A commune that moves under another parent, or is renamed, gets another area from that day on. Of a commune that
    was split there is one area per `part` (the unit that the part went to) and one for what nobody has placed yet.
    `now_commune`, `now_province`: the smallest unit of today that holds the area wholly; empty where none does.
    """

    then_commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="areas")
    then_province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    now_commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="now_areas", null=True)
    now_province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="areas", null=True)
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="area_part_one_a_day",
                expressions=[
                    (OnlyThis("then_commune"), RangeOperators.OVERLAPS),
                    (
                        # a range of nothing is unbounded and would meet every part
                        Func(Coalesce("part", 0), Coalesce("part", 0), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            )
        ]


class AreaSpan(models.Model):
    """Where an area stood during `valid`: the smallest unit of each level that held it wholly. Derived.

    The first span is the area itself; the last one is today. `home` is the area that a fact of those days and of
    this place belongs to (the area itself, while a person has not placed a split commune).
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="spans")
    valid = DateRangeField()
    home = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="home_of")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    district = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "valid"], name="area_span_once")]


class Located(models.Model):
    """A fact with a place: the area of its day, and the columns that reach and counting read.

    `dated_by`: the column whose day says which area the fact belongs to.
    """

    dated_by: ClassVar[str] = ""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    now_province = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    now_commune = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )

    class Meta:
        abstract = True

    def locate(self, area: Area) -> None:
        """Put the fact into an area; only a reform moves it later."""
        self.area = area
        self.now_province_id = area.now_province_id
        self.now_commune_id = area.now_commune_id
