"""Reforms of units: each verb, in a small country of two provinces."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoathuan.units import api
from hoathuan.units.changing import applying, checking
from hoathuan.units.changing.applying import ReformRefused
from hoathuan.units.changing.moving import Mover, _movers, register_mover
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Area, AreaSpan, Placement, Reach, Succession, Unit

from .conftest import DAY, add_unit, fresh

BEFORE = DAY - timedelta(days=1)


def spans(commune, day):
    """Where the commune's area of that day has stood since: (commune, province) by their names."""
    area = Area.objects.get(then_commune=commune, part=None, valid__contains=day)
    rows = AreaSpan.objects.filter(area=area).order_by("valid").select_related("commune", "province")
    return [(r.commune.name if r.commune else None, r.province.name if r.province else None) for r in rows]


def test_a_merger_ends_its_communes_and_makes_one_that_holds_their_villages(world, write):
    reform = write()
    reform.merge([world.xa_a, world.xa_b], "Xã Hợp Mẫu")
    reform.apply()
    made = Unit.objects.get(name="Xã Hợp Mẫu")
    assert list(api.children_of(world.tinh_mau, DAY)) == [made]
    assert api.villages_of(made, DAY).count() == 4
    assert api.villages_of(world.xa_a, BEFORE).count() == 2
    assert api.villages_of(world.xa_a, DAY).count() == 0
    assert api.now_of(fresh(world.xa_a)) == made
    assert spans(world.xa_a, BEFORE) == [("Xã An Mẫu", "Tỉnh Mẫu"), ("Xã Hợp Mẫu", "Tỉnh Mẫu")]
    assert Reach.objects.filter(ancestor=world.tinh_mau).count() == 2
    reform.reform.refresh_from_db()
    assert reform.reform.state == ReformState.APPLIED
    assert reform.reform.applied_at


def test_a_commune_may_go_into_one_that_stays(world, write):
    reform = write()
    reform.link(world.xa_a, world.xa_b)
    reform.apply()
    assert api.villages_of(world.xa_b, DAY).count() == 4
    assert Area.objects.get(then_commune=world.xa_b).valid.upper is None, "who stays keeps its identity"
    assert spans(world.xa_a, BEFORE)[-1] == ("Xã Bình Mẫu", "Tỉnh Mẫu")


def test_a_renamed_commune_is_another_unit_with_the_same_content(world, write):
    reform = write()
    reform.merge([world.xa_a], "Phường An Mẫu")
    reform.apply()
    renamed = Unit.objects.get(name="Phường An Mẫu")
    assert Succession.objects.get(from_unit=world.xa_a).to_unit == renamed
    assert [unit.name for unit in api.path_of(world.villages["Xã An Mẫu"][0], DAY)][:2] == [
        "Tỉnh Mẫu",
        "Phường An Mẫu",
    ]


def test_a_moved_commune_goes_on_as_itself_in_another_area(world, write):
    reform = write()
    reform.move(world.xa_a, world.tinh_khac)
    reform.apply()
    assert api.province_of(world.xa_a, DAY) == world.tinh_khac
    assert api.province_of(world.xa_a, BEFORE) == world.tinh_mau
    assert Area.objects.filter(then_commune=world.xa_a).count() == 2
    assert spans(world.xa_a, BEFORE) == [("Xã An Mẫu", "Tỉnh Mẫu"), ("Xã An Mẫu", "Tỉnh Khác")]


def test_a_split_gives_named_villages_away_and_leaves_the_others_to_a_person(world, write):
    first, second = world.villages["Xã An Mẫu"]
    reform = write()
    new = reform.new("Xã An Đông Mẫu", world.tinh_mau)
    reform.link(world.xa_a, new, [first])
    reform.link(world.xa_a, world.xa_b)
    reform.apply()
    assert api.commune_of(first, DAY).name == "Xã An Đông Mẫu"
    assert api.parent_of(second, DAY) == world.tinh_mau, "what nobody placed stands in the province"
    assert spans(world.xa_a, BEFORE)[-1] == (None, "Tỉnh Mẫu")
    assert api.now_of(fresh(world.xa_a)) == world.tinh_mau


