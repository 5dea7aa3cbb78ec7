"""One of hundreds of units is found in a select: its groups are districts, provinces, or letters."""

from datetime import date
from typing import Any

import pytest

from hoathuan.stats.api import unit_choices
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Unit
from hoathuan.units.services import rebuild_reach

FIRST, END = date(2000, 1, 1), date(2025, 7, 1)


def made(name: str, level: int, parent: Any, days: tuple[Any, Any] = (END, None), kind: str = "") -> Unit:
    unit = Unit.objects.create(name=name, level=level, valid=days, kind=kind)
    Placement.objects.create(unit=unit, parent=parent, valid=days)
    return Unit.objects.get(pk=unit.pk)


@pytest.fixture
def districts(world: Any) -> list[Unit]:
    """Two districts that ended, of which each had a commune of one name, and thirty others."""
    found = []
    for name in ("Huyện Mẫu", "Huyện Thử"):
        district = made(name, Level.DISTRICT, world.tinh_mau, (FIRST, END))
        found += [district, made("Xã Xuân Lập", Level.COMMUNE, district, (FIRST, END))]
        found += [made(f"Xã {name} {n}", Level.COMMUNE, district, (FIRST, END)) for n in range(30)]
    return sorted(found, key=lambda unit: (unit.level, unit.sort))


def test_a_short_list_has_one_group_of_former_units_and_tells_twins_apart(
    world: Any, districts: list[Unit]
) -> None:
    twins = [unit for unit in districts if unit.name == "Xã Xuân Lập"]
    here, (label, ended) = unit_choices([world.xa_a], twins)
    assert here == (str(world.xa_a.uuid), "Xã An Mẫu")
    assert str(label) == "Đơn vị cũ"
    assert {name for _key, name in ended} == {
        "Xã Xuân Lập (Huyện Mẫu) (đến 30/06/2025)",
        "Xã Xuân Lập (Huyện Thử) (đến 30/06/2025)",
    }


def test_former_units_are_found_under_their_district(
    world: Any, districts: list[Unit], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        choices = unit_choices([world.tinh_mau, world.xa_a, world.xa_b], districts)
    assert choices[0] == (str(world.tinh_mau.uuid), "Tỉnh Mẫu")
    groups = {label: [name for _key, name in units] for label, units in choices[1:]}
    assert list(groups) == ["Xã · A", "Xã · B", "Đơn vị cũ: Huyện Mẫu", "Đơn vị cũ: Huyện Thử"]
    assert groups["Đơn vị cũ: Huyện Thử"][0] == "Huyện Thử (đến 30/06/2025)"
    assert "Xã Xuân Lập (đến 30/06/2025)" in groups["Đơn vị cũ: Huyện Thử"]
    offered = [key for _label, units in choices[1:] for key, _name in units]
    assert len(offered) == len(set(offered)) == 2 + len(districts), "each unit once"


def test_communes_of_several_provinces_are_found_under_their_province(world: Any) -> None:
    more = [made(f"Xã Đông {n}", Level.COMMUNE, world.tinh_khac) for n in range(60)]
    choices = unit_choices([world.xa_a, *more], [])
    assert [label for label, _units in choices] == ["Tỉnh Mẫu", "Tỉnh Khác"]


def test_communes_of_one_province_are_found_by_letter(world: Any) -> None:
    names = [f"Phường Ái {n}" for n in range(30)] + [f"Xã Đông {n}" for n in range(31)]
    units = [made(name, Level.COMMUNE, world.tinh_mau, kind=name.split()[0]) for name in names]
    assert [label for label, _units in unit_choices(units, [])] == ["Phường · A", "Xã · D"]


@pytest.mark.parametrize("address", ["/so-lieu/", "/vu-viec/", "/to-hoa-giai/danh-sach/"])
def test_the_pages_offer_the_groups(world: Any, seat_of: Any, client_for: Any, address: str) -> None:
    for n in range(61):
        made(f"Xã Đông {n}", Level.COMMUNE, world.tinh_mau)
    rebuild_reach()
    page = client_for(seat_of("province_officer", world.tinh_mau)).get(address).content.decode()
    assert '<optgroup label="Xã · D">' in page
