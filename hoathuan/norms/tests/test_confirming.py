"""What a place must confirm, and confirming as a person's word."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hoathuan.norms import api, matters, services
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.matters import Why, confirmed_ones, open_matters
from hoathuan.norms.models import LocalCheck, NormValue
from hoathuan.norms.planning import Entry

from .conftest import PAY, START

pytestmark = pytest.mark.django_db
SOURCE = "Công báo số 12/2026, Điều 3"
UNSURE = "speaker.ceiling"


@pytest.fixture
def keeper(world: Any, seat_of: Any, actor_of: Any) -> Any:
    return actor_of(seat_of("administrator", world.tinh_mau))


@pytest.fixture
def country(world: Any, seat_of: Any, actor_of: Any) -> Any:
    return actor_of(seat_of("administrator", world.country))


def waits(province: Any) -> dict[str, str]:
    return {one.kind.key: one.why for one in open_matters(province, START)}


def row(key: str) -> NormValue:
    return NormValue.objects.filter(key=key, unit=None, valid__contains=START).get()


def test_a_province_must_confirm_what_is_unconfirmed_and_what_it_has_not_set(world: Any) -> None:
    found = waits(world.tinh_mau)
    assert found[UNSURE] == Why.UNCONFIRMED
    assert found[PAY] == Why.DEFAULT
    assert "salary.base" not in found
    assert "competence.district_reporter" not in found


def test_the_country_must_confirm_only_what_is_unconfirmed(world: Any) -> None:
    found = waits(None)
    assert found[UNSURE] == Why.UNCONFIRMED
    assert PAY not in found
    assert set(found.values()) == {Why.UNCONFIRMED}


def test_a_kind_without_a_value_waits_as_missing(world: Any) -> None:
    assert {one.why for one in open_matters(world.tinh_mau, date(2031, 1, 1)) if one.value is None} == {
        Why.MISSING
    }


def test_a_province_says_that_the_circular_holds_there(world: Any, keeper: Any) -> None:
    services.confirm(actor=keeper, value=row(PAY), province=world.tinh_mau, source=SOURCE)
    assert PAY not in waits(world.tinh_mau)
    assert waits(world.tinh_khac)[PAY] == Why.DEFAULT
    assert [value.key for value in confirmed_ones(world.tinh_mau, START)] == [PAY]
    with pytest.raises(NormRefused, match="đã xác nhận"):
        services.confirm(actor=keeper, value=row(PAY), province=world.tinh_mau, source=SOURCE)


def test_a_province_confirms_for_itself_what_the_country_has_not(
    world: Any, keeper: Any, country: Any
) -> None:
    services.confirm(actor=keeper, value=row(UNSURE), province=world.tinh_mau, source=SOURCE)
    assert api.value(UNSURE, on=START, unit=world.xa_a).confirmed
    assert not api.value(UNSURE, on=START, unit=world.xa_c).confirmed
    assert not api.value(UNSURE, on=START).confirmed
    services.confirm(actor=country, value=row(UNSURE), province=None, source=SOURCE)
    assert api.value(UNSURE, on=START, unit=world.xa_c).confirmed


def test_a_resolution_ends_the_waiting(world: Any, seat_of: Any, enter: Any) -> None:
    """Entered with the signed text in hand it is confirmed; without, it still waits."""
    seat = seat_of("province_leader", world.tinh_mau)
    enter(seat)
    assert waits(world.tinh_mau)[PAY] == Why.UNCONFIRMED
    enter(seat, entries=[Entry("leaflet.piece", Decimal(1_200_000))], compared=True)
    assert "leaflet.piece" not in waits(world.tinh_mau)


def test_what_begins_later_waits_too(world: Any, seat_of: Any, enter: Any) -> None:
    enter(seat_of("administrator", world.tinh_mau), first=date(2027, 1, 1))
    found = [one for one in open_matters(world.tinh_mau, START) if one.kind.key == PAY]
    assert {one.why for one in found} == {Why.DEFAULT, Why.UNCONFIRMED}


def test_confirming_needs_a_source_and_happens_once(
    world: Any, seat_of: Any, enter: Any, actor_of: Any
) -> None:
    seat = seat_of("administrator", world.tinh_mau)
    value = enter(seat)[0]
    actor = actor_of(seat)
    with pytest.raises(NormRefused) as refused:
        services.confirm(actor=actor, value=value, province=seat.unit, source=" ")
    assert refused.value.field == "source"
    services.confirm(actor=actor, value=value, province=seat.unit, source=SOURCE)
    with pytest.raises(NormRefused, match="đã có người xác nhận"):
        services.confirm(actor=actor, value=value, province=seat.unit, source=SOURCE)
    found = api.value(PAY, on=START, unit=world.xa_a)
    assert found.confirmed
    assert found.confirmed_by == actor.label


def test_what_was_taken_back_is_not_confirmed(world: Any, seat_of: Any, enter: Any, actor_of: Any) -> None:
    seat = seat_of("administrator", world.tinh_mau)
    value = enter(seat)[0]
    services.take_back(actor=actor_of(seat), value=value, reason="Nhập nhầm nghị quyết")
    with pytest.raises(NormRefused, match="đã bị hủy"):
        services.confirm(actor=actor_of(seat), value=value, province=seat.unit, source=SOURCE)


def test_nobody_confirms_for_another_place(
    world: Any, keeper: Any, country: Any, seat_of: Any, actor_of: Any
) -> None:
    seat_of("commune_officer", world.xa_c)
    officer = actor_of(seat_of("province_officer", world.tinh_mau))
    for actor, province in (
        (keeper, world.tinh_khac),
        (keeper, None),
        (country, world.tinh_mau),
        (officer, world.tinh_mau),
    ):
        with pytest.raises(NormRefused):
            services.confirm(actor=actor, value=row(UNSURE), province=province, source=SOURCE)
    assert not LocalCheck.objects.exists()


def test_how_far_each_province_is_stands_in_few_questions(
    world: Any, keeper: Any, enter: Any, seat_of: Any, django_assert_max_num_queries: Any
) -> None:
    before = dict(matters.progress_by_province())
    assert before[world.tinh_mau] == matters.progress_of(matters.open_matters(world.tinh_mau))
    enter(seat_of("administrator", world.tinh_mau), compared=True)
    checked = row("leaflet.piece")
    services.confirm(actor=keeper, value=checked, province=world.tinh_mau, source=SOURCE)
    with django_assert_max_num_queries(5):
        after = matters.progress_by_province(on=START)
    assert [place for place, _part in after] == [world.tinh_khac, world.tinh_mau]
    own = dict(after)[world.tinh_mau]
    assert (own.done, own.own) == (before[world.tinh_mau].done + 2, 1)
    assert own.total == own.done + own.waiting
    assert dict(after)[world.tinh_khac].done == before[world.tinh_khac].done
