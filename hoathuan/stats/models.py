"""Sums above the province. Derived: always equal to a recount of the facts, and rebuilt from them at any time."""

from django.db import models


class _Key(models.CharField):
    """A short text that is compared, never sorted for people."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"max_length": 60, "db_collation": "C", **options})  # type: ignore[arg-type]


class Cell(models.Model):
    """How many events of an indicator fell into a period of a zone (zone 0: the nation).

    grain: zm and zy are a zone's months and years; nd, nm and ny the nation's days, months and years. `period` is
    the first day of it. A stock's events are +1 on its first day and -1 on the day after its last, so that the
    stock of a day is the sum of all events up to it.
    """

    pk = models.CompositePrimaryKey("indicator", "grain", "zone", "period", "d1", "d2", "d3")
    indicator = _Key()
    grain = _Key(max_length=2)
    zone = models.BigIntegerField()
    period = models.DateField()
    d1 = _Key()
    d2 = _Key()
    d3 = _Key()
    n = models.BigIntegerField()

    class Meta:
        db_table = "stats_cell"


class Delta(models.Model):
    """What a write changed, until `fold` moves it into the cells. Written by triggers on the fact tables."""

    indicator = _Key()
    zone = models.BigIntegerField()
    day = models.DateField()
    d1 = _Key()
    d2 = _Key()
    d3 = _Key()
    n = models.BigIntegerField()

    class Meta:
        db_table = "stats_delta"
        indexes = [models.Index(fields=["indicator", "day"], name="delta_indicator_day")]


class Recipe(models.Model):
    """From which definition triggers and cells were made: what changed is made anew by `migrate`."""

    name = models.CharField(max_length=100, primary_key=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
