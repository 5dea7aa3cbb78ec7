"""What a reform left open is decided by a person, and what it got wrong is corrected."""

import pytest

from hoathuan.core.errors import DomainError
from hoathuan.units import api
from hoathuan.units.changing import checking, deciding
from hoathuan.units.models import Area, AreaSpan, Reform, Succession, Unit

from .conftest import DAY, Writer, fresh
from .test_reforms import BEFORE, spans


@pytest.fixture
def split(world, write):
    """Xã A goes to xã B and to a new commune; nobody has said which village goes where."""
    reform = write()
    new = reform.new("Xã An Đông Mẫu", world.tinh_mau)
    reform.link(world.xa_a, new)
    reform.link(world.xa_a, world.xa_b)
    reform.apply()
    return Unit.objects.get(name="Xã An Đông Mẫu")


def test_a_split_commune_waits_with_its_villages(world, split):
    (open_,) = deciding.undecided(world.tinh_mau)
    assert open_.unit == world.xa_a
    assert set(open_.targets) == {split, world.xa_b}
    assert open_.villages == world.villages["Xã An Mẫu"]
    assert deciding.undecided(world.tinh_khac) == []


def test_placed_villages_stand_in_their_commune_and_have_an_area_of_their_own(world, split):
    first, second = world.villages["Xã An Mẫu"]
    deciding.place_villages(world.xa_a, [first], split)
    assert api.commune_of(first, DAY) == split
    assert deciding.undecided_about(world.xa_a).villages == [second]
    part = Area.objects.get(then_commune=world.xa_a, part=split)
    assert part.now_commune == split
    assert part.valid.upper == DAY
    assert spans(world.xa_a, BEFORE)[-1] == (None, "Tỉnh Mẫu"), "what is not placed still waits"


def test_the_rest_goes_in_one_word_and_nothing_waits_any_more(world, split):
    deciding.place_villages(world.xa_a, world.villages["Xã An Mẫu"][:1], split)
    deciding.place_rest(world.xa_a, world.xa_b)
    assert deciding.undecided(world.tinh_mau) == []
    assert spans(world.xa_a, BEFORE)[-1] == ("Xã Bình Mẫu", "Tỉnh Mẫu")
    assert Area.objects.get(then_commune=world.xa_a, part=split).now_commune == split
    assert api.villages_of(world.xa_b, DAY).count() == 3
    with pytest.raises(DomainError, match="không còn gì"):
        deciding.place_rest(world.xa_a, world.xa_b)


def test_a_unit_that_went_nobody_knows_where_is_given_a_successor(world, write):
    reform = write()
    reform.link(world.xa_a)
    reform.apply()
    (open_,) = deciding.undecided()
    assert open_.targets == []
    deciding.place_rest(world.xa_a, world.xa_b)
    assert api.now_of(fresh(world.xa_a)) == world.xa_b
    assert spans(world.xa_a, BEFORE)[-1] == ("Xã Bình Mẫu", "Tỉnh Mẫu")


@pytest.mark.parametrize("target", ["xa_c", "tinh_mau"])
def test_a_decision_names_a_commune_that_it_may_have_gone_to(world, split, target):
    with pytest.raises(DomainError, match="không phải là nơi"):
        deciding.place_rest(world.xa_a, getattr(world, target))


def test_a_village_of_another_commune_is_not_placed(world, split):
    with pytest.raises(DomainError, match="Có thôn không thuộc"):
        deciding.place_villages(world.xa_a, world.villages["Xã Cao Khác"], split)


@pytest.fixture
def wrong(world, write):
    """Both communes of Tỉnh Mẫu were merged into one; xã B should have gone to xã C's province."""
    reform = write()
    reform.merge([world.xa_a, world.xa_b], "Xã Hợp Mẫu")
    reform.apply()
    return Reform.objects.get()


def correction(wrong):
    return Writer(corrects=wrong)


def test_a_correction_sends_a_commune_elsewhere_and_keeps_what_was_written(world, wrong):
    mend = correction(wrong)
    mend.link(world.xa_b, world.xa_c)
    mend.apply()
    assert api.now_of(fresh(world.xa_b)) == world.xa_c
    assert api.now_of(fresh(world.xa_a)).name == "Xã Hợp Mẫu"
    assert api.villages_of(world.xa_c, DAY).count() == 4
    assert api.villages_of(Unit.objects.get(name="Xã Hợp Mẫu"), DAY).count() == 2
    assert spans(world.xa_b, BEFORE)[-1] == ("Xã Cao Khác", "Tỉnh Khác")
    voided = Succession.objects.get(from_unit=world.xa_b, voided_by=mend.reform)
    assert voided.to_unit.name == "Xã Hợp Mẫu"


