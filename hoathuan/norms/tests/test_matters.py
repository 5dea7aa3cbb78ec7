"""The page of what a place must confirm: how far it is, confirming several together, and who may."""

from typing import Any

import pytest

from hoathuan.norms import registry
from hoathuan.norms.matters import open_matters
from hoathuan.norms.models import LocalCheck, NormValue

from .test_pages import MATTERS, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(world: Any, seat_of: Any) -> Any:
    # somebody sits elsewhere too, so the province does not speak for the country
    seat_of("commune_officer", world.xa_c)
    return seat_of("administrator", world.tinh_mau)


def test_a_director_confirms_several_at_once(world: Any, keeper: Any, seat_of: Any, client_for: Any) -> None:
    client = client_for(seat_of("province_leader", world.tinh_mau, "Lý Thị Giám"))
    rows = NormValue.objects.filter(unit=None, key__startswith="contest.team", valid__upper_inf=True)
    chosen = [str(row.uuid) for row in rows]
    assert "Chọn ít nhất một" in text(client.post(MATTERS, {"source": "Công báo số 12"}))
    assert client.post(MATTERS, {"source": "Công báo số 12", "chon": chosen}).status_code == 302
    assert LocalCheck.objects.filter(province=world.tinh_mau).count() == len(chosen) == 4
    page = text(client.get(MATTERS))
    assert "Lý Thị Giám" in page


def test_a_whole_group_is_confirmed_with_one_source(
    world: Any, keeper: Any, seat_of: Any, client_for: Any
) -> None:
    """Thirty ceilings of one circular are one reading: filter, tick once, name the source."""
    client = client_for(seat_of("province_leader", world.tinh_mau))
    before = len(open_matters(world.tinh_mau))
    assert (
        client.post(f"{MATTERS}?nhom=contest", {"source": "Công báo số 12", "tat-ca": "1"}).status_code == 302
    )
    keys = set(LocalCheck.objects.values_list("value__key", flat=True))
    assert keys
    assert {registry.known(key).group for key in keys} == {"contest"}
    done = 87 - before + len(keys)
    assert f"Đã xác nhận {done} trên 87 giá trị" in text(client.get(MATTERS))


def test_a_reader_of_the_country_sees_how_far_each_province_is(
    world: Any, keeper: Any, seat_of: Any, client_for: Any
) -> None:
    page = text(client_for(seat_of("ministry_viewer", world.country)).get(MATTERS))
    assert "Các tỉnh, thành phố đã xác nhận đến đâu" in page
    assert "Tỉnh Khác" in page
    assert "Tỉnh Khác" not in text(client_for(keeper).get(MATTERS))


def test_what_waits_can_be_narrowed_to_a_group(keeper: Any, client_for: Any) -> None:
    client = client_for(keeper)
    narrow = text(client.get(MATTERS, {"nhom": "contest"}))
    assert "Giải nhất tập thể" in narrow
    assert "Tờ gấp pháp luật" not in narrow
    assert "Tờ gấp pháp luật" in text(client.get(MATTERS, {"nhom": "x"}))


def test_who_only_reads_cannot_confirm(world: Any, keeper: Any, seat_of: Any, client_for: Any) -> None:
    rows = NormValue.objects.filter(unit=None, key__startswith="contest.team")
    for kind, unit in (
        ("province_officer", world.tinh_mau),
        ("commune_leader", world.xa_a),
        ("administrator", world.xa_a),
    ):
        client = client_for(seat_of(kind, unit))
        assert 'name="chon"' not in client.get(MATTERS).content.decode()
        client.post(MATTERS, {"source": "Công báo số 12", "chon": [str(row.uuid) for row in rows]})
    assert not LocalCheck.objects.exists()
