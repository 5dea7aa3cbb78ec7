"""A table of facts of the tests' own, and indicators that count it in every way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Value, When

from hoathuan.stats import registry
from hoathuan.stats.kinds import Dimension, Formula, Indicator, Kind, Measure, RecordColumn, RowFacts
from hoathuan.units.models import Located, Unit
from hoathuan.units.selectors import area_of


class Fact(Located):
    """Something that began, and perhaps ended."""

    dated_by = "started_on"

    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    colour = models.CharField(max_length=10, blank=True)
    large = models.BooleanField(default=False)
    subject_id = models.BigIntegerField(default=0)
    team_id = models.BigIntegerField(default=0)

    class Meta:
        app_label = "stats_tests"
        db_table = "stats_tests_fact"


def fact(commune: Unit, start: date | None, end: date | None = None, **fields: Any) -> Fact:
    made = Fact(started_on=start, ended_on=end, **fields)
    made.locate(area_of(commune))
    made.save()
    return made


def rows() -> models.QuerySet[Fact]:
    size = Case(When(large=True, then=Value("large")), default=Value("small"))
    return Fact.objects.annotate(size=size)


COLOURS = [("red", "Đỏ"), ("blue", "Xanh")]
DIMENSIONS = {
    "colour": Dimension("Màu", "colour", COLOURS),
    "size": Dimension("Cỡ", "size", [("large", "Lớn"), ("small", "Nhỏ")]),
}


def _indicator(key: str, kind: Kind, facts: RowFacts, **more: Any) -> Indicator:
    return Indicator(
        key=key, label=f"Chỉ tiêu {key}", kind=kind, unit_label="việc", definition="Thử", legal_source="Thử",
        facts=facts, dimensions=DIMENSIONS, columns=[RecordColumn("Ngày", "started_on", "date")], **more,
    )  # fmt: skip


def indicators() -> list[Indicator | Formula]:
    flow = RowFacts(rows, start="started_on")
    return [
        _indicator("test.begun", Kind.FLOW, flow, cells=True),
        _indicator("test.standing", Kind.STOCK, RowFacts(rows, start="started_on", end="ended_on"), cells=True),
        _indicator("test.open", Kind.STOCK, RowFacts(rows, start="started_on", until="ended_on"), cells=True),
        _indicator("test.plain", Kind.FLOW, flow),
        _indicator(
            "test.subjects",
            Kind.DISTINCT,
            RowFacts(rows, "started_on", subject="subject_id", at_least=2, subjects=lambda: Fact.objects.all()),
        ),
        Formula(
            "test.share", "Tỷ lệ đỏ", [Measure("test.begun", {"colour": "red"})], "Đỏ trên tất cả", "Thử",
            denominator=Measure("test.begun"),
        ),
        Formula("test.sum", "Tổng", [Measure("test.begun"), Measure("test.standing")], "Cộng", "Thử"),
    ]  # fmt: skip


CELLED = ("test.begun", "test.standing", "test.open")


@contextmanager
def registered() -> Iterator[None]:
    made = indicators()
    for item in made:
        registry.register(item)
    try:
        yield
    finally:
        for item in made:
            registry.unregister(item.key)