def test_a_commune_that_should_not_have_ended_goes_on(world, wrong):
    mend = correction(wrong)
    mend.link(world.xa_b)
    mend.apply()
    world.xa_b.refresh_from_db()
    assert world.xa_b.valid.upper is None
    assert api.parent_of(world.xa_b, DAY) == world.tinh_mau
    assert api.villages_of(world.xa_b, DAY).count() == 2
    area = Area.objects.get(then_commune=world.xa_b)
    assert area.valid.upper is None
    assert area.now_commune == world.xa_b


def test_a_unit_made_by_mistake_is_withdrawn_with_what_stood_in_it(world, wrong):
    made = Unit.objects.get(name="Xã Hợp Mẫu")
    mend = correction(wrong)
    new = mend.new("Xã Hợp Đúng", world.tinh_mau)
    mend.link(made, new)
    mend.link(world.xa_a, new)
    mend.link(world.xa_b, new)
    later = api.create_village(commune=made, name="Thôn Lập Sau")
    mend.apply()
    right = Unit.objects.get(name="Xã Hợp Đúng")
    made.refresh_from_db()
    assert made.valid.isempty
    assert api.villages_of(right, DAY).count() == 5
    assert api.commune_of(later) == right
    assert list(api.children_of(world.tinh_mau, DAY)) == [right]
    assert spans(world.xa_a, BEFORE)[-1] == ("Xã Hợp Đúng", "Tỉnh Mẫu")


def test_one_line_is_enough_to_say_that_the_new_unit_was_another(world, wrong):
    made = Unit.objects.get(name="Xã Hợp Mẫu")
    Unit.objects.filter(pk=made.pk).update(code=90777)
    mend = correction(wrong)
    mend.link(made, mend.new("Xã Hợp Đúng", world.tinh_mau, code=90777))
    mend.apply()
    right = Unit.objects.get(code=90777)
    assert [api.now_of(fresh(unit)) for unit in (world.xa_a, world.xa_b)] == [right, right]
    assert api.villages_of(right, DAY).count() == 4
    assert spans(world.xa_b, BEFORE)[-1] == ("Xã Hợp Đúng", "Tỉnh Mẫu")


def test_placed_villages_go_along_when_their_commune_was_wrong(world, split):
    deciding.place_villages(world.xa_a, world.villages["Xã An Mẫu"][:1], split)
    mend = correction(Reform.objects.get())
    mend.link(fresh(split), mend.new("Xã An Tây Mẫu", world.tinh_mau))
    mend.apply()
    right = Unit.objects.get(name="Xã An Tây Mẫu")
    assert Area.objects.get(then_commune=world.xa_a, part=right).now_commune == right
    assert api.commune_of(world.villages["Xã An Mẫu"][0], DAY) == right
    assert set(deciding.undecided_about(world.xa_a).targets) == {right, world.xa_b}


def test_a_late_decision_follows_what_the_target_became(world, split, write):
    later = write(DAY.replace(month=9))
    later.merge([fresh(split)], "Phường An Đông Mẫu")
    later.apply()
    first = world.villages["Xã An Mẫu"][0]
    deciding.place_villages(world.xa_a, [first], fresh(split))
    assert api.commune_of(first, DAY) == split
    assert api.commune_of(first, DAY.replace(month=9)).name == "Phường An Đông Mẫu"


def test_a_moved_and_then_merged_commune_does_not_wait_for_anyone(world, write):
    first = write()
    first.move(world.xa_a, world.tinh_khac)
    first.apply()
    second = write(DAY.replace(month=9))
    second.link(world.xa_a, world.xa_c)
    second.apply()
    assert deciding.undecided() == []


def test_a_correction_only_says_what_went_into_what(world, wrong):
    mend = correction(wrong)
    mend.link(world.xa_b, world.xa_c)
    mend.move(world.xa_c, world.tinh_mau)
    assert any("là việc sắp xếp khác" in p for p in checking.problems_of(mend.reform))


def test_a_correction_takes_back_what_was_placed_where_nothing_went(world, split):
    deciding.place_villages(world.xa_a, world.villages["Xã An Mẫu"][:1], world.xa_b)
    part = Area.objects.get(then_commune=world.xa_a, part=world.xa_b)
    former = Reform.objects.get()
    mend = correction(former)
    mend.link(world.xa_a, split)
    mend.apply()
    assert api.commune_of(world.villages["Xã An Mẫu"][0], DAY) == split
    assert deciding.undecided() == []
    whole = Area.objects.get(then_commune=world.xa_a, part=None)
    assert (whole.now_commune, part.then_commune) == (split, world.xa_a)


