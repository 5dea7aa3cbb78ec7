"""What a draft takes, and what it refuses in words."""

from datetime import date
from typing import Any

import pytest

from hoathuan.core.errors import DomainError
from hoathuan.core.stale import StaleRecord
from hoathuan.reforms.changes import changes_of
from hoathuan.reforms.services import changing, drafts, removing
from hoathuan.reforms.services.changing import NewUnit
from hoathuan.reforms.services.drafts import Head
from hoathuan.units.changing.checking import problems_of
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reform, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def do(draft: Any, admin: Any, actor_of: Any) -> Any:
    """`do(changing.merge, units=…)`: in the draft, at its version, as the administrator."""

    def call(service: Any, **given: Any) -> Any:
        return service(**({"reform": draft, "version": draft.version, "actor": actor_of(admin)} | given))

    return call


def words(reform: Reform) -> list[str]:
    return [change.words for change in changes_of(Reform.objects.get(pk=reform.pk))]


def test_a_merge_reads_as_one_line(do: Any, draft: Any, world: Any) -> None:
    do(changing.merge, units=[world.xa_a, world.xa_b], into=NewUnit("Phường Mẫu Mới", 90103))
    assert words(draft) == ["Xã An Mẫu, Xã Bình Mẫu → Phường Mẫu Mới (mới, mã 90103)"]
    new = draft.new_units.get()
    assert (new.kind, new.parent, new.level) == ("phường", world.tinh_mau, world.xa_a.level)
    assert problems_of(draft) == []


def test_a_merge_into_one_that_stands(do: Any, draft: Any, world: Any) -> None:
    do(changing.merge, units=[world.xa_a, world.xa_b], into=world.xa_b)
    assert words(draft) == ["Xã An Mẫu → Xã Bình Mẫu"]
    assert problems_of(draft) == []


def test_a_rename_keeps_code_and_kind(do: Any, draft: Any, world: Any) -> None:
    do(changing.rename, unit=world.xa_a, new=NewUnit("Xã An Mới"))
    assert words(draft) == ["Xã An Mẫu đổi tên thành Xã An Mới (mới, mã 90101)"]
    assert problems_of(draft) == []


def test_a_split_says_how_many_villages_go_where_and_how_many_wait(do: Any, draft: Any, world: Any) -> None:
    do(changing.split, unit=world.xa_a, into=[world.xa_b, NewUnit("Xã Mới")])
    first, second = draft.links.order_by("id")
    do(changing.assign_villages, unit=world.xa_a, villages={first.pk: world.villages["Xã An Mẫu"][:1]})
    (line,) = changes_of(draft)
    assert line.words == "Xã An Mẫu chia về Xã Bình Mẫu (1 thôn), Xã Mới (mới) (0 thôn)"
    assert line.note == "1 thôn chưa phân: chờ quyết định sau."
    do(changing.split, unit=world.xa_a, into=[world.xa_b, NewUnit("Xã Khác")], replacing=line.key)
    assert "Xã Bình Mẫu (1 thôn), Xã Khác (mới) (0 thôn)" in words(draft)[0]


def test_a_village_goes_one_way_only(do: Any, draft: Any, world: Any) -> None:
    do(changing.split, unit=world.xa_a, into=[world.xa_b, NewUnit("Xã Mới")])
    village = world.villages["Xã An Mẫu"][0]
    first, second = draft.links.order_by("id")
    with pytest.raises(DomainError, match="Thôn 1 được ghi về hai nơi"):
        do(changing.assign_villages, unit=world.xa_a, villages={first.pk: [village], second.pk: [village]})
    stranger = world.villages["Xã Bình Mẫu"][0]
    with pytest.raises(DomainError, match="không thuộc Xã An Mẫu"):
        do(changing.assign_villages, unit=world.xa_a, villages={first.pk: [stranger]})


def test_a_unit_stands_in_one_line_only(do: Any, draft: Any, world: Any) -> None:
    do(changing.rename, unit=world.xa_a, new=NewUnit("Xã An Mới"))
    with pytest.raises(DomainError, match="đã có ở dòng “Xã An Mẫu đổi tên"):
        do(changing.end, unit=world.xa_a)


def test_a_line_taken_away_takes_the_new_unit_that_nothing_else_needs(
    do: Any, draft: Any, world: Any
) -> None:
    do(changing.merge, units=[world.xa_a], into=NewUnit("Xã Mới"))
    do(changing.rename, unit=world.xa_b, new=NewUnit("Xã Bình Mới"))
    key = changes_of(draft)[0].key
    do(removing.remove, key=key)
    assert words(draft) == ["Xã Bình Mẫu đổi tên thành Xã Bình Mới (mới, mã 90102)"]
    assert [row.name for row in draft.new_units.all()] == ["Xã Bình Mới"]
    with pytest.raises(DomainError, match="không còn trong bản soạn"):
        do(removing.remove, key=key)


def test_a_unit_of_another_province_is_refused(do: Any, world: Any) -> None:
    with pytest.raises(DomainError, match="Xã Cao Khác không thuộc phạm vi"):
        do(changing.rename, unit=world.xa_c, new=NewUnit("Xã Cao Mới"))
    with pytest.raises(DomainError, match="Xã Cao Khác không thuộc phạm vi"):
        do(changing.merge, units=[world.xa_a], into=world.xa_c)
    with pytest.raises(DomainError, match="Tỉnh Khác không thuộc phạm vi"):
        do(changing.move, unit=world.xa_a, parent=world.tinh_khac)
    with pytest.raises(DomainError, match="Tỉnh Mẫu không thuộc phạm vi"):
        do(changing.rename, unit=world.tinh_mau, new=NewUnit("Tỉnh Mới"))


