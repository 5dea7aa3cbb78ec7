from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from conftest import START
from hoathuan.core.errors import DomainError
from hoathuan.units import api
from hoathuan.units.changing import applying, checking
from hoathuan.units.models import Placement, Reach, Reform, ReformLink, ReformUnit, Unit
from hoathuan.units.services import rebuild_reach

LATE = DateRange(date(2026, 5, 1), None)


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


def test_nobody_stands_under_itself_or_below_its_own_children(world):
    """The database itself: such a circle would have no top, and the closure of placements no end."""
    days = DateRange(date(2030, 1, 1), None)
    village = world.villages["Xã An Mẫu"][0]
    for unit, parent in (
        (world.xa_a, world.xa_a),  # itself
        (world.xa_a, world.xa_b),  # its equal: two such rows would make a circle
        (world.tinh_mau, world.xa_a),  # its own child
        (world.xa_a, village),
        (world.country, world.tinh_mau),
    ):
        Placement.objects.filter(unit=unit).update(valid=DateRange(START, date(2030, 1, 1)))
        with pytest.raises(IntegrityError, match="higher level"), transaction.atomic():
            Placement.objects.create(unit=unit, parent=parent, valid=days)
        with pytest.raises(IntegrityError, match="higher level"), transaction.atomic():
            Placement.objects.filter(unit=unit).update(parent=parent)
        with pytest.raises(IntegrityError, match="higher level"), transaction.atomic():
            Placement.objects.bulk_create([Placement(unit=unit, parent=parent, valid=days)])
    api_units = Unit.objects.filter(pk=world.xa_a.pk)
    with pytest.raises(IntegrityError, match="keeps its level"), transaction.atomic():
        api_units.update(level=1)
    assert api_units.update(level=world.xa_a.level, name="Xã An Mẫu") == 1
    rebuild_reach()


def test_new_units_of_a_draft_that_stand_under_each_other_are_refused_in_words(world):
    """A circle of units that do not exist yet: in words before anything is written, and not under oneself at all."""
    reform = Reform.objects.create(title="Vòng", legal_basis="NQ", on_date=date(2026, 3, 1))
    first = ReformUnit.objects.create(reform=reform, name="Xã Một", level=3, parent=world.tinh_mau)
    second = ReformUnit.objects.create(reform=reform, name="Xã Hai", level=3, parent_new=first)
    ReformUnit.objects.filter(pk=first.pk).update(parent=None, parent_new=second)
    problems = checking.problems_of(reform)
    assert any("cấp cao hơn" in words for words in problems), problems
    with pytest.raises(applying.ReformRefused, match="cấp cao hơn"):
        applying.apply(reform)
    with pytest.raises(IntegrityError, match="not_its_own_parent"), transaction.atomic():
        ReformUnit.objects.filter(pk=first.pk).update(parent_new=first.pk)


def test_a_village_made_after_the_day_of_a_reform_is_told_by_name(world):
    """A fact that contradicts the day: a child of the ended commune that begins after it."""
    late = Unit.objects.create(level=world.villages["Xã An Mẫu"][0].level, name="Thôn Muộn", valid=LATE)
    Placement.objects.create(unit=late, parent=world.xa_a, valid=LATE)
    reform = Reform.objects.create(title="Sớm", legal_basis="NQ", on_date=date(2026, 3, 1))
    new = ReformUnit.objects.create(reform=reform, name="Xã Gộp", level=3, parent=world.tinh_mau)
    for commune in (world.xa_a, world.xa_b):
        ReformLink.objects.create(reform=reform, from_unit=commune, to_new=new)
    with pytest.raises(applying.ReformRefused, match="Thôn Muộn thay đổi từ 01/05/2026"):
        applying.apply(reform)
    assert Placement.objects.get(unit=late).parent == world.xa_a