def test_a_placed_village_stays_where_it_may_well_have_gone(world, split):
    first = world.villages["Xã An Mẫu"][0]
    deciding.place_villages(world.xa_a, [first], split)
    mend = correction(Reform.objects.get())
    mend.link(world.xa_a, split)
    mend.link(world.xa_a, world.xa_c)
    mend.apply()
    assert api.commune_of(first, DAY) == split
    assert Area.objects.get(then_commune=world.xa_a, part=split).now_commune == split


def test_a_unit_that_a_correction_let_go_on_may_be_ended_by_the_next(world, wrong):
    first = correction(wrong)
    first.link(world.xa_b)
    first.apply()
    second = correction(wrong)
    second.link(fresh(world.xa_b), Unit.objects.get(name="Xã Hợp Mẫu"))
    second.apply()
    merged = Unit.objects.get(name="Xã Hợp Mẫu")
    assert fresh(world.xa_b).valid.upper == DAY
    assert api.villages_of(merged, DAY).count() == 4
    assert list(api.children_of(world.tinh_mau, DAY)) == [merged]
    assert spans(world.xa_b, BEFORE)[-1] == ("Xã Hợp Mẫu", "Tỉnh Mẫu")


def test_what_a_correction_made_can_be_corrected_and_what_was_withdrawn_cannot(world, wrong):
    made = Unit.objects.get(name="Xã Hợp Mẫu")
    first = correction(wrong)
    first.link(made, first.new("Xã Sai Mẫu", world.tinh_mau))
    first.apply()
    second = correction(wrong)
    second.link(Unit.objects.get(name="Xã Sai Mẫu"), second.new("Xã Đúng Mẫu", world.tinh_mau))
    second.apply()
    assert [unit.name for unit in api.children_of(world.tinh_mau, DAY)] == ["Xã Đúng Mẫu"]
    assert api.now_of(fresh(world.xa_a)).name == "Xã Đúng Mẫu"
    third = correction(wrong)
    third.link(fresh(made), Unit.objects.get(name="Xã Đúng Mẫu"))
    assert any("không thuộc việc sắp xếp đang sửa" in p for p in checking.problems_of(third.reform))


def test_a_correction_keeps_to_its_reform(world, wrong):
    mend = correction(wrong)
    mend.link(world.xa_c, world.xa_a)
    assert any("không thuộc việc sắp xếp đang sửa" in p for p in checking.problems_of(mend.reform))


def test_what_changed_again_is_mended_from_the_last_change_on(world, wrong, write):
    later = write(DAY.replace(month=9))
    later.merge([Unit.objects.get(name="Xã Hợp Mẫu")], "Phường Hợp Mẫu")
    later.apply()
    mend = correction(wrong)
    mend.link(world.xa_b, world.xa_c)
    assert any("sửa việc sắp xếp sau trước" in p for p in checking.problems_of(mend.reform))


def test_every_area_has_spans_without_gap_after_all_of_it(world, split):
    deciding.place_villages(world.xa_a, world.villages["Xã An Mẫu"][:1], split)
    deciding.place_rest(world.xa_a, world.xa_b)
    for area in Area.objects.all():
        rows = list(AreaSpan.objects.filter(area=area).order_by("valid"))
        assert rows[0].valid.lower == area.valid.lower
        assert rows[-1].valid.upper is None
        assert all(one.valid.upper == two.valid.lower for one, two in zip(rows, rows[1:], strict=False))


def test_a_withdrawn_unit_hands_its_part_to_one_that_has_a_part_already(world, split):
    first, second = world.villages["Xã An Mẫu"]
    deciding.place_villages(world.xa_a, [first], split)
    deciding.place_villages(world.xa_a, [second], world.xa_b)
    mend = correction(Reform.objects.get())
    mend.link(fresh(split), world.xa_b)
    mend.apply()
    assert [api.commune_of(village, DAY) for village in (first, second)] == [world.xa_b] * 2
    standing = Area.objects.filter(then_commune=world.xa_a).exclude(valid__isempty=True)
    assert [area.now_commune for area in standing.exclude(part=None)] == [world.xa_b]
    assert not AreaSpan.objects.filter(area__valid__isempty=True).exists()


def test_what_still_stands_need_not_be_kept(world, wrong):
    first = correction(wrong)
    first.link(world.xa_b)
    first.apply()
    again = correction(wrong)
    again.link(fresh(world.xa_b))
    (problem,) = checking.problems_of(again.reform)
    assert "vẫn đang tồn tại" in problem
