"""The real units of Viet Nam, before and after 01/07/2025."""

from datetime import date

import pytest
from django.db import connection

from hoathuan.units import api
from hoathuan.units.choices import Level
from hoathuan.units.loading import load_units
from hoathuan.units.models import Area, Reach, Unit

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def country(db):
    load_units()
    return api.country()


def test_the_country_of_both_days_is_there_and_loads_once(country):
    assert not load_units()
    counts = {
        (level, day): Unit.objects.filter(level=level, valid__contains=day).count()
        for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
        for day in (BEFORE, AFTER)
    }
    assert counts == {
        (Level.PROVINCE, BEFORE): 63,
        (Level.PROVINCE, AFTER): 34,
        (Level.DISTRICT, BEFORE): 696,
        (Level.DISTRICT, AFTER): 0,
        (Level.COMMUNE, BEFORE): 10_051,
        (Level.COMMUNE, AFTER): 3_321,
    }
    thanh_hoa = Unit.objects.get(level=Level.PROVINCE, code=38, valid__contains=AFTER)
    assert api.children_of(thanh_hoa, BEFORE).count() == 26
    assert api.children_of(thanh_hoa, AFTER).count() == 166
    assert Reach.objects.filter(ancestor=country, descendant__level=Level.COMMUNE).count() == 3_321
    assert Area.objects.filter(valid__contains=AFTER).count() == 3_321
    assert Area.objects.filter(valid__contains=BEFORE).count() == 10_051
    wholly = Area.objects.filter(valid__contains=BEFORE, now_commune__isnull=False)
    assert 9_500 < wholly.count() < 9_700
    # the planner does not take for empty what is joined before the load ends
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'units_placement'::regclass")
        assert cursor.fetchone()[0] > 10_000
