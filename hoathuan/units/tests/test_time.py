from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.core.errors import DomainError
from hoathuan.units import api
from hoathuan.units.models import Placement, Reach, Unit


def test_a_unit_never_has_two_parents_on_one_day(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(
            unit=world.xa_a, parent=world.tinh_khac, valid=DateRange(date(2026, 1, 1), None)
        )


def test_a_code_means_one_unit_a_day_but_may_return_later(world):
    later = DateRange(date(2026, 1, 1), None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(level=3, code=world.xa_a.code, name="Xã Trùng", valid=later)
    earlier = DateRange(date(2004, 1, 1), date(2025, 7, 1))
    assert Unit.objects.create(level=3, code=world.xa_a.code, name="Xã Trước Kia", valid=earlier).pk


def test_reach_holds_each_unit_under_itself_and_all_above(world):
    above = set(Reach.objects.filter(descendant=world.xa_a).values_list("ancestor__name", flat=True))
    assert above == {"Xã An Mẫu", "Tỉnh Mẫu", "Việt Nam"}


def test_a_village_written_differently_is_not_made_twice(world):
    names = ["thôn 1", "Thôn  1", "THON 1"]
    villages = api.ensure_villages(commune=world.xa_a, names=names)
    assert len(villages) == 2
    assert api.villages_of(world.xa_a).count() == 2


def test_a_second_village_of_one_name_is_refused_in_words(world):
    with pytest.raises(DomainError, match="đã có"):
        api.create_village(commune=world.xa_a, name="thôn 1")


def test_villages_are_in_number_order(world):
    api.ensure_villages(commune=world.xa_a, names=["Thôn 10", "Thôn 9"])
    assert [v.name for v in api.villages_of(world.xa_a)] == ["Thôn 1", "Thôn 2", "Thôn 9", "Thôn 10"]
