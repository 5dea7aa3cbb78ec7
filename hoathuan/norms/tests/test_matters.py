"""The page of what a place must confirm: how far it is, confirming several together, and who may."""

from typing import Any

import pytest

from hoathuan.core.dates import today
from hoathuan.norms import registry, services
from hoathuan.norms.matters import open_matters, waiting
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


def test_every_value_stands_there_with_its_clause_and_later_with_who_and_when(
    world: Any, keeper: Any, client_for: Any
) -> None:
    client, matters = client_for(keeper), open_matters(world.tinh_mau)
    page = text(client.get(MATTERS))
    assert {str(one.kind.label) for one in matters if str(one.kind.label) not in page} == set()
    values = [one.value for one in matters if one.value]
    assert {str(value.document) for value in values if str(value.document) not in page} == set()
    assert any(value.document.clause for value in values)
    client.post(MATTERS, {"source": "Công báo số 12", "chon": [str(values[0].row.uuid)]})  # type: ignore[union-attr]
    done = text(client.get(MATTERS)).rpartition("Ai, ngày nào")[2]
    for words in (str(values[0].kind.label), keeper.person.full_name, f"{today():%d/%m/%Y}"):
        assert words in done


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
    total = sum(not kind.past for kind in registry.kinds())
    done = total - before + len(keys)
    assert f"Đã xác nhận {done} trên {total} giá trị" in text(client.get(MATTERS))


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


def test_the_calendar_of_this_year_and_the_next_waits_for_the_country(
    world: Any, keeper: Any, seat_of: Any, actor_of: Any, client_for: Any
) -> None:
    """A province sees that nobody has compared it; who decides for the country is led to confirm it."""
    year = today().year
    country = seat_of("administrator", world.country)
    before, own = waiting(actor_of(country)), waiting(actor_of(keeper))
    assert f"/dinh-muc/lich/xac-nhan/?nam={year}" in client_for(country).get(MATTERS).content.decode()
    page = client_for(keeper).get(MATTERS).content.decode()
    assert "/dinh-muc/lich/xac-nhan/" not in page
    assert f"/dinh-muc/lich/?nam={year}" in page
    services.confirm_year(actor=actor_of(country), year=year, source="Thông báo nghỉ lễ")
    assert waiting(actor_of(country)) == before - 1
    assert waiting(actor_of(keeper)) == own
    assert f"Lịch nghỉ lễ năm {year}:" not in text(client_for(country).get(MATTERS))
    assert f"Lịch nghỉ lễ năm {year + 1}:" in text(client_for(country).get(MATTERS))
