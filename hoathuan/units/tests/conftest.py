"""Words for writing a reform in a test: `write.merge([a, b], "Xã Mới")`, applied with `write.apply()`."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.units.changing import applying
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reform, ReformLink, ReformMove, ReformUnit, Unit
from hoathuan.units.placing import place_areas
from hoathuan.units.selectors import parent_of
from hoathuan.units.services import rebuild_reach

DAY = date(2026, 3, 1)


class Writer:
    """Writes the rows of one reform."""

    def __init__(self, day=DAY, **fields):
        self.reform = Reform.objects.create(
            title="Sắp xếp thử", legal_basis="Nghị quyết thử 01", on_date=day, **fields
        )

    def new(self, name, parent, level=Level.COMMUNE, **fields):
        above = {"parent_new": parent} if isinstance(parent, ReformUnit) else {"parent": parent}
        return ReformUnit.objects.create(reform=self.reform, name=name, level=level, **above, **fields)

    def link(self, unit, target=None, villages=()):
        into = {"to_new": target} if isinstance(target, ReformUnit) else {"to_unit": target}
        made = ReformLink.objects.create(reform=self.reform, from_unit=unit, **into)
        made.villages.set(villages)
        return made

    def merge(self, units, name):
        new = self.new(name, parent_of(units[0]), units[0].level)
        for unit in units:
            self.link(unit, new)
        return new

    def move(self, unit, target):
        into = {"to_new": target} if isinstance(target, ReformUnit) else {"to_unit": target}
        return ReformMove.objects.create(reform=self.reform, unit=unit, **into)

    def apply(self):
        return applying.apply(self.reform)


@pytest.fixture
def write(world):
    return Writer


@pytest.fixture
def villages(world):
    return lambda commune: list(
        Unit.objects.filter(placements__parent=commune, level=Level.VILLAGE).distinct().order_by("sort")
    )


def fresh(unit):
    """The unit as it is stored now: a reform writes past the objects that a test holds."""
    return Unit.objects.get(pk=unit.pk)


def add_unit(level, name, parent, since):
    """A unit that stands from a day on, with its area if it is a commune."""
    from hoathuan.units.models import Area

    unit = Unit.objects.create(level=level, name=name, valid=DateRange(since, None))
    Placement.objects.create(unit=unit, parent=parent, valid=DateRange(since, None))
    if level == Level.COMMUNE:
        province = parent if parent.level == Level.PROVINCE else parent_of(parent)
        Area.objects.create(then_commune=unit, then_province=province, valid=DateRange(since, None))
    place_areas()
    rebuild_reach()
    return unit