def test_a_commune_split_over_two_provinces_belongs_to_neither(world, write):
    reform = write()
    reform.link(world.xa_a, world.xa_b)
    reform.link(world.xa_a, world.xa_c)
    reform.apply()
    assert spans(world.xa_a, BEFORE)[-1] == (None, None)
    area = Area.objects.get(then_commune=world.xa_a)
    assert area.now_commune is None
    assert area.now_province is None


def test_provinces_merge_and_their_communes_come_along(world, write):
    reform = write()
    reform.merge([world.tinh_mau, world.tinh_khac], "Tỉnh Chung")
    reform.apply()
    made = Unit.objects.get(name="Tỉnh Chung")
    assert set(api.children_of(made, DAY)) == {world.xa_a, world.xa_b, world.xa_c}
    assert spans(world.xa_a, BEFORE) == [("Xã An Mẫu", "Tỉnh Mẫu"), ("Xã An Mẫu", "Tỉnh Chung")]
    zones = {
        area.zone_id
        for area in Area.objects.filter(then_commune__in=[world.xa_a, world.xa_b], valid__contains=BEFORE)
    }
    assert len(zones) == 1


def test_a_level_ends_and_what_stood_under_it_stands_one_higher(world, write):
    district = add_unit(Level.DISTRICT, "Huyện Mẫu", world.tinh_mau, date(2025, 7, 1))
    commune = add_unit(Level.COMMUNE, "Xã Dưới Mẫu", district, date(2025, 7, 1))
    reform = write(abolishes=Level.DISTRICT)
    reform.apply()
    assert api.parent_of(commune, DAY) == world.tinh_mau
    assert not Unit.objects.filter(level=Level.DISTRICT, valid__contains=DAY).exists()
    rows = AreaSpan.objects.filter(area__then_commune=commune, area__valid__contains=BEFORE).order_by("valid")
    assert [row.district_id for row in rows] == [district.pk, None]


def test_a_unit_without_successor_stays_open_under_its_province(world, write):
    reform = write()
    reform.link(world.xa_a)
    reform.apply()
    assert spans(world.xa_a, BEFORE)[-1] == (None, "Tỉnh Mẫu")


def test_pieces_that_meet_again_stand_in_one_unit(world, write):
    first = write()
    one, two = first.new("Xã Một Mẫu", world.tinh_mau), first.new("Xã Hai Mẫu", world.tinh_mau)
    first.link(world.xa_a, one)
    first.link(world.xa_a, two)
    first.apply()
    later = write(date(2026, 9, 1))
    units = list(Unit.objects.filter(name__in=["Xã Một Mẫu", "Xã Hai Mẫu"]))
    later.merge(units, "Xã Hợp Lại Mẫu")
    later.apply()
    assert spans(world.xa_a, BEFORE)[1:] == [(None, "Tỉnh Mẫu"), ("Xã Hợp Lại Mẫu", "Tỉnh Mẫu")]


def test_a_preview_counts_everything_and_changes_nothing(world, write):
    reform = write()
    reform.merge([world.xa_a, world.xa_b], "Xã Hợp Mẫu")
    found = applying.preview(reform.reform)
    assert ["Xã, phường, đặc khu kết thúc", 2] in found.as_data()["lines"]
    reform.reform.refresh_from_db()
    assert reform.reform.state == ReformState.DRAFT
    assert not Unit.objects.filter(name="Xã Hợp Mẫu").exists()
    assert Placement.objects.filter(unit=world.xa_a, valid__endswith__isnull=True).exists()


def test_a_reform_is_applied_once(world, write):
    reform = write()
    reform.merge([world.xa_a, world.xa_b], "Xã Hợp Mẫu")
    reform.apply()
    with pytest.raises(ReformRefused, match="thực hiện rồi"):
        reform.apply()
    assert Unit.objects.filter(name="Xã Hợp Mẫu").count() == 1


