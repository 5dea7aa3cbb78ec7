"""A province sets a value for one commune: the nearest unit upwards wins; of a former unit it is shown as such."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.norms import api, services
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.models import NormValue
from hoathuan.norms.planning import Entry, plan
from hoathuan.norms.values import Document
from hoathuan.units.selectors import now_of
from hoathuan.units.tests.conftest import DAY, Writer, fresh

from .conftest import NOT_PAY, PAY, RESOLUTION, START

pytestmark = pytest.mark.django_db


def pay(unit: Any, on: date = START) -> int:
    return int(api.value(PAY, on=on, unit=unit).amount or 0)


@pytest.fixture
def seat(world: Any, seat_of: Any) -> Any:
    return seat_of("administrator", world.tinh_mau)


def test_the_value_of_the_commune_holds_before_that_of_its_province(
    world: Any, seat: Any, enter: Any
) -> None:
    enter(seat, 300_000)
    enter(seat, 380_000, province=world.xa_a)
    assert (pay(world.xa_a), pay(world.villages["Xã An Mẫu"][0]), pay(world.xa_b)) == (
        380_000,
        380_000,
        300_000,
    )
    assert pay(world.tinh_mau) == 300_000
    assert str(api.value(PAY, on=START, unit=world.xa_a).whose) == "Xã An Mẫu"


def test_two_values_of_one_commune_share_no_day(world: Any, seat: Any, enter: Any) -> None:
    row = enter(seat, 380_000, province=world.xa_a)[0]
    with pytest.raises(NormRefused, match=r"380\.000 đồng/vụ việc"):
        enter(seat, 350_000, province=world.xa_a)
    with pytest.raises(IntegrityError, match="norm_one_value_a_day"), transaction.atomic():
        NormValue.objects.create(
            key=PAY, unit=world.xa_a, amount=1, basis=row.basis, valid=DateRange(date(2026, 12, 1), None)
        )
    enter(seat, 350_000, province=world.xa_b)


def test_the_province_is_told_that_some_communes_keep_their_own(world: Any, seat: Any, enter: Any) -> None:
    enter(seat, 380_000, province=world.xa_a)
    made = plan(
        province=world.tinh_mau,
        document=RESOLUTION,
        first=START,
        last=None,
        entries=[Entry(PAY, Decimal(300_000))],
    )
    assert "1 xã có mức riêng" in made.changes[0].warnings[0]


def test_of_another_province_nobody_sets_a_value(world: Any, seat: Any, enter: Any) -> None:
    with pytest.raises(NormRefused):
        enter(seat, 380_000, province=world.xa_c)


def test_a_commune_sets_none_itself(world: Any, seat: Any, seat_of: Any, enter: Any) -> None:
    for kind in ("commune_leader", "commune_accountant", "administrator"):
        with pytest.raises(NormRefused):
            enter(seat_of(kind, world.xa_a), 380_000, province=world.xa_a)


def test_the_accountant_of_the_province_enters_amounts_and_nothing_else(
    world: Any, seat_of: Any, enter: Any, actor_of: Any
) -> None:
    accountant = seat_of("province_finance", world.tinh_mau)
    row = enter(accountant, 350_000)[0]
    services.confirm(actor=actor_of(accountant), value=row, province=world.tinh_mau, source="Công báo số 12")
    services.take_back(actor=actor_of(accountant), value=row, reason="Nhập nhầm nghị quyết")
    factor = Entry("speaker.special_factor", Decimal("1.1"))
    with pytest.raises(NormRefused, match="Kế toán tỉnh"):
        enter(accountant, entries=[factor])
    with pytest.raises(NormRefused, match="Ngày nghỉ"):
        services.put_exception(
            actor=actor_of(accountant), province=world.tinh_mau, day=date(2026, 7, 6), working=False,
            reason="Nghỉ phòng bão", document=RESOLUTION,
        )  # fmt: skip


def test_the_page_offers_the_communes_and_saves_for_the_one_that_was_chosen(
    world: Any, seat: Any, client_for: Any
) -> None:
    client = client_for(seat)
    page = client.get("/dinh-muc/nhap/").content.decode()
    assert "Đặt mức riêng cho một xã" in page
    assert "Xã Cao Khác" not in page
    typed = {
        "place": str(world.xa_a.uuid), "number": "09/2026/NQ-HĐND", "issued_on": "10/07/2026", "first": "01/08/2026",
        f"muc-{PAY}": "350.000",
    }  # fmt: skip
    shown = client.post("/dinh-muc/nhap/", typed)
    token = shown.context["token"]
    client.post("/dinh-muc/nhap/", typed | {"luu": "1", "da_xem": token})
    assert (pay(world.xa_a), pay(world.xa_b)) == (350_000, 400_000)


def test_a_seat_of_the_commune_sees_its_own_value_and_not_a_sisters(
    world: Any, seat: Any, enter: Any, seat_of: Any, client_for: Any
) -> None:
    enter(seat, 380_000, province=world.xa_a)
    enter(seat, province=world.xa_b, entries=[Entry(NOT_PAY, Decimal(270_000))])
    own = (
        client_for(seat_of("commune_officer", world.xa_a)).get("/dinh-muc/?ngay=01/08/2026").content.decode()
    )
    assert "380.000 đồng/vụ việc" in own
    assert "270.000 đồng/vụ việc" not in own


BEFORE = Document("01/2025/NQ-HĐND", date(2025, 12, 1), "Điều 1", "HĐND tỉnh")


def test_a_commune_that_took_the_place_of_one_goes_on_with_its_value_and_says_so(
    world: Any, seat: Any, enter: Any
) -> None:
    enter(seat, 380_000, province=world.xa_a, document=BEFORE, first=date(2026, 1, 1), compared=True)
    write = Writer()
    write.merge([world.xa_a], "Xã Mới Mẫu")
    write.apply()
    new = now_of(fresh(world.xa_a))
    assert new is not None
    found = api.value(PAY, on=DAY, unit=new)
    assert (int(found.amount or 0), found.former, found.confirmed) == (380_000, True, False)
    enter(seat, 360_000, province=new)
    assert pay(new) == 360_000


def test_of_communes_that_were_merged_none_speaks_for_all(world: Any, seat: Any, enter: Any) -> None:
    enter(seat, 380_000, province=world.xa_a, document=BEFORE, first=date(2026, 1, 1))
    write = Writer()
    write.merge([world.xa_a, world.xa_b], "Xã Mới Mẫu")
    write.apply()
    new = now_of(fresh(world.xa_a))
    assert new is not None
    assert pay(new, DAY) == 400_000