def test_nobody_stands_under_itself_or_its_equal(do: Any, draft: Any, world: Any) -> None:
    for parent in (world.xa_a, world.xa_b):
        with pytest.raises(DomainError, match="đơn vị trên phải ở cấp cao hơn"):
            do(changing.move, unit=world.xa_a, parent=parent)
    do(changing.merge, units=[world.xa_a, world.xa_b], into=NewUnit("Xã Mới"))
    row = draft.new_units.get()
    with pytest.raises(DomainError, match="đơn vị trên phải ở cấp cao hơn"):
        do(changing.amend_new_unit, row=row, new=NewUnit("Xã Mới", parent=row))
    with pytest.raises(DomainError, match="đã thuộc Tỉnh Mẫu rồi|đã có ở dòng"):
        do(changing.move, unit=world.xa_a, parent=world.tinh_mau)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("  ", "Ghi tên đơn vị mới"),
        ("X" * 121, "dài quá 120 ký tự"),
        ('=HYPERLINK("http://x")', "phải bắt đầu bằng chữ"),
        ("+84 Xã", "phải bắt đầu bằng chữ"),
        ("-1", "phải bắt đầu bằng chữ"),
        ("@Xã", "phải bắt đầu bằng chữ"),
    ],
)
def test_a_name_that_is_none_is_refused(do: Any, world: Any, name: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        do(changing.rename, unit=world.xa_a, new=NewUnit(name))


def test_a_code_in_use_is_a_problem_and_one_that_ends_is_none(do: Any, draft: Any, world: Any) -> None:
    do(changing.rename, unit=world.xa_a, new=NewUnit("Xã An Mới", code=90102))
    assert problems_of(draft) == ["Mã 90102 đang là mã của Xã Bình Mẫu."]
    do(changing.rename, unit=world.xa_b, new=NewUnit("Xã Bình Mới", code=90109))
    assert problems_of(draft) == []


def test_an_empty_draft_says_so(draft: Any) -> None:
    assert problems_of(draft) == ["Chưa ghi đơn vị nào thay đổi."]


def test_a_day_before_the_units_were_there_is_a_problem(do: Any, draft: Any, world: Any) -> None:
    do(changing.rename, unit=world.xa_a, new=NewUnit("Xã An Mới"))
    do(drafts.amend, head=Head("Thử", "Nghị quyết thử", date(2024, 1, 1)))
    assert any(
        "không còn hoặc chưa có vào ngày 01/01/2024" in one
        for one in problems_of(draft.__class__.objects.get())
    )


def test_two_people_on_one_draft(do: Any, draft: Any, world: Any) -> None:
    read = draft.version
    do(changing.rename, unit=world.xa_a, new=NewUnit("Xã An Mới"))
    with pytest.raises(StaleRecord):
        do(changing.rename, unit=world.xa_b, new=NewUnit("Xã Bình Mới"), version=read)
    assert len(words(draft)) == 1


def test_districts_are_abolished_only_where_there_are_some(do: Any) -> None:
    with pytest.raises(DomainError, match="không còn đơn vị cấp này"):
        do(changing.abolish, level=2)


def test_others_may_not(draft: Any, world: Any, seat_of: Any, actor_of: Any) -> None:
    head = Head("Thử", "Nghị quyết thử", draft.on_date)
    for kind, unit in [("administrator", world.xa_a), ("province_officer", world.tinh_mau)]:
        with pytest.raises(DomainError, match="Chỉ người quản trị"):
            drafts.amend(reform=draft, head=head, version=draft.version, actor=actor_of(seat_of(kind, unit)))
    sister = actor_of(seat_of("administrator", world.tinh_khac))
    with pytest.raises(DomainError, match="không nằm trọn trong tỉnh"):
        drafts.amend(reform=draft, head=head, version=draft.version, actor=sister)
    with pytest.raises(DomainError, match="không nằm trọn trong tỉnh"):
        drafts.begin(head=head, province=None, actor=sister)


def test_units_of_one_name_are_told_apart_in_the_lines(do: Any, draft: Any, world: Any) -> None:
    """Communes of one name in two districts, of which one goes into the one that has the name today."""
    districts = [_placed(Level.DISTRICT, name, world.tinh_mau) for name in ("Huyện Đông", "Huyện Tây")]
    twins = [_placed(Level.COMMUNE, "Xã Bình Mẫu", district) for district in districts]
    do(changing.merge, units=[*twins, world.xa_a], into=world.xa_b)
    (line,) = changes_of(draft)
    assert line.words == "Xã Bình Mẫu cũ (Huyện Đông), Xã Bình Mẫu cũ (Huyện Tây), Xã An Mẫu → Xã Bình Mẫu"


def _placed(level: int, name: str, parent: Any) -> Any:
    days = (date(2020, 1, 1), None)
    unit = Unit.objects.create(level=level, name=name, valid=days)
    Placement.objects.create(unit=unit, parent=parent, valid=days)
    return Unit.objects.get(pk=unit.pk)