def test_a_reform_is_not_applied_before_its_day(world, write):
    reform = write(api_day := date(2090, 1, 1))
    reform.merge([world.xa_a, world.xa_b], "Xã Hợp Mẫu")
    with pytest.raises(ReformRefused, match=f"{api_day:%d/%m/%Y}"):
        reform.apply()


def test_cut_off_in_the_last_step_it_has_not_happened(world, write):
    reform = write()
    reform.merge([world.xa_a, world.xa_b], "Xã Hợp Mẫu")

    def cut(effect):
        raise KeyboardInterrupt

    register_mover(Mover("test", cut, order=99))
    try:
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            reform.apply()
    finally:
        del _movers["test"]
    assert not Unit.objects.filter(name="Xã Hợp Mẫu").exists()
    reform.apply()
    assert Unit.objects.filter(name="Xã Hợp Mẫu").count() == 1


@pytest.mark.parametrize(
    "write_badly, words",
    [
        (lambda world, reform: None, "Chưa ghi"),
        (lambda world, reform: reform.link(world.xa_a, world.tinh_khac), "không cùng cấp"),
        (lambda world, reform: reform.move(world.tinh_mau, world.xa_c), "cấp cao hơn"),
        (lambda world, reform: reform.new("Xã Không Nơi", None), "thuộc đơn vị nào"),
        (lambda world, reform: reform.link(world.tinh_mau), "bị chia"),
        (
            lambda world, reform: (reform.link(world.xa_a, world.xa_b), reform.link(world.xa_b, world.xa_c)),
            "không nhận được",
        ),
        (
            lambda world, reform: (reform.link(world.xa_a, world.xa_b), reform.link(world.xa_b, world.xa_a)),
            "vòng vào nhau",
        ),
        (lambda world, reform: reform.new("Xã Trùng Mã", world.tinh_mau, code=90102), "đang là mã"),
        (
            lambda world, reform: [reform.new(f"Xã {n}", world.tinh_mau, code=7) for n in (1, 2)],
            "hai đơn vị mới",
        ),
        (
            lambda world, reform: reform.link(world.xa_a, world.xa_b, world.villages["Xã Bình Mẫu"]),
            "không thuộc",
        ),
        (lambda world, reform: reform.merge([world.xa_a], "xã bình mẫu"), "đặt tên khác"),
    ],
    ids=[
        "empty",
        "levels",
        "circle",
        "orphan",
        "children",
        "chain",
        "knot",
        "code",
        "twice",
        "village",
        "name",
    ],
)
def test_what_cannot_be_is_refused_in_words(world, write, write_badly, words):
    reform = write()
    write_badly(world, reform)
    problems = checking.problems_of(reform.reform)
    assert any(words in problem for problem in problems), problems
    with pytest.raises(ReformRefused):
        reform.apply()


def test_what_already_changed_later_is_not_changed_before(world, write):
    later = write(date(2026, 9, 1))
    later.merge([world.xa_a], "Xã An Mới Mẫu")
    later.apply()
    earlier = write(date(2026, 3, 1))
    earlier.merge([world.xa_a, world.xa_b], "Xã Hợp Mẫu")
    assert any("Thôn 1 thay đổi từ 01/09/2026" in p for p in checking.problems_of(earlier.reform))


def test_a_unit_cannot_be_placed_twice_on_a_day_even_by_hand(world, write):
    reform = write()
    reform.move(world.xa_a, world.tinh_khac)
    reform.apply()
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(unit=world.xa_a, parent=world.tinh_mau, valid=world.xa_a.valid)


def test_two_reforms_of_one_day_do_not_touch_each_other(world, write):
    first, second = write(), write()
    first.merge([world.xa_a, world.xa_b], "Xã Hợp Mẫu")
    second.merge([world.xa_c], "Xã Cao Mới")
    first.apply()
    second.apply()
    assert Area.objects.filter(valid__contains=DAY).count() == 2
    assert not Area.objects.filter(valid__isempty=True).exists()
